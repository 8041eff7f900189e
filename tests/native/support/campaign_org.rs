//! What Salesforce keeps of sales campaigns: its four objects, and what of leads, tasks, meetings and mails they need. It
//! is shared by every browser of the rep's, and as strict as the real one: keys are unique, steps of a graph take effect
//! together or not at all.

use super::cadence_org::CadenceOrg;
use super::in_order::in_order;
use crate::world::{World, json as answer};
use msi_actions::base::{Millis, time};
use msi_actions::ports::{Clock, HttpRequest, HttpResponse, NetworkError};
use serde_json::{Map, Value, json};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use url::form_urlencoded;

const OBJECTS: [&str; 4] = [
    "MSI_Actions_Campaign__c",
    "MSI_Actions_Step__c",
    "MSI_Actions_Member__c",
    "MSI_Actions_Step_Run__c",
];
/// The fields of members that an org's objects may be older than.
pub const NEWER: [&str; 2] = ["Texts__c", "Campaign_Key__c"];
/// Where the next rows are, with the number of the page.
const LATER: &str = "query/01gAc-";
/// So many rows are in a page.
const PAGE: usize = 2_000;
const OWNER: &str = super::salesforce_org::JO;

/// The org's part.
#[derive(Default)]
pub struct CampaignOrg {
    tables: RefCell<BTreeMap<String, Vec<Map<String, Value>>>>,
    /// Leads by id.
    pub people: RefCell<BTreeMap<String, Value>>,
    /// The addresses of those who answered to somebody else's mail that Salesforce has.
    pub answered: RefCell<Vec<(String, Millis)>>,
    /// Who has a meeting since when.
    pub meetings: RefCell<Vec<(String, Millis)>>,
    /// Tasks that somebody else is changing.
    pub locked: RefCell<Vec<String>>,
    /// How many records were made, those that are deleted among them.
    made: Cell<usize>,
    /// The org does not have the four objects.
    pub without_objects: Cell<bool>,
    /// The object of members is older than the fields for emails that are written for one of them alone, and for several
    /// campaigns a person.
    pub older: Cell<bool>,
    /// So many rows of members come at once, because they are long; 0 for a full page.
    pub page: Cell<usize>,
    /// The rows that come later, with how many of them at once.
    later: RefCell<BTreeMap<usize, (Vec<Value>, usize)>>,
    /// Salesforce's own cadences: the rep has a licence for them where there is one.
    pub cadences: CadenceOrg,
    /// How many calls were made.
    pub calls: Cell<usize>,
}

type Refusal = (u16, Value);

impl CampaignOrg {
    /// Puts it into a world, before the org's other answers.
    pub fn on(self: &Rc<Self>, world: &Rc<World>) {
        let org = Rc::clone(self);
        world.on_http(move |world, request| {
            let answer = org.answer(world.now(), request)?;
            let acted = request.uri().path().contains("/actions/");
            Some(match acted && org.cadences.loses_this() {
                true => Err(NetworkError::Failed),
                false => Ok(answer),
            })
        });
    }

    /// A lead is there.
    pub fn lead(&self, id: &str, address: &str) {
        let lead = json!({ "Name": format!("Lead {id}"), "Email": address, "HasOptedOutOfEmail": false,
            "IsConverted": false, "Status": "Open", "OwnerId": OWNER });
        self.people.borrow_mut().insert(id.to_owned(), lead);
    }

    /// Rows of an object are there since long; each gets an id.
    pub fn plant(&self, object: &str, rows: impl Iterator<Item = Value>) -> Vec<String> {
        let mut tables = self.tables.borrow_mut();
        let at = OBJECTS.iter().position(|own| *own == object).unwrap();
        let planted = rows.map(|row| {
            self.made.set(self.made.get() + 1);
            let id = format!("a0{at}Ac{:010}", self.made.get());
            let id = msi_actions::base::RecordId::parse(&id).unwrap().to_string();
            let mut row = row.as_object().unwrap().clone();
            row.insert("Id".into(), json!(id));
            row.insert("OwnerId".into(), json!(OWNER));
            tables.entry(object.to_owned()).or_default().push(row);
            id
        });
        planted.collect()
    }

