//! Acme's Tasks: written by composites, all of them or none, and found by queries; upserted where the
//! org has our external-id field.

use crate::office::ada;
use crate::support::salesforce_org::{Acme, JO, halted};
use crate::world::{World, json as answer};
use chrono::DateTime;
use msi_actions::base::Millis;
use msi_actions::ports::{Clock, HttpRequest, HttpResponse};
use msi_actions::salesforce::INTENT_FIELD;
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

pub const FIELDS: &[&str] = &[
    "Subject",
    "TaskSubtype",
    "Status",
    "Priority",
    "ActivityDate",
    "OwnerId",
    "Description",
    "CallType",
    "CallDisposition",
    "CallDurationInSeconds",
    "CallObject",
    "IsReminderSet",
    "ReminderDateTime",
];

/// The Tasks; they outlive the worker.
#[derive(Default)]
pub struct Tasks {
    rows: RefCell<Vec<(Millis, Value)>>,
    /// What the first step of the next composites answers instead.
    pub refusals: RefCell<VecDeque<(u16, Value)>>,
}

impl Tasks {
    /// Puts them into an org.
    pub fn on(world: &Rc<World>, acme: &Rc<Acme>, converted: &Rc<Cell<bool>>) -> Rc<Self> {
        describe(acme, FIELDS);
        let tasks = Rc::<Self>::default();
        let converted = Rc::clone(converted);
        let (server, org) = (Rc::clone(&tasks), Rc::clone(acme));
        world.on_http(move |world, request| {
            let bearer = request.headers().get("authorization")?.to_str().ok()?;
            let token = bearer.strip_prefix("Bearer ")?;
            if !org.access.borrow().iter().any(|good| good == token) {
                return None; // Acme says so itself.
            }
            match request.uri().path() {
                "/services/data/v67.0/composite" => {
                    server.write(world.now(), request, converted.get()).map(Ok)
                }
                "/services/data/v67.0/query" => server.find(request).map(Ok),
                _ => None,
            }
        });
        tasks
    }

    /// As they are, in the order in which they were made.
    pub fn all(&self) -> Vec<Value> {
        self.rows
            .borrow()
            .iter()
            .map(|(_, row)| row.clone())
            .collect()
    }

    /// `converted`: nothing can refer to Ada's lead any more.
    fn write(&self, now: Millis, request: &HttpRequest, converted: bool) -> Option<HttpResponse> {
        let body: Value = serde_json::from_slice(request.body()).unwrap();
        let steps = body["compositeRequest"].as_array()?;
        let of_task = |step: &Value| step["url"].as_str().unwrap().contains("/sobjects/Task");
        if !steps
            .iter()
            .all(|step| of_task(step) && step["method"] != "GET")
        {
            return None;
        }
        assert!(
            steps.len() == 1 || body["allOrNone"] == true,
            "all of them or none"
        );
        if let Some((status, refusal)) = self.refusals.borrow_mut().pop_front() {
            return Some(rolled_back(steps, status, &refusal));
        }
        let ada = ada().id;
        if converted
            && steps
                .iter()
                .any(|step| step["body"]["WhoId"] == ada.as_str())
        {
            let refusal = json!([{ "errorCode": "CANNOT_UPDATE_CONVERTED_LEAD",
                "message": "cannot reference converted lead" }]);
            return Some(rolled_back(steps, 400, &refusal));
        }
        if let Some(refusal) = steps.iter().find_map(|step| halted(step, &[])) {
            return Some(rolled_back(steps, 400, &refusal));
        }
        if steps.iter().any(|step| self.is_known(step)) {
            // Salesforce sets TaskSubtype when a Task is made and never again.
            let fixed = json!([{ "errorCode": "INVALID_FIELD_FOR_INSERT_UPDATE",
                "message": "Unable to create/update fields: TaskSubtype.", "fields": ["TaskSubtype"] }]);
            return Some(rolled_back(steps, 400, &fixed));
        }
        let made = steps.iter().map(|step| {
            json!({ "referenceId": step["referenceId"], "httpStatusCode": 201,
                "body": { "id": self.make(now, step), "success": true, "errors": [] } })
        });
        let made: Vec<Value> = made.collect();
        Some(answer(200, json!({ "compositeResponse": made })))
    }

    /// Whether a step would change a Task that there is.
    fn is_known(&self, step: &Value) -> bool {
        let rows = self.rows.borrow();
        external_id(step).is_some_and(|id| rows.iter().any(|(_, row)| row[INTENT_FIELD] == id))
    }

