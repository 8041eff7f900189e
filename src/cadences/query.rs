//! The one call that reads the cadences and whom the rep added, and its answer.

use serde::Deserialize;
use std::collections::BTreeMap;

use super::{Cadence, OrgCadences, StepNow, Target};
use crate::base::{Millis, RecordId, time};
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

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct NameRow {
    id: RecordId,
    target: Option<Named>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct StepRow {
    action_cadence_tracker_id: RecordId,
    step_title: Option<String>,
    due_date_time: Option<String>,
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
    let names = reply.rows::<NameRow>("names").unwrap_or_default();
    let names = names.into_iter();
    let mut names: BTreeMap<_, _> = names
        .filter_map(|row| Some((row.id, row.target?.name)))
        .collect();
    let steps = reply.rows::<StepRow>("steps").unwrap_or_default();
    // Of several the latest stays.
    let mut steps: BTreeMap<_, _> = steps.into_iter().filter_map(step_now).collect();
    Ok(OrgCadences {
        cadences: cadences
            .map(|CadenceRow { id, name }| Cadence { id, name })
            .collect(),
        targets: trackers
            .map(|row| Target {
                name: names.remove(&row.id),
                step: steps.remove(&row.id),
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

/// At which step somebody is; `None` where it has no name.
fn step_now(row: StepRow) -> Option<(RecordId, StepNow)> {
    let title = row.step_title.filter(|title| !title.trim().is_empty())?;
    let due = row.due_date_time.and_then(|at| time::parse_datetime(&at));
    Some((row.action_cadence_tracker_id, StepNow { title, due }))
}
