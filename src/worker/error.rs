//! Errors of the worker itself.

use crate::base::{Fault, Move};

/// Why a request was not passed on to a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WorkerError {
    /// The answer takes longer than the surface waits.
    #[error("no answer within the deadline")]
    NoAnswer,
    /// The sender is of another kind than the request allows.
    #[error("the sender does not fit the request")]
    Sender,
    /// The web application has no such route.
    #[error("not a route of the web application")]
    Route,
}

impl From<WorkerError> for Fault {
    fn from(error: WorkerError) -> Self {
        let (code, whose_move) = match error {
            WorkerError::NoAnswer => ("worker.no_answer", Move::Retry { after: None }),
            WorkerError::Sender => ("bug.not_yours_to_ask", Move::Bug),
            WorkerError::Route => ("bug.malformed_request", Move::Bug),
        };
        Self::new(code, whose_move)
    }
}