    fn make(&self, now: Millis, step: &Value) -> String {
        let mut row = step["body"].clone();
        if let Some(id) = external_id(step) {
            row[INTENT_FIELD] = id.into();
        }
        let mut rows = self.rows.borrow_mut();
        let id = format!("00TAc00000000{:02}", rows.len());
        row["Id"] = id.clone().into();
        row["CreatedById"] = JO.into();
        rows.push((now, row));
        id
    }

    fn find(&self, request: &HttpRequest) -> Option<HttpResponse> {
        let query = request.uri().query()?;
        let (_, soql) = url::form_urlencoded::parse(query.as_bytes()).next()?;
        let (_, conditions) = soql.split_once(" FROM Task WHERE ")?;
        let conditions = conditions.split(" ORDER BY ").next()?;
        let conditions = conditions.split(" LIMIT ").next()?;
        let rows = self.rows.borrow();
        let found = rows.iter().rev().filter(|(at, row)| {
            conditions
                .split(" AND ")
                .all(|condition| holds(condition, *at, row))
        });
        let found: Vec<Value> = found.map(|(at, row)| row_of(*at, row)).collect();
        let body = json!({ "totalSize": found.len(), "done": true, "records": found });
        Some(answer(200, body))
    }
}

/// By which a step finds its Task, where it is an upsert.
fn external_id(step: &Value) -> Option<&str> {
    let (_, id) = step["url"]
        .as_str()?
        .split_once(&format!("{INTENT_FIELD}/"))?;
    assert_eq!(step["method"], "PATCH");
    assert!(id.len() <= 36, "the field holds 36 characters: {id}");
    Some(id)
}

/// What describe says of Task; `INTENT_FIELD` is an external id.
pub fn describe(acme: &Acme, fields: &[&str]) {
    let field = |name: &&str| {
        let values: &[&str] = match *name {
            "Priority" => &["High", "Normal", "Low"],
            "TaskSubtype" => &["Task", "Email", "Call"],
            "Type" => &["Email", "Call", "Reply", "Other"],
            _ => &[],
        };
        let value = |value: &&str| json!({ "active": true, "defaultValue": *value == "Normal", "label": value, "value": value });
        let values: Vec<Value> = values.iter().map(value).collect();
        let length = if *name == "Description" { 32_000 } else { 255 };
        json!({ "name": name, "createable": true, "length": length, "picklistValues": values,
            "externalId": *name == INTENT_FIELD })
    };
    let fields: Vec<Value> = fields.iter().map(field).collect();
    acme.step(
        "Task/describe",
        200,
        json!({ "createable": true, "fields": fields }),
    );
}

/// The org has our field.
pub fn describe_with_intent_field(acme: &Acme) {
    let fields: Vec<&str> = FIELDS.iter().copied().chain([INTENT_FIELD]).collect();
    describe(acme, &fields);
}

/// The org has no such field, and the rep may not set these.
pub fn describe_without(acme: &Acme, hidden: &[&str]) {
    let fields = FIELDS.iter().copied().filter(|name| !hidden.contains(name));
    describe(acme, &fields.collect::<Vec<_>>());
}

/// One step is refused, and so are all.
fn rolled_back(steps: &[Value], status: u16, refusal: &Value) -> HttpResponse {
    let halted = json!([{ "errorCode": "PROCESSING_HALTED",
        "message": "The transaction was rolled back since another operation in the same transaction failed." }]);
    let last = steps.len() - 1;
    let part = |(n, step): (usize, &Value)| {
        let body = if n == last { refusal } else { &halted };
        json!({ "referenceId": step["referenceId"], "httpStatusCode": status, "body": body })
    };
    let parts: Vec<Value> = steps.iter().enumerate().map(part).collect();
    answer(200, json!({ "compositeResponse": parts }))
}

fn holds(condition: &str, at: Millis, row: &Value) -> bool {
    if let Some(since) = condition.strip_prefix("CreatedDate >= ") {
        let since = DateTime::parse_from_rfc3339(since).unwrap();
        return at.0 >= since.timestamp_millis();
    }
    if let Some((field, value)) = condition.split_once(" != ") {
        return row[field].as_str() != Some(value.trim_matches('\''));
    }
    let (field, value) = condition.split_once(" = ").unwrap();
    row[field].as_str() == Some(value.trim_matches('\''))
}

fn row_of(at: Millis, row: &Value) -> Value {
    let created = DateTime::from_timestamp_millis(at.0).unwrap();
    let created = created.format("%Y-%m-%dT%H:%M:%S%.3f+0000").to_string();
    json!({ "Id": row["Id"], "Subject": row["Subject"], "CreatedDate": created })
}