    /// Campaigns are deleted: what leads to them leads nowhere, as Salesforce does it for these lookups.
    pub fn delete_campaigns(&self) {
        let mut tables = self.tables.borrow_mut();
        tables.remove("MSI_Actions_Campaign__c");
        for object in ["MSI_Actions_Step__c", "MSI_Actions_Member__c"] {
            for row in tables.entry(object.to_owned()).or_default() {
                row.insert("Campaign__c".into(), Value::Null);
            }
        }
    }

    /// The rep may not see the campaigns any more, which are still there.
    pub fn hide_campaigns(&self) {
        self.tables.borrow_mut().remove("MSI_Actions_Campaign__c");
    }

    /// Changes a field of a lead.
    pub fn set(&self, id: &str, field: &str, value: Value) {
        self.people.borrow_mut().get_mut(id).unwrap()[field] = value;
    }

    /// The rows of an object.
    pub fn rows(&self, object: &str) -> Vec<Map<String, Value>> {
        let tables = self.tables.borrow();
        tables.get(object).cloned().unwrap_or_default()
    }

    /// When each task is due, in the order in which they were made.
    pub fn due_days(&self) -> Vec<String> {
        let tasks = self.rows("Task").into_iter();
        let day = |task: Map<String, Value>| task["ActivityDate"].as_str().unwrap().to_owned();
        tasks.map(day).collect()
    }

    /// Somebody else moves a task.
    pub fn move_task(&self, nth: usize, day: &str) {
        let mut tables = self.tables.borrow_mut();
        let task = &mut tables.get_mut("Task").unwrap()[nth];
        task.insert("ActivityDate".into(), json!(day));
    }

    /// A task is done.
    pub fn close_task(&self, id: &str) {
        let mut tables = self.tables.borrow_mut();
        let mut tasks = tables.get_mut("Task").unwrap().iter_mut();
        let task = tasks.find(|task| task["Id"] == id).unwrap();
        task.insert("IsClosed".into(), true.into());
    }

    /// Somebody deletes all tasks.
    pub fn delete_tasks(&self) {
        self.tables.borrow_mut().remove("Task");
    }

    /// Answers the steps of a log that mark a task as done, and note in a run that its mail is logged.
    pub fn noted(&self, step: &str, body: &Value) -> Option<(u16, Value)> {
        let step = step.strip_prefix("PATCH ")?;
        if let Some((_, run)) = step.split_once("/sobjects/MSI_Actions_Step_Run__c/Key__c/") {
            assert_eq!(*body, json!({ "Activity__c": "@{activity.id}" }));
            let change = json!({ "Activity__c": "00TAc0000000099MAA" });
            let key = run.strip_suffix("?updateOnly=true").unwrap();
            let done = self.update(Millis(0), OBJECTS[3], "Key__c", key, &change);
            return Some(match done {
                Ok(()) => (200, json!({ "success": true, "created": false })),
                Err(refusal) => refusal,
            });
        }
        let (_, id) = step.split_once("/sobjects/Task/")?;
        if !self.rows("Task").iter().any(|task| task["Id"] == id) {
            let gone =
                json!([{ "errorCode": "ENTITY_IS_DELETED", "message": "entity is deleted" }]);
            return Some((404, gone));
        }
        assert_eq!(*body, json!({ "Status": "Completed" }));
        self.close_task(id);
        Some((204, Value::Null))
    }

