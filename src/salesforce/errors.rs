//! Errors of sessions and REST calls, and their faults.

use std::time::Duration;

use super::{Cause, Denial, Refused};
use crate::base::{Fault, Move, Provider};
use crate::oauth::{CallError, Denied, RedirectError, TokenError};
use crate::ports::{AuthWindowError, NetworkError, StoreError};
use crate::settings::PolicyError;
use crate::storage::StoredError;

/// Why there is no session with an org.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SessionError {
    /// The rep never signed in to this org, or signed out.
    #[error("not signed in")]
    NotSignedIn,
    /// The sign-in window was closed before the end. (An error page that never redirects looks the same, where
    /// the window is not watched.)
    #[error("the sign-in was not finished")]
    NotFinished,
    /// The sign-in window was open for too long and was closed.
    #[error("the sign-in took too long")]
    TooLong,
    /// The sign-in page did not load.
    #[error("the sign-in page did not load")]
    NotLoaded,
    /// The redirect does not belong to our request.
    #[error("not the answer to this sign-in")]
    ForeignAnswer,
    /// Another user than the one who is signed in, or a user of another org.
    #[error("another user than the one signed in")]
    OtherUser,
    /// Salesforce refused; with its own message.
    #[error("refused: {0:?}")]
    Denied(Denial, String),
    /// Salesforce signed the rep in, but refused the call for their details.
    #[error("{}: {}", .0.code, .0.message)]
    Rest(Refused),
    /// No answer.
    #[error(transparent)]
    Network(#[from] NetworkError),
    /// Too many requests.
    #[error("too many requests")]
    Busy(Option<Duration>),
    /// Salesforce failed, with this HTTP status.
    #[error("Salesforce failed with status {0}")]
    Unavailable(u16),
    /// The session could not be read or stored.
    #[error(transparent)]
    Stored(#[from] StoredError),
    /// The policy does not allow work in the org.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// An answer in another form than documented; which answer.
    #[error("unexpected {0}")]
    Unexpected(&'static str),
}

impl From<StoreError> for SessionError {
    fn from(error: StoreError) -> Self {
        Self::Stored(error.into())
    }
}

impl From<Denied> for SessionError {
    fn from(denied: Denied) -> Self {
        let words = match (denied.error.as_str(), denied.description.as_str()) {
            ("", words) => words.to_owned(),
            (code, "") => code.to_owned(),
            (code, words) => format!("{code}: {words}"),
        };
        Self::Denied(Denial::from(&denied), words)
    }
}

impl From<AuthWindowError> for SessionError {
    fn from(error: AuthWindowError) -> Self {
        match error {
            AuthWindowError::Closed => Self::NotFinished,
            AuthWindowError::TooLong => Self::TooLong,
            AuthWindowError::NotLoaded => Self::NotLoaded,
            AuthWindowError::InteractionRequired => {
                Self::Denied(Denial::SessionOver, String::new())
            }
            AuthWindowError::Refused(refusal) => Self::from(Denied {
                error: refusal.error,
                description: refusal.description,
                ..Denied::default()
            }),
            AuthWindowError::Other(words) => Self::Denied(Denial::Other, words),
        }
    }
}

impl From<RedirectError> for SessionError {
    fn from(error: RedirectError) -> Self {
        match error {
            RedirectError::Foreign => Self::ForeignAnswer,
            RedirectError::Denied(denied) => denied.into(),
        }
    }
}

impl SessionError {
    /// A refusal of the token endpoint after the sign-in page gave a code. Consumer key and callback were right then,
    /// so an error about the client is about a secret, which we never send.
    #[must_use]
    pub(super) fn after_a_code(self) -> Self {
        match self {
            Self::Denied(Denial::ConsumerKeyUnknown, words) => {
                Self::Denied(Denial::SecretWanted, words)
            }
            other => other,
        }
    }
}

impl From<TokenError> for SessionError {
    fn from(error: TokenError) -> Self {
        match error {
            TokenError::Call(CallError::Network(error)) => Self::Network(error),
            TokenError::Call(CallError::Busy { after }) => Self::Busy(after),
            TokenError::Call(CallError::Server { status }) => Self::Unavailable(status),
            TokenError::Refused(denied) => denied.into(),
            TokenError::Unexpected => Self::Unexpected("token reply"),
        }
    }
}

impl From<SessionError> for Fault {
    fn from(error: SessionError) -> Self {
        const SIGN_IN: Move = Move::SignIn {
            provider: Provider::Salesforce,
        };
        match error {
            SessionError::NotSignedIn => Self::new("salesforce.not_signed_in", SIGN_IN),
            SessionError::NotFinished => Self::new("salesforce.sign_in_not_finished", SIGN_IN),
            SessionError::TooLong => Self::new("salesforce.sign_in_too_long", SIGN_IN),
            SessionError::NotLoaded => Self::new("salesforce.sign_in_not_loaded", SIGN_IN),
            SessionError::ForeignAnswer => Self::new("salesforce.sign_in_mixed_up", SIGN_IN),
            SessionError::OtherUser => Self::new("salesforce.other_user", SIGN_IN),
            SessionError::Denied(denial, words) if words.is_empty() => denial.fault(),
            SessionError::Denied(denial, words) => denial.fault().with_detail(words),
            SessionError::Rest(refused) => refused.into(),
            SessionError::Network(error) => error.into(),
            SessionError::Busy(after) => Self::new("salesforce.busy", later(after)),
            SessionError::Unavailable(status) => unavailable(status, None),
            SessionError::Stored(error) => error.into(),
            SessionError::Policy(error) => error.into(),
            SessionError::Unexpected(what) => unexpected(what),
        }
    }
}

/// Why a REST call failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RestError {
    /// There is no session to call with.
    #[error(transparent)]
    Session(#[from] SessionError),
    /// No answer.
    #[error(transparent)]
    Network(#[from] NetworkError),
    /// Salesforce refused.
    #[error("{}: {}", .0.code, .0.message)]
    Refused(Refused),
    /// Salesforce failed.
    #[error("Salesforce failed with status {status}")]
    Unavailable {
        /// The HTTP status.
        status: u16,
        /// The answer's Retry-After.
        after: Option<Duration>,
    },
    /// An answer in another form than documented; which answer.
    #[error("unexpected {0}")]
    Unexpected(&'static str),
}

impl RestError {
    /// Whether the call may have taken effect nevertheless: the answer was lost, or the server failed.
    #[must_use]
    pub const fn may_have_happened(&self) -> bool {
        matches!(
            self,
            Self::Network(NetworkError::Failed | NetworkError::TimedOut | NetworkError::TooLarge)
                | Self::Unavailable { .. }
                | Self::Unexpected(_)
        )
    }

    /// As [`Refused::is_duplicate`].
    #[must_use]
    pub fn is_duplicate(&self) -> bool {
        matches!(self, Self::Refused(refused) if refused.is_duplicate())
    }

    /// The meaning of a refusal.
    #[must_use]
    pub fn cause(&self) -> Option<Cause> {
        match self {
            Self::Refused(refused) => Some(refused.cause()),
            _ => None,
        }
    }
}

impl From<StoredError> for RestError {
    fn from(error: StoredError) -> Self {
        Self::Session(error.into())
    }
}

impl From<RestError> for Fault {
    fn from(error: RestError) -> Self {
        match error {
            RestError::Session(error) => error.into(),
            RestError::Network(error) => error.into(),
            RestError::Refused(refused) => refused.into(),
            RestError::Unavailable { status, after } => unavailable(status, after),
            RestError::Unexpected(what) => unexpected(what),
        }
    }
}

impl From<NetworkError> for Fault {
    fn from(error: NetworkError) -> Self {
        const RETRY: Move = Move::Retry { after: None };
        match error {
            NetworkError::Offline => Self::new("network.offline", RETRY),
            NetworkError::Failed => Self::new("network.failed", RETRY),
            NetworkError::TimedOut => Self::new("network.timed_out", RETRY),
            NetworkError::TooLarge => Self::new("network.too_large", RETRY),
        }
    }
}

fn unavailable(status: u16, after: Option<Duration>) -> Fault {
    Fault::new("salesforce.unavailable", later(after)).with_detail(format!("HTTP {status}"))
}

fn unexpected(what: &str) -> Fault {
    Fault::new("salesforce.unexpected_reply", Move::Bug).with_detail(what)
}

/// Try again after the time that the server asked for, else after half a minute.
fn later(after: Option<Duration>) -> Move {
    let seconds = after.map_or(30, |after| {
        u32::try_from(after.as_secs()).unwrap_or(u32::MAX)
    });
    Move::Retry {
        after: Some(seconds),
    }
}
