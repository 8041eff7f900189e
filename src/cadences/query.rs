//! The one call that reads the cadences and whom the rep added, and its answer.

use serde::Deserialize;
use serde_json::Value;

use super::{Cadence, OrgCadences, StepNow, Target};
use crate::base::{Millis, RecordId};
use crate::insight::Row;
use crate::salesforce::{
    CADENCE_OBJECT, Composite, CompositeReply, NOT_OVER, RestError, STEP_TRACKER_OBJECT,
    TRACKER_OBJECT, soql,
};

/// The most cadences, and the most people, that are read.
const MOST: usize = 200;
/// The most steps: of somebody who waits at a branch there are two.
const MOST_STEPS: usize = 2 * MOST;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct CadenceRow {
    id: RecordId,
    name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct TrackerRow {
    id: RecordId,
    target_id: RecordId,
    action_cadence: Option<Named>,
    state: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Named {
    name: String,
}

pub(super) fn question(user: &RecordId) -> Composite {
    let mine = format!("OwnerId = {} AND {NOT_OVER}", soql::literal(user.as_str()));
    Composite::separate()
        .query(
            "cadences",
            &format!(
                "SELECT Id, Name FROM {CADENCE_OBJECT} WHERE State = 'Active' ORDER BY Name ASC, Id ASC LIMIT {MOST}"
            ),
        )
        .query(
            "trackers",
            &format!(
                "SELECT Id, TargetId, ActionCadence.Name, State FROM {TRACKER_OBJECT} \
                 WHERE {mine} ORDER BY CreatedDate DESC, Id ASC LIMIT {MOST}"
            ),
        )
        // By themselves: what of these is refused hides nothing else.
        .query(
            "names",
            &format!(
                "SELECT Id, Target.Name FROM {TRACKER_OBJECT} \
                 WHERE {mine} ORDER BY CreatedDate DESC, Id ASC LIMIT {MOST}"
            ),
        )
        .query(
            "steps",
            &format!(
                "SELECT ActionCadenceTrackerId, StepTitle, DueDateTime FROM {STEP_TRACKER_OBJECT} \
                 WHERE ActionCadenceTrackerId IN (SELECT Id FROM {TRACKER_OBJECT} WHERE {mine}) \
                 AND CompletionDate = null ORDER BY CreatedDate ASC, Id ASC LIMIT {MOST_STEPS}"
            ),
        )
}

pub(super) fn read(reply: &CompositeReply, at: Millis) -> Result<OrgCadences, RestError> {
    let cadences = reply.rows::<CadenceRow>("cadences")?.into_iter();
    let trackers = reply.rows::<TrackerRow>("trackers")?.into_iter();
    let names = reply.rows::<Row>("names").unwrap_or_default();
    let steps = reply.rows::<Row>("steps").unwrap_or_default();
    Ok(OrgCadences {
        cadences: cadences
            .map(|CadenceRow { id, name }| Cadence { id, name })
            .collect(),
        targets: trackers
            .map(|row| Target {
                name: name_of(&row.id, &names),
                step: step_of(&row.id, &steps),
                tracker: row.id,
                cadence: row.action_cadence.map(|own| own.name).unwrap_or_default(),
                who: row.target_id,
                paused: row.state == "Paused",
            })
            .collect(),
        at: Some(at),
        fault: None,
    })
}

/// Somebody's name, as far as Salesforce said it.
fn name_of(tracker: &RecordId, rows: &[Row]) -> Option<String> {
    let mut rows = rows.iter();
    let row = rows.find(|row| is_of(row, "Id", tracker))?;
    row.name_of("Target").map(str::to_owned)
}

/// At which step somebody is: the latest one, where it has a name.
fn step_of(tracker: &RecordId, rows: &[Row]) -> Option<StepNow> {
    let mut latest_first = rows.iter().rev();
    let row = latest_first.find(|row| is_of(row, "ActionCadenceTrackerId", tracker))?;
    Some(StepNow {
        title: row.text("StepTitle")?,
        due: row.at("DueDateTime"),
    })
}

/// Whether a field has the id of this tracker.
fn is_of(row: &Row, field: &str, tracker: &RecordId) -> bool {
    row.0.get(field).and_then(Value::as_str) == Some(tracker.as_str())
}
