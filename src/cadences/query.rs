//! The one call that reads the cadences and whom the rep added, and its answer.

use serde::Deserialize;

use super::{Cadence, OrgCadences, Target};
use crate::base::{Millis, RecordId};
use crate::salesforce::{
    CADENCE_OBJECT, Composite, CompositeReply, NOT_OVER, RestError, TRACKER_OBJECT, soql,
};

/// The most cadences, and the most people, that are read.
const MOST: usize = 200;

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
                 WHERE OwnerId = {} AND {NOT_OVER} ORDER BY CreatedDate DESC, Id ASC LIMIT {MOST}",
                soql::literal(user.as_str())
            ),
        )
}

pub(super) fn read(reply: &CompositeReply, at: Millis) -> Result<OrgCadences, RestError> {
    let cadences = reply.rows::<CadenceRow>("cadences")?.into_iter();
    let trackers = reply.rows::<TrackerRow>("trackers")?.into_iter();
    Ok(OrgCadences {
        cadences: cadences
            .map(|CadenceRow { id, name }| Cadence { id, name })
            .collect(),
        targets: trackers
            .map(|row| Target {
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
