//! What the journal itself refuses.

use crate::ports::StoreError;
use crate::protocol::{Fault, FieldFault, Move, Provider};
use crate::settings::PolicyError;
use crate::stored::StoredError;

/// Why the journal did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JournalError {
    /// There is no such intent (any more).
    #[error("no such intent")]
    NotFound,
    /// It was taken back or dropped.
    #[error("it was taken back")]
    TakenBack,
    /// Its draft was submitted already, with other words.
    #[error("it was submitted already")]
    Submitted,
    /// It is being done, or the decision does not fit how it stands.
    #[error("not as it stands now")]
    NotNow,
    /// It belongs to another Salesforce user than the one who is signed in.
    #[error("another user is signed in to Salesforce")]
    OtherUser,
    /// An answer was lost, and nothing says what became of the request.
    #[error("the answer was lost")]
    Unconfirmed,
    /// The form has to change first.
    #[error("the form has to change")]
    Incomplete(Vec<FieldFault>),
    /// Something has changed about the people whom the mail is for; a line for each.
    #[error("the people whom it is for have changed")]
    Changed(Vec<FieldFault>),
    /// The people whom the mail is for could not be looked at yet.
    #[error("the people whom it is for could not be looked at")]
    Unchecked,
    /// The administrator's settings do not let it happen.
    #[error(transparent)]
    Policy(PolicyError),
    /// The storage failed.
    #[error(transparent)]
    Stored(#[from] StoredError),
}

impl From<StoreError> for JournalError {
    fn from(error: StoreError) -> Self {
        Self::Stored(error.into())
    }
}

impl From<JournalError> for Fault {
    fn from(error: JournalError) -> Self {
        const RETRY: Move = Move::Retry { after: None };
        match error {
            JournalError::NotFound => Self::new("journal.not_found", RETRY),
            JournalError::TakenBack => Self::new("journal.taken_back", Move::FixInput),
            JournalError::Submitted => Self::new("journal.submitted", Move::FixInput),
            JournalError::NotNow => Self::new("journal.not_now", RETRY),
            JournalError::OtherUser => Self::new(
                "journal.other_user",
                Move::SignIn {
                    provider: Provider::Salesforce,
                },
            ),
            JournalError::Unconfirmed => Self::new("journal.unconfirmed", RETRY),
            JournalError::Incomplete(fields) => Self {
                fields,
                ..Self::new("journal.incomplete", Move::FixInput)
            },
            JournalError::Changed(fields) => Self {
                fields,
                ..Self::new("journal.recipients_changed", Move::FixInput)
            },
            JournalError::Unchecked => Self::new("journal.unchecked", RETRY),
            JournalError::Policy(error) => error.into(),
            JournalError::Stored(error) => error.into(),
        }
    }
}
