//! Refusals of the REST API: what its codes and words mean for the rep.

use serde::Deserialize;

use super::notices::note;
use super::{Denial, codes};
use crate::base::{Fault, Move, Provider, json};

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
        let entries: Vec<Self> = json::read(body).ok()?;
        let first = entries.into_iter().next()?;
        Some(Self { status, ..first })
    }

    /// Whether it is about a record that is referred to, not about all records of the object.
    #[must_use]
    pub fn is_of_one_record(&self) -> bool {
        self.code == "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY"
    }

    /// What it means for the rep.
    #[must_use]
    pub fn cause(&self) -> Cause {
        let words = self.message.to_ascii_lowercase();
        let says = |part: &str| words.contains(part);
        // A trigger that meets a locked row says so within the words of its own failure.
        if says("unable_to_lock_row") || says("unable to obtain exclusive access") {
            return Cause::RecordLocked;
        }
        match self.code.as_str() {
            "INVALID_SESSION_ID" if says("not valid for use") => Cause::ApiAccessControl,
            "REQUEST_LIMIT_EXCEEDED" if says("concurrent") => Cause::Busy,
            code => codes::cause_of(code),
        }
    }
}

impl From<Refused> for Fault {
    fn from(refused: Refused) -> Self {
        let cause = refused.cause();
        let words = format!("{}: {}", refused.code, refused.message);
        let mut fault = cause.fault().with_detail(words);
        if cause.is_said_by_the_org() && !refused.message.trim().is_empty() {
            fault.fields = vec![note("note_salesforce_says", refused.message)];
        }
        fault
    }
}

/// What a refusal of the REST API means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is told by its fault's text")]
pub enum Cause {
    ApiAccessControl,
    ApiDisabled,
    Automation,
    BadValue,
    Busy,
    ConvertedLead,
    DailyLimit,
    /// Locked until somebody approves it.
    InApproval,
    LoginRestricted,
    NoRight,
    /// An object or field that the org does not have or the rep may not see.
    NotThere,
    OrgInactive,
    OrgLimit,
    OrgRule,
    OwnerInactive,
    PasswordExpired,
    ReadOnlyUser,
    RecordDeleted,
    /// Being changed by somebody else at this moment.
    RecordLocked,
    SecurityPolicy,
    SessionOver,
    StorageFull,
    TooLong,
    Unavailable,
    UserInactive,
    /// It refers to a record that is not there, or of a kind that does not fit.
    WrongReference,
    /// A code that we do not know, or a request that we should not have made.
    Other,
}

impl Cause {
    /// Every meaning, for the tests and the diagnostics.
    pub const ALL: &'static [Self] = &[
        Self::ApiAccessControl,
        Self::ApiDisabled,
        Self::Automation,
        Self::BadValue,
        Self::Busy,
        Self::ConvertedLead,
        Self::DailyLimit,
        Self::InApproval,
        Self::LoginRestricted,
        Self::NoRight,
        Self::NotThere,
        Self::OrgInactive,
        Self::OrgLimit,
        Self::OrgRule,
        Self::OwnerInactive,
        Self::PasswordExpired,
        Self::ReadOnlyUser,
        Self::RecordDeleted,
        Self::RecordLocked,
        Self::SecurityPolicy,
        Self::SessionOver,
        Self::StorageFull,
        Self::TooLong,
        Self::Unavailable,
        Self::UserInactive,
        Self::WrongReference,
        Self::Other,
    ];

    /// Whether the user may make no call at all.
    #[must_use]
    pub const fn is_of_all_calls(self) -> bool {
        matches!(self, Self::ApiAccessControl | Self::ApiDisabled)
    }

    /// Whether it passes by itself, or with a sign-in: what was to be done waits and is tried again.
    #[must_use]
    pub const fn passes(self) -> bool {
        matches!(
            self,
            Self::Busy
                | Self::DailyLimit
                | Self::LoginRestricted
                | Self::PasswordExpired
                | Self::RecordLocked
                | Self::SessionOver
                | Self::Unavailable
        )
    }

    /// Whether Salesforce's words say more than ours could: a rule's own text, the field.
    const fn is_said_by_the_org(self) -> bool {
        matches!(
            self,
            Self::Automation
                | Self::BadValue
                | Self::OrgRule
                | Self::SecurityPolicy
                | Self::TooLong
                | Self::WrongReference
        )
    }

    /// Whether the org refuses records of the object to the user, for a reason that does not pass.
    #[must_use]
    pub const fn is_of_the_object(self) -> bool {
        matches!(self, Self::NoRight | Self::NotThere | Self::Automation)
    }

    /// Its fault, without details.
    #[must_use]
    pub const fn fault(self) -> Fault {
        const RETRY: Move = Move::Retry { after: None };
        const SIGN_IN: Move = Move::SignIn {
            provider: Provider::Salesforce,
        };
        match self {
            Self::ApiAccessControl => Fault::new("salesforce.api_access_control", Move::AskAdmin),
            Self::ApiDisabled => Denial::ApiDisabled.fault(),
            Self::Automation => Fault::new("salesforce.automation_failed", Move::AskAdmin),
            Self::BadValue => Fault::new("salesforce.bad_value", Move::FixInput),
            Self::Busy => Denial::RateLimited.fault(),
            Self::ConvertedLead => Fault::new("salesforce.converted_lead", Move::FixInput),
            Self::DailyLimit => Fault::new("salesforce.daily_limit", Move::AskAdmin),
            Self::InApproval => Fault::new("salesforce.in_approval", RETRY),
            Self::LoginRestricted => Denial::LoginRestricted.fault(),
            Self::NoRight => Fault::new("salesforce.no_right", Move::AskAdmin),
            Self::NotThere => Fault::new("salesforce.not_there", Move::AskAdmin),
            Self::OrgInactive => Denial::OrgInactive.fault(),
            Self::OrgLimit => Fault::new("salesforce.org_limit", Move::AskAdmin),
            Self::OrgRule => Fault::new("salesforce.org_rule", Move::AskAdmin),
            Self::OwnerInactive => Fault::new("salesforce.owner_inactive", Move::FixInput),
            Self::PasswordExpired => Fault::new("salesforce.password_expired", SIGN_IN),
            Self::ReadOnlyUser => Fault::new("salesforce.read_only_user", Move::AskAdmin),
            Self::RecordDeleted => Fault::new("salesforce.record_deleted", RETRY),
            Self::RecordLocked => {
                Fault::new("salesforce.record_locked", Move::Retry { after: Some(5) })
            }
            Self::SecurityPolicy => Fault::new("salesforce.security_policy", Move::AskAdmin),
            Self::SessionOver => Denial::SessionOver.fault(),
            Self::StorageFull => Fault::new("salesforce.storage_full", Move::AskAdmin),
            Self::TooLong => Fault::new("salesforce.too_long", Move::FixInput),
            Self::Unavailable => Denial::Unavailable.fault(),
            Self::UserInactive => Denial::UserInactive.fault(),
            Self::WrongReference => Fault::new("salesforce.wrong_reference", Move::FixInput),
            Self::Other => Fault::new("salesforce.refused", Move::Bug),
        }
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
