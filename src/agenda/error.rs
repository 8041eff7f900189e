//! Errors of the agenda.

use crate::base::{Fault, Move};

/// Why a task could not be marked as done, besides errors of Salesforce.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AgendaError {
    /// The task is not among those that the rep was shown.
    #[error("not on the agenda")]
    NotListed,
}

impl From<AgendaError> for Fault {
    fn from(error: AgendaError) -> Self {
        match error {
            AgendaError::NotListed => Self::new("agenda.not_listed", Move::Retry { after: None }),
        }
    }
}
