//! What the outbox itself refuses.

use crate::base::{Fault, FieldFault, Move, Provider};
use crate::ports::StoreError;
use crate::settings::PolicyError;
use crate::storage::StoredError;

/// Why the outbox did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OutboxError {
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
    /// As [`Self::Unconfirmed`], of a mail.
    #[error("the answer was lost, and the mail may have been sent")]
    MayBeSent,
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

impl From<StoreError> for OutboxError {
    fn from(error: StoreError) -> Self {
        Self::Stored(error.into())
    }
}

impl From<OutboxError> for Fault {
    fn from(error: OutboxError) -> Self {
        const RETRY: Move = Move::Retry { after: None };
        match error {
            OutboxError::NotFound => Self::new("journal.not_found", RETRY),
            OutboxError::TakenBack => Self::new("journal.taken_back", Move::FixInput),
            OutboxError::Submitted => Self::new("journal.submitted", Move::FixInput),
            OutboxError::NotNow => Self::new("journal.not_now", RETRY),
            OutboxError::OtherUser => Self::new(
                "journal.other_user",
                Move::SignIn {
                    provider: Provider::Salesforce,
                },
            ),
            OutboxError::Unconfirmed => Self::new("journal.unconfirmed", RETRY),
            OutboxError::MayBeSent => Self::new("journal.may_be_sent", RETRY),
            OutboxError::Incomplete(fields) => Self {
                fields,
                ..Self::new("journal.incomplete", Move::FixInput)
            },
            OutboxError::Changed(fields) => Self {
                fields,
                ..Self::new("journal.recipients_changed", Move::FixInput)
            },
            OutboxError::Unchecked => Self::new("journal.unchecked", RETRY),
            OutboxError::Policy(error) => error.into(),
            OutboxError::Stored(error) => error.into(),
        }
    }
}
