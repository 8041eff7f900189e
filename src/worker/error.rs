//! What the worker itself refuses.

use crate::base::{Fault, Move};

/// Why a request was not passed on to a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WorkerError {
    /// The tab shows no record (any more).
    #[error("the tab shows no record")]
    NoRecord,
    /// The tab shows another record than the one that the request names.
    #[error("the tab shows another record")]
    OtherRecord,
    /// The set-up is not finished, or not for this org.
    #[error("the set-up is not finished")]
    NotSetUp,
    /// The tab's page is another Salesforce user's.
    #[error("the page is another user's")]
    OtherUser,
    /// The tab's page is somebody's whom an administrator is logged in as.
    #[error("the page is an administrator's, logged in as a user")]
    LoggedInAs,
    /// The tab's page does not say whose it is, and the rep has not said that it is theirs.
    #[error("the page does not say whose it is")]
    ConfirmUser,
    /// The answer takes longer than the surface waits.
    #[error("no answer within the deadline")]
    NoAnswer,
    /// The kind of sender that was admitted is not the one that came.
    #[error("the sender does not fit the request")]
    Sender,
    /// The web application has no such route.
    #[error("not a route of the web application")]
    Route,
}

impl From<WorkerError> for Fault {
    fn from(error: WorkerError) -> Self {
        const RETRY: Move = Move::Retry { after: None };
        let (code, whose_move) = match error {
            WorkerError::NoRecord => ("worker.no_record", RETRY),
            WorkerError::OtherRecord => ("worker.other_record", RETRY),
            WorkerError::NotSetUp => ("worker.not_set_up", RETRY),
            WorkerError::OtherUser => ("worker.other_user", Move::FixInput),
            WorkerError::LoggedInAs => ("worker.logged_in_as", Move::FixInput),
            WorkerError::ConfirmUser => ("worker.confirm_user", Move::FixInput),
            WorkerError::NoAnswer => ("worker.no_answer", RETRY),
            WorkerError::Sender => ("bug.not_yours_to_ask", Move::Bug),
            WorkerError::Route => ("bug.malformed_request", Move::Bug),
        };
        Self::new(code, whose_move)
    }
}