    fn answer(&self, now: Millis, request: &HttpRequest) -> Option<HttpResponse> {
        if request.uri().host()? != "acme.my.salesforce.com" {
            return None;
        }
        let path = request.uri().path().strip_prefix("/services/data/v67.0/")?;
        if let Some(page) = path.strip_prefix(LATER) {
            self.calls.set(self.calls.get() + 1);
            let (rows, most) = self.later.borrow()[&page.parse().unwrap()].clone();
            return Some(answer(200, self.page_of(rows, most)));
        }
        let body: Value = serde_json::from_slice(request.body()).unwrap_or_default();
        let text = format!("{body}{:?}", request.uri().query());
        if let Some(acted) = self.cadences.act(now, path, &body) {
            return Some(acted);
        }
        let mut names = OBJECTS.iter().chain(&["ActionCadence"]);
        let moves = path == "composite/sobjects" && request.method() == "PATCH";
        let ours = names.any(|own| text.contains(own)) || asks_for_campaigns_here(&body) || moves;
        // The log of a mail is answered by the other part of the org, which asks [`Self::noted`].
        let is_log = body["compositeRequest"][0]["referenceId"] == "activity";
        if !ours || is_log || body.to_string().contains("/describe") {
            return None;
        }
        self.calls.set(self.calls.get() + 1);
        match path {
            "composite" => {
                let steps = body["compositeRequest"].as_array().unwrap();
                let together = body["allOrNone"] == true;
                let parts = self.steps(now, steps, together);
                Some(answer(200, json!({ "compositeResponse": parts })))
            }
            "composite/graph" => {
                let graphs = body["graphs"].as_array().unwrap();
                let done: Vec<Value> = graphs
                    .iter()
                    .map(|graph| {
                        let steps = graph["compositeRequest"].as_array().unwrap();
                        let parts = self.steps(now, steps, true);
                        json!({ "graphId": graph["graphId"], "isSuccessful": true,
                            "graphResponse": { "compositeResponse": parts } })
                    })
                    .collect();
                Some(answer(200, json!({ "graphs": done })))
            }
            "composite/sobjects" if request.method() == "PATCH" => {
                Some(answer(200, self.update_many(now, &body)))
            }
            "composite/sobjects" => Some(answer(200, self.many(now, &body))),
            "query" => {
                let query = request.uri().query().unwrap();
                let (_, soql) = form_urlencoded::parse(query.as_bytes()).next().unwrap();
                Some(answer(200, self.query(&soql)))
            }
            other => panic!("{other}"),
        }
    }

    fn steps(&self, now: Millis, steps: &[Value], together: bool) -> Vec<Value> {
        assert!(steps.len() <= 25);
        let of_queries = |step: &&Value| {
            let url = step["url"].as_str().unwrap();
            url.contains("/query") || url.ends_with("/composite/sobjects")
        };
        assert!(steps.iter().filter(of_queries).count() <= 5, "five at most");
        let before = together.then(|| self.tables.borrow().clone());
        let mut answers: BTreeMap<String, Value> = BTreeMap::new();
        let mut parts = Vec::new();
        let mut failed = false;
        for step in steps {
            let reference = step["referenceId"].as_str().unwrap().to_owned();
            let (status, body) = self.step(now, step, &answers).unwrap_or_else(|refusal| {
                failed = true;
                refusal
            });
            answers.insert(reference.clone(), body.clone());
            parts.push(json!({ "referenceId": reference, "httpStatusCode": status,
                "httpHeaders": {}, "body": body }));
        }
        if let Some(before) = before.filter(|_| failed) {
            *self.tables.borrow_mut() = before;
            for part in &mut parts {
                if part["httpStatusCode"].as_u64() < Some(300) {
                    part["httpStatusCode"] = 400.into();
                    part["body"] = json!([{ "errorCode": "PROCESSING_HALTED", "message": "" }]);
                }
            }
        }
        parts
    }

