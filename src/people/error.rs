//! Errors of the lists of people.

use crate::base::{Fault, Move};

/// Why somebody could not be put on the watch list, besides errors of Salesforce and of the storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PeopleError {
    /// As many are watched as can be.
    #[error("the watch list is full")]
    Full,
}

impl From<PeopleError> for Fault {
    fn from(error: PeopleError) -> Self {
        match error {
            PeopleError::Full => Self::new("people.watch_list_full", Move::FixInput),
        }
    }
}
