//! A mail that was read: a tree of parts, the headers of the mail on the outermost.

use crate::base::charset::windows_1252;

/// The mail itself or a part of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Names and values, in their order; encoded words read.
    pub headers: Vec<(String, String)>,
    /// Its type in lower case, without parameters: `multipart/report`.
    pub kind: String,
    /// Its decoded text; empty for what is no text. A returned mail is here as its source.
    pub text: String,
    /// The parts of a multipart.
    pub parts: Vec<Part>,
}

/// A text's bytes: UTF-8, or else what the web takes for Latin-1.
pub(super) fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| windows_1252(error.as_bytes()))
}
