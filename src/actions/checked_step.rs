//! The email of a sales campaign's step that the rep looks at first, while it is written.

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
    /// For whom it is. Written to somebody else, it is no email of the step's.
    pub person: RecordId,
    /// Its subject where it is a new email.
    pub subject: String,
    /// In which thread it can go.
    pub thread: StepThread,
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
