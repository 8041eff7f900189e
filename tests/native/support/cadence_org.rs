//! Sales Engagement: cadences, who is in them, and the four standard actions. As strict as the real one: nobody is in two
//! cadences at a time, an input that is refused makes the status of the whole 400, and the objects are only read.

use crate::world::json as answer;
use msi_actions::base::{Millis, RecordId, time};
use msi_actions::ports::HttpResponse;
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};

const CADENCE: &str = "ActionCadence";
const TRACKER: &str = "ActionCadenceTracker";
const STEP: &str = "ActionCadenceStepTracker";
/// Who may be refused for a while, and why: (who, status code, message, how often).
type Refusal = (String, &'static str, &'static str, usize);

/// The org's part.
#[derive(Default)]
pub struct CadenceOrg {
    /// Id, name, state.
    pub cadences: RefCell<Vec<(String, &'static str, &'static str)>>,
    pub trackers: RefCell<Vec<Tracker>>,
    /// The steps at which those in a cadence are: the tracker, the title, when it is due.
    pub steps: RefCell<Vec<(String, &'static str, Option<Millis>)>>,
    pub refuses: RefCell<Vec<Refusal>>,
    /// So many answers of actions are lost on their way.
    pub loses: Cell<usize>,
    /// How often actions were run.
    pub runs: Cell<usize>,
}

/// Somebody in a cadence.
#[derive(Clone, Debug)]
pub struct Tracker {
    pub id: String,
    pub cadence: String,
    pub target: String,
    pub owner: String,
    pub state: &'static str,
    pub created: Millis,
}

type Done = Result<(), (&'static str, String)>;

impl CadenceOrg {
    /// Adds a cadence; gives its id.
    pub fn cadence(&self, n: usize, name: &'static str, state: &'static str) -> RecordId {
        let id = RecordId::parse(&format!("77CAc0000000{n:03}")).unwrap();
        self.cadences
            .borrow_mut()
            .push((id.to_string(), name, state));
        id
    }

    /// Somebody is in a cadence.
    pub fn put(&self, now: Millis, cadence: &RecordId, target: &RecordId, owner: &str) {
        let mut trackers = self.trackers.borrow_mut();
        let id = format!("77GAc0000000{:03}", trackers.len() + 1);
        trackers.push(Tracker {
            id: RecordId::parse(&id).unwrap().to_string(),
            cadence: cadence.to_string(),
            target: target.to_string(),
            owner: owner.to_owned(),
            state: "Running",
            created: now,
        });
    }

    /// The state of everybody who was ever in a cadence, in the order in which they were added.
    pub fn states(&self) -> Vec<(String, &'static str)> {
        let trackers = self.trackers.borrow();
        let states = trackers.iter().map(|one| (one.target.clone(), one.state));
        states.collect()
    }

    /// Whether the answer of this action is lost.
    pub fn loses_this(&self) -> bool {
        let left = self.loses.get();
        self.loses.set(left.saturating_sub(1));
        left > 0
    }

    /// Answers one of the actions.
    pub fn act(&self, now: Millis, path: &str, body: &Value) -> Option<HttpResponse> {
        let name = path.strip_prefix("actions/standard/")?;
        self.runs.set(self.runs.get() + 1);
        let inputs = body["inputs"].as_array().unwrap();
        assert!((1..=200).contains(&inputs.len()), "{}", inputs.len());
        let mut all = true;
        let results: Vec<Value> = inputs
            .iter()
            .map(|input| {
                let done = self.one(now, name, input);
                all &= done.is_ok();
                let errors = done
                    .as_ref()
                    .err()
                    .map(|(code, message)| json!([{ "statusCode": code, "message": message, "fields": [] }]));
                json!({ "actionName": name, "errors": errors, "isSuccess": done.is_ok(),
                    "outputValues": null, "sortOrder": -1, "version": 1 })
            })
            .collect();
        Some(answer(if all { 200 } else { 400 }, Value::Array(results)))
    }

    fn one(&self, now: Millis, name: &str, input: &Value) -> Done {
        let given = |name: &str| input[name].as_str();
        let known: &[&str] = match name {
            "assignTargetToSalesCadence" => &["salesCadenceNameOrId", "targetId", "userId"],
            "removeTargetFromSalesCadence" => {
                &["targetId", "actionCadenceTrackerId", "completionReasonCode"]
            }
            "pauseSalesCadenceTracker" => &["targetId", "resumeTime"],
            "resumeSalesCadenceTracker" => &["targetId"],
            other => panic!("no action {other}"),
        };
        for field in input.as_object().unwrap().keys() {
            assert!(known.contains(&field.as_str()), "{name} takes no {field}");
        }
        if name == "assignTargetToSalesCadence" {
            return self.assign(
                now,
                given("salesCadenceNameOrId").unwrap(),
                given("targetId").unwrap(),
                given("userId").unwrap(),
            );
        }
        let mut trackers = self.trackers.borrow_mut();
        let mut open = trackers.iter_mut().filter(|one| one.state != "Complete");
        let found = open.find(|one| {
            given("actionCadenceTrackerId")
                .map_or(given("targetId") == Some(one.target.as_str()), |id| {
                    id == one.id
                })
        });
        let Some(tracker) = found else {
            return Err((
                "INVALID_INPUT",
                "The target isn't in a sales cadence.".to_owned(),
            ));
        };
        tracker.state = match (name, tracker.state) {
            ("removeTargetFromSalesCadence", _) => {
                assert_eq!(given("completionReasonCode"), Some("ManuallyRemoved"));
                "Complete"
            }
            ("pauseSalesCadenceTracker", "Running") => "Paused",
            ("resumeSalesCadenceTracker", "Paused") => "Running",
            _ => {
                return Err((
                    "INVALID_STATUS",
                    format!("The tracker is {}.", tracker.state),
                ));
            }
        };
        Ok(())
    }

    fn assign(&self, now: Millis, cadence: &str, target: &str, user: &str) -> Done {
        let mut refuses = self.refuses.borrow_mut();
        let mut refusals = refuses.iter_mut();
        if let Some((_, code, message, left)) =
            refusals.find(|(who, .., left)| who == target && *left > 0)
        {
            *left -= 1;
            return Err((code, (*message).to_owned()));
        }
        let cadences = self.cadences.borrow();
        let found = cadences
            .iter()
            .find(|(id, name, _)| id == cadence || *name == cadence);
        let (id, ..) = match found {
            Some(found @ (.., "Active")) => found,
            _ => {
                return Err((
                    "INVALID_INPUT",
                    "The sales cadence isn't active.".to_owned(),
                ));
            }
        };
        let is_in = |one: &Tracker| one.target == target && one.state != "Complete";
        if self.trackers.borrow().iter().any(is_in) {
            return Err((
                "INVALID_INPUT",
                "The target is already in a sales cadence.".to_owned(),
            ));
        }
        let (id, target) = (
            RecordId::parse(id).unwrap(),
            RecordId::parse(target).unwrap(),
        );
        self.put(now, &id, &target, user);
        Ok(())
    }

    /// The rows of a query of one of the two objects. A condition that it does not know fails the test.
    pub fn rows(&self, soql: &str) -> Option<Vec<Value>> {
        let (_, rest) = soql.split_once(" FROM ")?;
        let (object, conditions) = rest.split_once(" WHERE ")?;
        let conditions = conditions.split(" ORDER BY ").next()?;
        match object {
            CADENCE => {
                assert_eq!(conditions, "State = 'Active'");
                let cadences = self.cadences.borrow();
                let active = cadences.iter().filter(|(.., state)| *state == "Active");
                let mut rows: Vec<_> = active
                    .map(|(id, name, _)| json!({ "Id": id, "Name": name }))
                    .collect();
                rows.sort_by_key(|row| row["Name"].to_string());
                Some(rows)
            }
            TRACKER => {
                let trackers = self.trackers.borrow();
                let conditions = conditions.replace(['(', ')'], "");
                let all = trackers.iter().filter(|one| fits(one, &conditions));
                Some(all.map(|one| self.shown(one)).collect())
            }
            STEP => {
                let (_, mine) =
                    conditions.split_once("(SELECT Id FROM ActionCadenceTracker WHERE ")?;
                let (mine, rest) = mine.split_once(')')?;
                assert_eq!(rest, " AND CompletionDate = null");
                let trackers = self.trackers.borrow();
                let mine: Vec<_> = trackers.iter().filter(|one| fits(one, mine)).collect();
                let steps = self.steps.borrow();
                let of = |id: &str| mine.iter().any(|one| one.id == id);
                let row = |(id, title, due): &(String, &str, Option<Millis>)| json!({ "ActionCadenceTrackerId": id, "StepTitle": title, "DueDateTime": due.map(time::datetime) });
                Some(steps.iter().filter(|(id, ..)| of(id)).map(row).collect())
            }
            _ => None,
        }
    }

    fn shown(&self, one: &Tracker) -> Value {
        let cadences = self.cadences.borrow();
        let name = cadences
            .iter()
            .find(|(id, ..)| *id == one.cadence)
            .map(|(_, name, _)| *name);
        let owner = match one.owner.as_str() {
            super::salesforce_org::JO => "Jo Devries",
            _ => "Sam Okafor",
        };
        json!({ "Id": one.id, "TargetId": one.target, "State": one.state, "ActionCadenceId": one.cadence,
            "ActionCadence": { "Name": name }, "Target": { "Name": format!("Lead {}", one.target) }, "OwnerId": one.owner, "Owner": { "Name": owner },
            "CreatedDate": time::datetime(one.created) })
    }
}

/// Whether a tracker fits conditions that are joined by AND; the last may be two that are joined by OR.
fn fits(one: &Tracker, conditions: &str) -> bool {
    let is = |condition: &str| {
        let (field, value) = condition.trim().split_once(' ').unwrap();
        match (field, value) {
            ("State", "!= 'Complete'") => one.state != "Complete",
            ("OwnerId", value) => value == format!("= '{}'", one.owner),
            ("ActionCadenceId", value) => value == format!("= '{}'", one.cadence),
            ("TargetId", value) => {
                value.starts_with("IN '") && value.contains(&format!("'{}'", one.target))
            }
            ("CreatedDate", value) => {
                let since = value.strip_prefix(">= ").unwrap();
                time::datetime(one.created).as_str() >= since
            }
            other => panic!("{other:?}"),
        }
    };
    conditions
        .split(" AND ")
        .all(|each| each.split(" OR ").any(is))
}

/// What describe says of the two objects where the rep has a licence.
pub fn describes() -> [(&'static str, Value); 2] {
    let describe = |fields: &[&str]| {
        let all = fields.iter().map(
            |name| json!({ "name": name, "createable": false, "length": 255, "type": "string" }),
        );
        json!({ "createable": false, "fields": all.collect::<Vec<_>>() })
    };
    [
        ("ActionCadence/describe", describe(&["Name", "State"])),
        (
            "ActionCadenceTracker/describe",
            describe(&[
                "ActionCadenceId",
                "TargetId",
                "OwnerId",
                "State",
                "CreatedDate",
            ]),
        ),
    ]
}
