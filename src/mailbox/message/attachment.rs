//! A file or an inline image of a mail.

use mail_builder::headers::raw::Raw;
use mail_builder::mime::MimePart;
use serde::{Deserialize, Serialize};

use super::content::bare;
use super::header;
use crate::base::FileId;

/// The type of a file of which nothing better is known.
const BYTES: &str = "application/octet-stream";

/// A file that a mail carries. Its bytes are in the table of files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Under which its bytes are stored.
    pub id: FileId,
    /// Its name, without a folder. May be empty for an inline image.
    pub name: String,
    /// Its media type as the browser says it; empty where it knows none.
    pub kind: String,
    /// Its length in bytes.
    pub size: u64,
    /// Its Content-ID, without angle brackets, where the mail's HTML shows it as `cid:…`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cid: Option<String>,
}

impl Attachment {
    /// Whether it is shown within the text.
    #[must_use]
    pub const fn is_inline(&self) -> bool {
        self.cid.is_some()
    }

    /// Its part of the mail, with `place` where its bytes go: always as base64, which no server on the way changes.
    pub(super) fn part(&self, place: char) -> MimePart<'_> {
        let part = MimePart::raw(place.to_string())
            .header("Content-Type", Raw::new(self.sent_kind()))
            .transfer_encoding("base64");
        let mut how = if self.is_inline() {
            "inline"
        } else {
            "attachment"
        }
        .to_owned();
        if !self.name.is_empty() {
            how = format!("{how}; {}", header::parameter("filename", &self.name));
        }
        let part = part.header("Content-Disposition", Raw::new(how));
        match &self.cid {
            Some(cid) => part.cid(bare(cid)),
            None => part,
        }
    }

    /// The type that it is sent as. A mail or a multipart may not be sent as base64 (RFC 2046 §5.1, §5.2.1):
    /// receivers tell those by the name.
    pub(in crate::mailbox) fn sent_kind(&self) -> String {
        let mut parts = self.kind.split(';').map(str::trim);
        let Some((class, name)) = parts.next().and_then(|kind| kind.split_once('/')) else {
            return BYTES.to_owned();
        };
        let class = class.to_ascii_lowercase();
        if !is_token(&class) || !is_token(name) || class == "multipart" || class == "message" {
            return BYTES.to_owned();
        }
        let mut kind = format!("{class}/{}", name.to_ascii_lowercase());
        for (key, value) in parts.filter_map(|parameter| parameter.split_once('=')) {
            if is_token(key) && is_token(value) && !key.eq_ignore_ascii_case("name") {
                kind = format!("{kind}; {key}={value}");
            }
        }
        kind
    }
}

/// A token of RFC 2045 §5.1, no longer than names of types are (RFC 6838 §4.2).
fn is_token(text: &str) -> bool {
    let within = |b: u8| b.is_ascii_graphic() && !b"()<>@,;:\\\"/[]?=*'%".contains(&b);
    (1..=127).contains(&text.len()) && text.bytes().all(within)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Millis;

    #[test]
    fn any_type_is_sent_as_one_that_receivers_take() {
        for (given, sent) in [
            ("image/PNG", "image/png"),
            ("text/csv; charset=UTF-8; name=a", "text/csv; charset=UTF-8"),
            ("", BYTES),
            ("pdf", BYTES),
            ("a b/c", BYTES),
            ("message/rfc822", BYTES),
            ("Multipart/mixed; boundary=x", BYTES),
            ("text/plain; charset=\"a b\"", "text/plain"),
        ] {
            let file = Attachment {
                id: FileId::new(Millis(1), [1; 16]),
                name: "a".into(),
                kind: given.into(),
                size: 0,
                cid: None,
            };
            assert_eq!(file.sent_kind(), sent, "{given}");
        }
    }
}