    fn step(
        &self,
        now: Millis,
        step: &Value,
        answers: &BTreeMap<String, Value>,
    ) -> Result<(u16, Value), Refusal> {
        let url = step["url"].as_str().unwrap();
        let path = url.strip_prefix("/services/data/v67.0/").unwrap();
        if let Some(query) = path.strip_prefix("query?") {
            let (_, soql) = form_urlencoded::parse(query.as_bytes()).next().unwrap();
            return Ok((200, self.query(&soql)));
        }
        let mut text = step["body"].to_string();
        for (reference, answer) in answers {
            if let Some(id) = answer["id"].as_str() {
                text = text.replace(&format!("@{{{reference}.id}}"), id);
            }
        }
        let body: Value = serde_json::from_str(&text).unwrap();
        if path == "composite/sobjects" {
            return Ok((200, self.many(now, &body)));
        }
        let parts: Vec<&str> = path.strip_prefix("sobjects/").unwrap().split('/').collect();
        match (step["method"].as_str().unwrap(), &parts[..]) {
            ("POST", [object]) => {
                let id = self.create(now, object, &body)?;
                Ok((201, json!({ "id": id, "success": true, "errors": [] })))
            }
            ("PATCH", [object, id]) => {
                self.update(now, object, "Id", id, &body)?;
                Ok((204, Value::Null))
            }
            ("PATCH", [object, field, key]) if key.ends_with("?updateOnly=true") => {
                let key = key.trim_end_matches("?updateOnly=true");
                self.update(now, object, field, key, &body)?;
                Ok((200, json!({ "success": true, "created": false })))
            }
            ("PATCH", [object, field, key]) => match self.find(object, field, key) {
                Some(id) => {
                    self.update(now, object, "Id", &id, &body)?;
                    Ok((200, json!({ "id": id, "success": true, "created": false })))
                }
                None => {
                    let mut body = body;
                    body[*field] = json!(key);
                    let id = self.create(now, object, &body)?;
                    Ok((201, json!({ "id": id, "success": true, "created": true })))
                }
            },
            ("DELETE", [object, field, key]) => {
                if self.find(object, field, key).is_none() {
                    let body = json!([{ "errorCode": "NOT_FOUND", "message": "not there" }]);
                    return Err((404, body));
                }
                let mut tables = self.tables.borrow_mut();
                let rows = tables.entry((*object).to_owned()).or_default();
                rows.retain(|row| row[*field] != **key);
                Ok((204, Value::Null))
            }
            other => panic!("{other:?}"),
        }
    }

    fn many(&self, now: Millis, body: &Value) -> Value {
        let records = body["records"].as_array().unwrap();
        assert!(records.len() <= 200 && body["allOrNone"] == false);
        let each = records.iter().map(|record| {
            let object = record["attributes"]["type"].as_str().unwrap();
            match self.create(now, object, record) {
                Ok(id) => json!({ "id": id, "success": true, "errors": [] }),
                Err((_, errors)) => {
                    let code = &errors[0]["errorCode"];
                    json!({ "success": false, "errors": [{ "statusCode": code, "message": errors[0]["message"], "fields": [] }] })
                }
            }
        });
        each.collect()
    }

    /// Changes tasks, each for itself; one that somebody locked is refused.
    fn update_many(&self, now: Millis, body: &Value) -> Value {
        let records = body["records"].as_array().unwrap();
        assert!(records.len() <= 200 && body["allOrNone"] == false);
        let each = records.iter().map(|record| {
            assert_eq!(record["attributes"]["type"], "Task");
            let id = record["id"].as_str().unwrap();
            let mut change = record.clone();
            let fields = change.as_object_mut().unwrap();
            fields.retain(|field, _| field != "id" && field != "attributes");
            let locked = self.locked.borrow().iter().any(|locked| locked == id);
            match !locked && self.update(now, "Task", "Id", id, &change).is_ok() {
                true => json!({ "id": id, "success": true, "errors": [] }),
                false => json!({ "success": false, "errors": [{ "statusCode": "UNABLE_TO_LOCK_ROW",
                    "message": "unable to obtain exclusive access to this record", "fields": [] }] }),
            }
        });
        each.collect()
    }

