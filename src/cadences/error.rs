//! Why somebody in a cadence could not be paused, resumed or taken out.

use crate::base::{Fault, Move};
use crate::salesforce::{Refused, RestError, SessionError, note};
use crate::storage::StoredError;

/// What went wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CadenceError {
    /// They are not in a cadence by the rep (any more).
    #[error("nobody is in a cadence by that")]
    NotFound,
    /// Salesforce does not do it, and says why.
    #[error("{}: {}", .0.code, .0.message)]
    Refused(Refused),
    /// Nobody is signed in.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// Salesforce could not be asked.
    #[error(transparent)]
    Rest(#[from] RestError),
    /// The storage failed.
    #[error(transparent)]
    Stored(#[from] StoredError),
}

impl From<CadenceError> for Fault {
    fn from(error: CadenceError) -> Self {
        match error {
            CadenceError::NotFound => Self::new("cadences.not_found", Move::Retry { after: None }),
            // Salesforce's own words, where they say more than a text of ours for the code.
            CadenceError::Refused(refused) if refused.cause().passes() => refused.into(),
            CadenceError::Refused(refused) => Self {
                fields: vec![note("note_salesforce_says", refused.message.clone())],
                ..Self::new("cadences.refused", Move::Retry { after: None })
                    .with_detail(format!("{}: {}", refused.code, refused.message))
            },
            CadenceError::Session(error) => error.into(),
            CadenceError::Rest(error) => error.into(),
            CadenceError::Stored(error) => error.into(),
        }
    }
}
