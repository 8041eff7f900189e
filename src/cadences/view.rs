//! What the surfaces see of cadences.

use serde::{Deserialize, Serialize};

use crate::base::{Fault, Millis, OrgHost, RecordId};

/// The cadences of an org in which the rep works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CadencesIn {
    /// The org.
    pub org: OrgHost,
    /// Its cadences, and whom the rep added.
    pub known: OrgCadences,
}

/// The cadences of an org.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrgCadences {
    /// Those that people can be added to, by name.
    pub cadences: Vec<Cadence>,
    /// Whom the rep added and who is not through, the latest first; at most 200.
    pub targets: Vec<Target>,
    /// When they were read; `None` where they never were in this browser session.
    pub at: Option<Millis>,
    /// Why they could not be read again.
    pub fault: Option<Fault>,
}

impl OrgCadences {
    /// Whether none are known. Why they could not be read says nothing of them: an org without Sales Engagement cannot be
    /// reached at times, too.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.cadences.is_empty() && self.targets.is_empty()
    }
}

/// A cadence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cadence {
    /// Its record, an `ActionCadence`.
    pub id: RecordId,
    /// Its name.
    pub name: String,
}

/// Somebody in a cadence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// The record that says so, an `ActionCadenceTracker`.
    pub tracker: RecordId,
    /// The name of the cadence.
    pub cadence: String,
    /// The lead or contact.
    pub who: RecordId,
    /// Their name, where Salesforce said it.
    #[serde(default)]
    pub name: Option<String>,
    /// The step at which they are, where Salesforce said it.
    #[serde(default)]
    pub step: Option<StepNow>,
    /// No step happens until somebody resumes it.
    pub paused: bool,
}

/// The step of a cadence at which somebody is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepNow {
    /// What the cadence calls it.
    pub title: String,
    /// When it is due, where it has such a time.
    pub due: Option<Millis>,
}

/// What the rep does with somebody in a cadence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SteerTarget {
    /// No step happens until it is resumed.
    Pause,
    /// Its steps happen again.
    Resume,
    /// They are taken out.
    Remove,
}
