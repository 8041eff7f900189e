//! What the library of templates refuses.

use crate::base::{Fault, FieldFault, Move};
use crate::ports::StoreError;
use crate::salesforce::{RestError, SessionError};
use crate::storage::StoredError;

/// Why a template was not saved, marked or read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LibraryError {
    /// There is no such template (any more), or it is not the rep's own.
    #[error("no such template")]
    NotFound,
    /// The rep cannot write to the shared folder (any more).
    #[error("cannot be shared")]
    NotShared,
    /// As many are pinned as can be.
    #[error("too many are pinned")]
    TooManyPinned,
    /// What was written has to change.
    #[error("the template has to change")]
    Incomplete(Vec<FieldFault>),
    /// Nobody is signed in.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// Salesforce refused, or could not be asked.
    #[error(transparent)]
    Rest(#[from] RestError),
    /// The storage failed.
    #[error(transparent)]
    Stored(#[from] StoredError),
}

impl From<StoreError> for LibraryError {
    fn from(error: StoreError) -> Self {
        Self::Stored(error.into())
    }
}

impl From<LibraryError> for Fault {
    fn from(error: LibraryError) -> Self {
        match error {
            LibraryError::NotFound => Self::new("templates.not_found", Move::Retry { after: None }),
            LibraryError::NotShared => Self::new("templates.not_shared", Move::FixInput),
            LibraryError::TooManyPinned => Self::new("templates.too_many_pinned", Move::FixInput),
            LibraryError::Incomplete(fields) => Self {
                fields,
                ..Self::new("templates.incomplete", Move::FixInput)
            },
            LibraryError::Session(error) => error.into(),
            LibraryError::Rest(error) => error.into(),
            LibraryError::Stored(error) => error.into(),
        }
    }
}