    fn find(&self, object: &str, field: &str, key: &str) -> Option<String> {
        let rows = self.rows(object);
        let row = rows
            .iter()
            .find(|row| row.get(field) == Some(&json!(key)))?;
        Some(row["Id"].as_str().unwrap().to_owned())
    }

    fn create(&self, now: Millis, object: &str, body: &Value) -> Result<String, Refusal> {
        let there = OBJECTS.contains(&object) && !self.without_objects.get();
        assert!(there || object == "Task", "{object}");
        let mut row = body.as_object().unwrap().clone();
        row.remove("attributes");
        self.check_fields(object, &row)?;
        self.check_unique(object, &row, None)?;
        let mut tables = self.tables.borrow_mut();
        let at = OBJECTS.iter().position(|own| *own == object).unwrap_or(9);
        let rows = tables.entry(object.to_owned()).or_default();
        let prefix = if object == "Task" {
            "00T".to_owned()
        } else {
            format!("a0{at}")
        };
        self.made.set(self.made.get() + 1);
        let id = format!("{prefix}Ac{:010}", self.made.get());
        let id = msi_actions::base::RecordId::parse(&id).unwrap().to_string();
        row.insert("Id".into(), json!(id));
        row.insert("OwnerId".into(), json!(OWNER));
        row.insert("LastModifiedDate".into(), json!(time::datetime(now)));
        if object == "Task" {
            row.insert("IsClosed".into(), false.into());
            row.insert("CreatedDate".into(), json!(time::datetime(now)));
        }
        rows.push(row);
        Ok(id)
    }

    fn update(
        &self,
        now: Millis,
        object: &str,
        field: &str,
        key: &str,
        body: &Value,
    ) -> Result<(), Refusal> {
        let change = body.as_object().unwrap();
        self.check_unique(object, change, Some(key))?;
        let mut tables = self.tables.borrow_mut();
        let rows = tables.entry(object.to_owned()).or_default();
        let Some(row) = rows.iter_mut().find(|row| row[field] == *key) else {
            let body = json!([{ "errorCode": "NOT_FOUND", "message": "not there" }]);
            return Err((404, body));
        };
        row.extend(change.clone());
        row.insert("LastModifiedDate".into(), json!(time::datetime(now)));
        Ok(())
    }

    fn check_fields(&self, object: &str, row: &Map<String, Value>) -> Result<(), Refusal> {
        if object != "MSI_Actions_Member__c" {
            return Ok(());
        }
        for field in NEWER.iter().filter(|field| row.contains_key(**field)) {
            if self.older.get() {
                let message =
                    format!("No such column '{field}' on sobject of type MSI_Actions_Member__c");
                let body = json!([{ "errorCode": "INVALID_FIELD", "message": message }]);
                return Err((400, body));
            }
        }
        for (field, most) in [("Settings__c", 255), ("Texts__c", 131_072)] {
            let text = row.get(field).and_then(Value::as_str).unwrap_or_default();
            if text.encode_utf16().count() > most {
                let message = format!("{field}: data value too large (max length={most})");
                let body = json!([{ "errorCode": "STRING_TOO_LONG", "message": message }]);
                return Err((400, body));
            }
        }
        Ok(())
    }

    fn check_unique(
        &self,
        object: &str,
        row: &Map<String, Value>,
        but: Option<&str>,
    ) -> Result<(), Refusal> {
        for field in ["Key__c", "Active_Key__c", "Campaign_Key__c"] {
            let Some(value) = row.get(field).filter(|value| !value.is_null()) else {
                continue;
            };
            let tables = self.tables.borrow();
            let mut others = tables
                .get(object)
                .into_iter()
                .flatten()
                .filter(|other| Some(other["Id"].as_str().unwrap()) != but);
            if let Some(other) = others.find(|other| other.get(field) == Some(value)) {
                let message = format!(
                    "duplicate value found: {field} duplicates value on record with id: {}",
                    other["Id"].as_str().unwrap()
                );
                let body =
                    json!([{ "errorCode": "DUPLICATE_VALUE", "message": message, "fields": [] }]);
                return Err((400, body));
            }
        }
        Ok(())
    }

