//! Errors of the mailbox, and their faults.

use std::time::Duration;

use super::MimeError;
use crate::base::{Fault, Move, Provider};
use crate::oauth::CallError;
use crate::ports::{NetworkError, StoreError};
use crate::storage::StoredError;

/// Why a call of the mailbox failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailboxError {
    /// No mailbox is connected; the provider of the last one.
    #[error("no mailbox is connected")]
    NotConnected(Provider),
    /// Another mailbox is connected than the one that is needed.
    #[error("{connected} is connected, not {needed}")]
    OtherMailbox {
        /// The address that is needed.
        needed: String,
        /// The address that is connected.
        connected: String,
        /// The connected mailbox's provider.
        provider: Provider,
    },
    /// The sign-in window gave no answer; the browser's or the provider's message.
    #[error("the sign-in did not finish: {1}")]
    SignInUnfinished(Provider, String),
    /// The sign-in window was open for too long and was closed.
    #[error("the sign-in took too long")]
    SignInTooLong(Provider),
    /// The sign-in page did not load.
    #[error("the sign-in page did not load")]
    NotLoaded(Provider),
    /// The rep signed in with another address than the one that must be used.
    #[error("signed in as {actual}, not as {expected}")]
    AddressDiffers {
        /// The address that must be used.
        expected: String,
        /// The one that signed in.
        actual: String,
        /// The provider.
        provider: Provider,
    },
    /// Google has not verified the address.
    #[error("the address is not verified")]
    AddressUnverified,
    /// The same address now belongs to another account than when the mailbox was connected.
    #[error("the address belongs to another account now")]
    AnotherAccount(Provider),
    /// Neither the org nor the policy name the client by which the mailbox is connected.
    #[error("the mailbox's client is not confirmed")]
    Unconfirmed,
    /// The provider wants the rep to sign in again.
    #[error("the session has expired")]
    SessionExpired(Provider),
    /// The rep, or their administrator, did not grant the right to send; the provider's message.
    #[error("no right to send: {1}")]
    NoRight(Provider, String),
    /// The domain's Google administrator does not allow the app.
    #[error("the app is blocked: {0}")]
    AppBlocked(String),
    /// An administrator has to consent to the app in Entra before anybody can use it.
    #[error("admin consent is required: {0}")]
    ConsentRequired(String),
    /// The rep did not consent to the rights that the app asks for.
    #[error("consent was declined: {0}")]
    ConsentDeclined(String),
    /// Entra's Conditional Access blocks the rep, their device or their place.
    #[error("blocked by Conditional Access: {0}")]
    ConditionalAccess(String),
    /// Entra demands more of the sign-in, such as a second factor.
    #[error("more proof is wanted")]
    InteractionRequired {
        /// The claims for the next authorization request.
        claims: Option<String>,
    },
    /// The rep is not assigned to the app in Entra.
    #[error("not assigned to the app: {0}")]
    NotAssigned(String),
    /// Entra does not know the app in this directory, or the directory.
    #[error("unknown app: {0}")]
    UnknownApp(String),
    /// The app is not registered as a single-page application.
    #[error("registered as another type: {0}")]
    WrongAppType(String),
    /// Our redirect address is not registered.
    #[error("another redirect is registered: {0}")]
    RedirectMismatch(String),
    /// The account has no mailbox.
    #[error("no mail service: {0}")]
    NotEnabled(String),
    /// The provider refuses this mail; its message.
    #[error("refused: {0}")]
    Refused(String),
    /// The mail is greater than [`super::MAX_BYTES`] or than the provider takes.
    #[error("the mail is too large")]
    TooLarge,
    /// A file that the mail carries is not there any more; its name.
    #[error("the file {0:?} is not there")]
    FileMissing(String),
    /// Too many requests.
    #[error("too many requests")]
    RateLimited {
        /// The answer's Retry-After.
        after: Option<Duration>,
    },
    /// The account has sent as much as it may in a day.
    #[error("daily limit: {0}")]
    DailyLimit(String),
    /// The browser is offline: nothing was sent.
    #[error("offline")]
    Offline,
    /// No answer; whether the request took effect is unknown.
    #[error("no answer: {0}")]
    Unreachable(NetworkError),
    /// The provider failed; whether the request took effect is unknown.
    #[error("the provider failed with status {status}")]
    Unavailable {
        /// The HTTP status.
        status: u16,
        /// The answer's Retry-After.
        after: Option<Duration>,
    },
    /// The stored values of the mailbox could not be read or written.
    #[error(transparent)]
    Stored(#[from] StoredError),
    /// An answer that is not what the documentation says; which one.
    #[error("unexpected {0}")]
    Unexpected(&'static str),
}

impl MailboxError {
    /// The least time before another attempt; `None` where another attempt does not help, because somebody has to do
    /// something first.
    #[must_use]
    pub const fn retry(&self) -> Option<Duration> {
        match self {
            Self::RateLimited { after } | Self::Unavailable { after, .. } => match after {
                Some(after) => Some(*after),
                None => Some(Duration::ZERO),
            },
            Self::DailyLimit(_) => Some(Duration::from_secs(3600)),
            Self::Offline | Self::Unreachable(_) | Self::Stored(StoredError::Store(_)) => {
                Some(Duration::ZERO)
            }
            _ => None,
        }
    }

    /// Whether the request may have taken effect nevertheless.
    pub(super) const fn may_have_happened(&self) -> bool {
        matches!(
            self,
            Self::Unreachable(_) | Self::Unavailable { .. } | Self::Unexpected(_)
        )
    }

    /// Whether the provider will never accept this mail as it is.
    #[must_use]
    pub const fn is_final(&self) -> bool {
        matches!(
            self,
            Self::Refused(_)
                | Self::TooLarge
                | Self::FileMissing(_)
                | Self::AppBlocked(_)
                | Self::NotEnabled(_)
        )
    }
}

impl From<NetworkError> for MailboxError {
    fn from(error: NetworkError) -> Self {
        match error {
            NetworkError::Offline => Self::Offline,
            lost => Self::Unreachable(lost),
        }
    }
}

impl From<CallError> for MailboxError {
    fn from(error: CallError) -> Self {
        match error {
            CallError::Network(error) => error.into(),
            CallError::Busy { after } => Self::RateLimited { after },
            CallError::Server { status } => Self::Unavailable {
                status,
                after: None,
            },
        }
    }
}

impl From<StoreError> for MailboxError {
    fn from(error: StoreError) -> Self {
        Self::Stored(error.into())
    }
}

impl From<MimeError> for MailboxError {
    fn from(error: MimeError) -> Self {
        match error {
            MimeError::NoFile(name) => Self::FileMissing(name),
            MimeError::Store(error) => error.into(),
        }
    }
}

impl From<MailboxError> for Fault {
    fn from(error: MailboxError) -> Self {
        let sign_in = |provider| Move::SignIn { provider };
        let retry = Move::Retry {
            after: error.retry().map(seconds).filter(|after| *after > 0),
        };
        let words = error.to_string();
        match error {
            MailboxError::NotConnected(at) => Self::new("mailbox.not_connected", sign_in(at)),
            MailboxError::OtherMailbox {
                needed,
                connected,
                provider,
            } => Self::new("mailbox.other_mailbox", sign_in(provider))
                .with_detail(words)
                .naming([needed, connected]),
            MailboxError::SignInUnfinished(at @ Provider::Microsoft, words) => {
                Self::new("mailbox.microsoft_unfinished", sign_in(at)).with_detail(words)
            }
            MailboxError::SignInUnfinished(at, words) => {
                Self::new("mailbox.sign_in_unfinished", sign_in(at)).with_detail(words)
            }
            MailboxError::SignInTooLong(at) => Self::new("mailbox.sign_in_too_long", sign_in(at)),
            MailboxError::NotLoaded(at) => Self::new("mailbox.sign_in_not_loaded", sign_in(at)),
            MailboxError::AddressDiffers {
                expected,
                actual,
                provider,
            } => Self::new("mailbox.address_differs", sign_in(provider))
                .with_detail(words)
                .naming([expected, actual]),
            MailboxError::AddressUnverified => {
                Self::new("mailbox.address_unverified", sign_in(Provider::Google))
            }
            MailboxError::AnotherAccount(at) => Self::new("mailbox.another_account", sign_in(at)),
            MailboxError::Unconfirmed => Self::new("mailbox.unconfirmed", Move::AskAdmin),
            MailboxError::SessionExpired(at) => Self::new("mailbox.session_expired", sign_in(at)),
            MailboxError::NoRight(at, words) => {
                Self::new("mailbox.no_right", sign_in(at)).with_detail(words)
            }
            MailboxError::AppBlocked(words) => {
                Self::new("mailbox.app_blocked", Move::AskAdmin).with_detail(words)
            }
            MailboxError::ConsentRequired(words) => {
                Self::new("mailbox.consent_required", Move::AskAdmin).with_detail(words)
            }
            MailboxError::ConsentDeclined(words) => {
                Self::new("mailbox.consent_declined", sign_in(Provider::Microsoft))
                    .with_detail(words)
            }
            MailboxError::ConditionalAccess(words) => {
                Self::new("mailbox.conditional_access", Move::AskAdmin).with_detail(words)
            }
            MailboxError::InteractionRequired { .. } => {
                Self::new("mailbox.interaction_required", sign_in(Provider::Microsoft))
            }
            MailboxError::NotAssigned(words) => {
                Self::new("mailbox.not_assigned", Move::AskAdmin).with_detail(words)
            }
            MailboxError::UnknownApp(words) => {
                Self::new("mailbox.unknown_app", Move::AskAdmin).with_detail(words)
            }
            MailboxError::WrongAppType(words) => {
                Self::new("mailbox.app_type", Move::AskAdmin).with_detail(words)
            }
            MailboxError::RedirectMismatch(words) => {
                Self::new("mailbox.redirect_mismatch", Move::AskAdmin).with_detail(words)
            }
            MailboxError::NotEnabled(words) => {
                Self::new("mailbox.not_enabled", Move::AskAdmin).with_detail(words)
            }
            MailboxError::Refused(words) => {
                Self::new("mailbox.refused", Move::FixInput).with_detail(words)
            }
            MailboxError::TooLarge => Self::new("mailbox.too_large", Move::FixInput),
            MailboxError::FileMissing(name) => {
                Self::new("mailbox.file_missing", Move::FixInput).naming([name])
            }
            MailboxError::RateLimited { .. } => Self::new("mailbox.rate_limited", retry),
            MailboxError::DailyLimit(words) => {
                Self::new("mailbox.daily_limit", retry).with_detail(words)
            }
            MailboxError::Offline => Self::new("mailbox.offline", retry),
            MailboxError::Unreachable(_) => {
                Self::new("mailbox.unreachable", retry).with_detail(words)
            }
            MailboxError::Unavailable { .. } => {
                Self::new("mailbox.unavailable", retry).with_detail(words)
            }
            MailboxError::Stored(error) => error.into(),
            MailboxError::Unexpected(_) => {
                Self::new("mailbox.unexpected", Move::Bug).with_detail(words)
            }
        }
    }
}

/// Whole seconds, rounded up, for a [`Move::Retry`].
fn seconds(span: Duration) -> u32 {
    u32::try_from(span.as_millis().div_ceil(1000)).unwrap_or(u32::MAX)
}
