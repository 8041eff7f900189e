//! Refusals of the REST API, and their meaning.

use serde::Deserialize;

use super::notices::note;
use super::{Cause, codes};
use crate::base::{Fault, json};

/// A refusal of the REST API: one entry of the error body.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Refused {
    /// The HTTP status.
    #[serde(skip)]
    pub status: u16,
    /// `errorCode` of a resource, `statusCode` of a collection's row.
    #[serde(rename = "errorCode", alias = "statusCode")]
    pub code: String,
    /// Salesforce's message.
    #[serde(default)]
    pub message: String,
    /// The fields concerned.
    #[serde(default)]
    pub fields: Vec<String>,
}

impl Refused {
    /// Reads an error body ("Status Codes and Error Responses", REST API Developer Guide; the
    /// identity endpoints answer plain `Bad_OAuth_Token`). `None` for any other body, such as a proxy's page.
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

    /// Whether a record with the same value of a unique field is there.
    #[must_use]
    pub fn is_duplicate(&self) -> bool {
        self.code == "DUPLICATE_VALUE"
    }

    /// Whether it concerns one record that the request refers to, not all records of the object.
    #[must_use]
    pub fn is_of_one_record(&self) -> bool {
        self.code == "INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY"
    }

    /// Its meaning for the rep.
    #[must_use]
    pub fn cause(&self) -> Cause {
        let words = self.message.to_ascii_lowercase();
        let says = |part: &str| words.contains(part);
        // When a trigger meets a locked row, only the message of its failure has it.
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
        if cause.has_own_message() && !refused.message.trim().is_empty() {
            fault.fields = vec![note("note_salesforce_says", refused.message)];
        }
        fault
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