    fn query(&self, soql: &str) -> Value {
        let (_, rest) = soql.split_once(" FROM ").unwrap();
        let object = rest.split(' ').next().unwrap();
        assert!(
            !self.without_objects.get() || !OBJECTS.contains(&object),
            "{object}"
        );
        let listed = |value: Option<&Value>| {
            let value = value.and_then(Value::as_str).unwrap_or_default();
            !value.is_empty() && soql.contains(&format!("'{value}'"))
        };
        let rows: Vec<Value> = match object {
            "ActionCadence" | "ActionCadenceTracker" | "ActionCadenceStepTracker" => {
                self.cadences.rows(soql).unwrap()
            }
            "MSI_Actions_Member__c" => {
                let all = self.rows(object).into_iter();
                let away = |row: &Map<String, Value>| row["State__c"] == "away";
                let fits = |row: &Map<String, Value>| match () {
                    () if soql.contains("WHERE OwnerId") => {
                        assert!(soql.contains(OWNER));
                        !away(row) || soql.contains("State__c = 'away'")
                    }
                    () if soql.contains("WHERE Id IN") => {
                        listed(row.get("Id"))
                            || away(row)
                                && soql.contains(OWNER)
                                && soql.contains("State__c = 'away'")
                    }
                    () => {
                        listed(row.get("Key__c"))
                            || listed(row.get("Active_Key__c"))
                            || (row.get("Active_Key__c").is_some_and(|key| !key.is_null())
                                && (listed(row.get("Email__c"))
                                    || soql.contains("Lead__c IN") && listed(row.get("Lead__c"))))
                    }
                };
                let (asked_for, others): (Vec<&str>, Vec<&str>) =
                    NEWER.iter().partition(|field| soql.contains(**field));
                assert!(asked_for.is_empty() || !self.older.get(), "no such field");
                let asked = |mut row: Map<String, Value>| {
                    row.retain(|field, _| !others.contains(&field.as_str()));
                    self.with_names(row)
                };
                all.filter(fits).map(asked).collect()
            }
            "Task" => {
                let open = self.rows(object).into_iter();
                let of_late = soql.split_once("CreatedDate >= ").map(|(_, since)| since);
                let open = open.filter(|row| match of_late {
                    Some(since) => {
                        assert!(soql.contains(OWNER));
                        listed(row.get("WhoId")) && row["CreatedDate"].as_str() >= Some(since)
                    }
                    None => {
                        let own = !soql.contains("OwnerId") || row["OwnerId"] == OWNER;
                        row["IsClosed"] == false && own && listed(row.get("Id"))
                    }
                });
                open.map(Value::Object).collect()
            }
            "Event" => {
                let meetings = self.meetings.borrow();
                let of = meetings
                    .iter()
                    .filter(|(who, _)| soql.contains(who.as_str()));
                of.map(|(who, at)| json!({ "WhoId": who, "CreatedDate": time::datetime(*at) }))
                    .collect()
            }
            "EmailMessage" => {
                let answered = self.answered.borrow();
                let of = answered
                    .iter()
                    .filter(|(who, _)| soql.contains(who.as_str()));
                of.map(
                    |(who, at)| json!({ "FromAddress": who, "MessageDate": time::datetime(*at) }),
                )
                .collect()
            }
            "Lead" => {
                let people = self.people.borrow();
                let of = people.iter().filter(|(id, _)| soql.contains(id.as_str()));
                of.map(|(id, row)| {
                    let mut row = row.clone();
                    row["Id"] = json!(id);
                    row
                })
                .collect()
            }
            _ => self
                .rows(object)
                .into_iter()
                .map(|row| self.with_names(row))
                .collect(),
        };
        let rows = in_order(soql, rows, self.rows("MSI_Actions_Member__c"));
        match (object, self.page.get()) {
            ("MSI_Actions_Member__c", most @ 1..) => self.page_of(rows, most),
            _ => self.page_of(rows, PAGE),
        }
    }

