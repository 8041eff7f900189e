//! Why Salesforce could not be asked, or what it refused; and the fault that each becomes.

use serde::Deserialize;
use std::time::Duration;

use super::Denial;
use crate::oauth::{CallError, Denied, RedirectError, TokenError};
use crate::ports::{AuthWindowError, NetworkError, StoreError};
use crate::protocol::{Fault, Move, Provider};
use crate::stored::StoredError;

/// Why there is no session with an org.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SessionError {
    /// The rep never signed in to this org, or signed out.
    #[error("not signed in")]
    NotSignedIn,
    /// The sign-in window was closed before the end. (Pages of refusal that never redirect look the
    /// same, where nobody watches the window.)
    #[error("the sign-in was not finished")]
    NotFinished,
    /// The sign-in page did not load.
    #[error("the sign-in page did not load")]
    NotLoaded,
    /// The window ended on something that does not answer our question.
    #[error("not the answer to this sign-in")]
    ForeignAnswer,
    /// Somebody else than the one who is signed in, or a user of another org.
    #[error("another user than the one signed in")]
    OtherUser,
    /// Salesforce refused; its own words.
    #[error("refused: {0:?}")]
    Denied(Denial, String),
    /// Salesforce signed the rep in and then refused to say who they are.
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
    /// The session could not be read or kept.
    #[error(transparent)]
    Stored(#[from] StoredError),
    /// An answer that is not what the documentation says; which one.
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
            AuthWindowError::NotLoaded => Self::NotLoaded,
            AuthWindowError::InteractionRequired => {
                Self::Denied(Denial::SessionOver, String::new())
            }
            AuthWindowError::Refused(refusal) => Self::from(Denied {
                error: refusal.error,
                description: refusal.description,
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
            SessionError::Unexpected(what) => unexpected(what),
        }
    }
}

/// Why a REST call gave nothing.
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
    /// An answer that is not what the documentation says; which one.
    #[error("unexpected {0}")]
    Unexpected(&'static str),
}

impl RestError {
    /// Whether the call may have taken effect all the same: the answer was lost, or the server
    /// failed on the way.
    #[must_use]
    pub const fn may_have_happened(&self) -> bool {
        matches!(
            self,
            Self::Network(NetworkError::Failed | NetworkError::TimedOut)
                | Self::Unavailable { .. }
                | Self::Unexpected(_)
        )
    }

    /// What Salesforce meant, where it refused.
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
        }
    }
}

/// A refusal of the REST API: one entry of the error body.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Refused {
    /// The HTTP status.
    #[serde(skip)]
    pub status: u16,
    /// `errorCode` of a resource, `statusCode` of a collection's row.
    #[serde(rename = "errorCode", alias = "statusCode")]
    pub code: String,
    /// Salesforce's words.
    #[serde(default)]
    pub message: String,
    /// The fields concerned.
    #[serde(default)]
    pub fields: Vec<String>,
}

impl Refused {
    /// Reads an error body ("Status Codes and Error Responses", REST API Developer Guide; the
    /// identity endpoints answer plain `Bad_OAuth_Token`). `None` where the body is neither, as a
    /// proxy's page.
    #[must_use]
    pub fn read(status: u16, body: &[u8]) -> Option<Self> {
        if body.trim_ascii() == b"Bad_OAuth_Token" {
            return Some(Self {
                status,
                code: "INVALID_SESSION_ID".into(),
                message: "Bad_OAuth_Token".into(),
                fields: Vec::new(),
            });
        }
        let entries: Vec<Self> = serde_json::from_slice(body).ok()?;
        let first = entries.into_iter().next()?;
        Some(Self { status, ..first })
    }

    /// What it means for the rep.
    #[must_use]
    pub fn cause(&self) -> Cause {
        let says = |words: &str| self.message.to_ascii_lowercase().contains(words);
        match self.code.as_str() {
            "INVALID_SESSION_ID" if says("not valid for use") => Cause::ApiAccessControl,
            "INVALID_SESSION_ID" | "INVALID_AUTH_HEADER" => Cause::SessionOver,
            "API_DISABLED_FOR_ORG" | "API_CURRENTLY_DISABLED" => Cause::ApiDisabled,
            "REQUEST_LIMIT_EXCEEDED" if says("concurrent") => Cause::Busy,
            "REQUEST_LIMIT_EXCEEDED" => Cause::DailyLimit,
            "NOT_FOUND"
            | "INSUFFICIENT_ACCESS"
            | "INSUFFICIENT_ACCESS_OR_READONLY"
            | "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY"
            | "CANNOT_EXECUTE_FLOW_TRIGGER_NO_ACCESS" => Cause::NoRight,
            "ENTITY_IS_DELETED" => Cause::RecordDeleted,
            "UNABLE_TO_LOCK_ROW" => Cause::RecordLocked,
            "SERVER_UNAVAILABLE" | "UNKNOWN_EXCEPTION" | "QUERY_TIMEOUT" => Cause::Unavailable,
            "FIELD_CUSTOM_VALIDATION_EXCEPTION"
            | "REQUIRED_FIELD_MISSING"
            | "FIELD_FILTER_VALIDATION_EXCEPTION"
            | "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST" => Cause::OrgRule,
            "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY" | "CANNOT_EXECUTE_FLOW_TRIGGER" => {
                Cause::Automation
            }
            "STORAGE_LIMIT_EXCEEDED" => Cause::StorageFull,
            "INVALID_TYPE" | "INVALID_FIELD" | "INVALID_FIELD_FOR_INSERT_UPDATE" => Cause::NotThere,
            _ => Cause::Other,
        }
    }
}

