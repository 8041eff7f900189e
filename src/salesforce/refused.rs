//! Refusals of the REST API: what its codes and words mean for the rep.

use serde::Deserialize;

use super::Denial;
use crate::json;
use crate::protocol::{Fault, Move};

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

    /// Whether the user may make no call at all.
    #[must_use]
    pub const fn is_of_all_calls(self) -> bool {
        matches!(self, Self::ApiAccessControl | Self::ApiDisabled)
    }

    /// Whether the org refuses records of the object to the user, for a reason that does not pass.
    #[must_use]
    pub const fn is_of_the_object(self) -> bool {
        matches!(self, Self::NoRight | Self::NotThere | Self::Automation)
    }

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