    fn page_of(&self, mut rows: Vec<Value>, most: usize) -> Value {
        let all = rows.len();
        let later = rows.split_off(most.min(all));
        let mut page = json!({ "totalSize": all, "done": later.is_empty(), "records": rows });
        if !later.is_empty() {
            let mut pages = self.later.borrow_mut();
            let number = pages.len() + 1;
            page["nextRecordsUrl"] = json!(format!("/services/data/v67.0/{LATER}{number}"));
            pages.insert(number, (later, most));
        }
        page
    }

    fn with_names(&self, mut row: Map<String, Value>) -> Value {
        let campaign = row
            .get("Campaign__c")
            .and_then(Value::as_str)
            .map(str::to_owned);
        let campaigns = self.rows("MSI_Actions_Campaign__c");
        if let Some(campaign) = campaigns
            .iter()
            .find(|own| own["Id"].as_str() == campaign.as_deref())
        {
            let shown = json!({ "Key__c": campaign["Key__c"], "Name": campaign["Name"] });
            row.insert("Campaign__r".into(), shown);
        }
        row.insert("Owner".into(), json!({ "Name": "Jo Devries" }));
        let lead = row
            .get("Lead__c")
            .and_then(Value::as_str)
            .map(str::to_owned);
        let people = self.people.borrow();
        match lead.and_then(|lead| people.get(&lead)) {
            Some(known) => drop(row.insert("Lead__r".into(), known.clone())),
            None => drop(row.insert("Lead__c".into(), Value::Null)),
        }
        row.into()
    }
}

/// Whether it is one of the calls of campaigns that a browser keeps alone: they name none of the four objects.
fn asks_for_campaigns_here(body: &Value) -> bool {
    if body["graphs"].is_array() {
        return body.to_string().contains("sobjects/Task");
    }
    const ASKED: [&str; 9] = [
        "Lead", "people0", "people1", "tasks", "begun", "meetings", "mails", "trackers", "days0",
    ];
    let mut steps = body["compositeRequest"]
        .as_array()
        .into_iter()
        .flatten()
        .peekable();
    let ours = |step: &Value| ASKED.contains(&step["referenceId"].as_str().unwrap());
    steps.peek().is_some() && steps.all(ours)
}

/// What describe says of the four objects, for [`super::salesforce_org::Acme::step`].
pub fn describes() -> [(&'static str, Value); 4] {
    let describe = |fields: &[&str]| {
        let all = fields.iter().map(|name| {
            json!({ "name": name, "createable": true, "length": 255, "type": "string",
                "externalId": name.contains("Key__c") })
        });
        json!({ "createable": true, "fields": all.collect::<Vec<_>>() })
    };
    [
        (
            "MSI_Actions_Campaign__c/describe",
            describe(&["Key__c", "Category__c", "Rules__c", "Archived__c"]),
        ),
        (
            "MSI_Actions_Step__c/describe",
            describe(&[
                "Key__c",
                "Campaign__c",
                "Number__c",
                "Day__c",
                "Kind__c",
                "Subject__c",
                "Body__c",
                "Settings__c",
            ]),
        ),
        (
            "MSI_Actions_Member__c/describe",
            describe(&[
                "Key__c",
                "Active_Key__c",
                "Campaign__c",
                "Lead__c",
                "Contact__c",
                "Email__c",
                "Started__c",
                "State__c",
                "Reason__c",
                "Ended__c",
                "Paused_Until__c",
                "Settings__c",
                "Texts__c",
                "Campaign_Key__c",
            ]),
        ),
        (
            "MSI_Actions_Step_Run__c/describe",
            describe(&[
                "Key__c",
                "Member__c",
                "Step__c",
                "Number__c",
                "At__c",
                "Outcome__c",
                "Browser__c",
                "Activity__c",
            ]),
        ),
    ]
}