impl From<Refused> for Fault {
    fn from(refused: Refused) -> Self {
        let words = format!("{}: {}", refused.code, refused.message);
        refused.cause().fault().with_detail(words)
    }
}

/// What a refusal of the REST API means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is told by its fault's text")]
pub enum Cause {
    ApiAccessControl,
    ApiDisabled,
    Automation,
    Busy,
    DailyLimit,
    NoRight,
    /// An object or field that the org does not have or the rep may not see.
    NotThere,
    OrgRule,
    RecordDeleted,
    RecordLocked,
    SessionOver,
    StorageFull,
    Unavailable,
    /// A code that we do not know.
    Other,
}

impl Cause {
    /// Every meaning, for the tests and the diagnostics.
    pub const ALL: &'static [Self] = &[
        Self::ApiAccessControl,
        Self::ApiDisabled,
        Self::Automation,
        Self::Busy,
        Self::DailyLimit,
        Self::NoRight,
        Self::NotThere,
        Self::OrgRule,
        Self::RecordDeleted,
        Self::RecordLocked,
        Self::SessionOver,
        Self::StorageFull,
        Self::Unavailable,
        Self::Other,
    ];

    /// Its fault, without details.
    #[must_use]
    pub const fn fault(self) -> Fault {
        match self {
            Self::ApiAccessControl => Fault::new("salesforce.api_access_control", Move::AskAdmin),
            Self::ApiDisabled => Denial::ApiDisabled.fault(),
            Self::Automation => Fault::new("salesforce.automation_failed", Move::AskAdmin),
            Self::Busy => Denial::RateLimited.fault(),
            Self::DailyLimit => Fault::new("salesforce.daily_limit", Move::AskAdmin),
            Self::NoRight => Fault::new("salesforce.no_right", Move::AskAdmin),
            Self::NotThere => Fault::new("salesforce.not_there", Move::AskAdmin),
            Self::OrgRule => Fault::new("salesforce.org_rule", Move::AskAdmin),
            Self::RecordDeleted => {
                Fault::new("salesforce.record_deleted", Move::Retry { after: None })
            }
            Self::RecordLocked => {
                Fault::new("salesforce.record_locked", Move::Retry { after: Some(5) })
            }
            Self::SessionOver => Denial::SessionOver.fault(),
            Self::StorageFull => Fault::new("salesforce.storage_full", Move::AskAdmin),
            Self::Unavailable => Denial::Unavailable.fault(),
            Self::Other => Fault::new("salesforce.refused", Move::Bug),
        }
    }
}

fn unavailable(status: u16, after: Option<Duration>) -> Fault {
    Fault::new("salesforce.unavailable", later(after)).with_detail(format!("HTTP {status}"))
}

fn unexpected(what: &str) -> Fault {
    Fault::new("salesforce.unexpected_reply", Move::Bug).with_detail(what)
}

/// Try again after what the server asked for, else after half a minute.
fn later(after: Option<Duration>) -> Move {
    let seconds = after.map_or(30, |after| {
        u32::try_from(after.as_secs()).unwrap_or(u32::MAX)
    });
    Move::Retry {
        after: Some(seconds),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn both_shapes_of_an_error_are_read() {
        let rest = br#"[{"message":"No such column","errorCode":"INVALID_FIELD","fields":["X"]}]"#;
        let row = br#"[{"message":"No such column","statusCode":"INVALID_FIELD","fields":["X"]}]"#;
        let expected = Refused {
            status: 400,
            code: "INVALID_FIELD".into(),
            message: "No such column".into(),
            fields: vec!["X".into()],
        };
        assert_eq!(Refused::read(400, rest), Some(expected.clone()));
        assert_eq!(Refused::read(400, row), Some(expected));
        assert_eq!(Refused::read(404, b"[]"), None);
        assert_eq!(Refused::read(502, b"<html>Bad Gateway</html>"), None);
        let token = Refused::read(403, b"Bad_OAuth_Token").map(|refused| refused.cause());
        assert_eq!(token, Some(Cause::SessionOver));
    }

    proptest! {
        #[test]
        fn any_body_is_read_or_not_and_nothing_fails(body in prop::collection::vec(any::<u8>(), 0..80)) {
            let _ = Refused::read(400, &body);
        }

        #[test]
        fn code_and_words_come_through(code in "[A-Z_]{1,30}", message in "\\PC{0,60}") {
            let body = serde_json::json!([{ "errorCode": code, "message": message }]).to_string();
            let refused = Refused::read(403, body.as_bytes());
            prop_assert_eq!(refused.as_ref().map(|refused| &refused.code), Some(&code));
            prop_assert_eq!(refused.as_ref().map(|refused| &refused.message), Some(&message));
        }
    }
}
