//! The step of a sales campaign that the rep does by an email that they check first, or by a call, while it is written.

use serde::{Deserialize, Serialize};

use crate::base::RecordId;
use crate::mailbox::Earlier;

/// Which step of whom an email does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckedStep {
    /// The membership and the number of the step: an email of a later step finds this one by it.
    pub key: String,
    /// The campaign's name.
    pub campaign: String,
    /// Its task, which is done by the email.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<RecordId>,
    /// For whom it is. Written to somebody else, it is no email of the step's.
    pub person: RecordId,
    /// Its subject where it is a new email.
    pub subject: String,
    /// In which thread it can go.
    pub thread: StepThread,
}

/// Which step of whom a call does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalledStep {
    /// Its task.
    pub task: RecordId,
    /// The campaign's name.
    pub campaign: String,
    /// For whom it is. A call with somebody else does not do it.
    pub person: RecordId,
    /// Whether the task is marked as done with the call.
    pub done: bool,
}

/// In which thread the email of a step can go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepThread {
    /// The campaign wants a new email.
    New,
    /// It can answer this one.
    After(Box<Earlier>),
    /// It was to answer one that is not in the mailbox.
    Gone,
    /// It was to answer one that could not be looked for.
    NotLookedFor,
}
