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

impl Part {
    /// A header's first value, trimmed; empty where there is none.
    #[must_use]
    pub fn header<'a>(&'a self, name: &'a str) -> &'a str {
        first(&self.headers, name)
    }

    /// A header's values, trimmed.
    pub fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        values(&self.headers, name)
    }
}

/// The first value of a header, trimmed; empty where there is none.
pub(super) fn first<'a>(headers: &'a [(String, String)], name: &'a str) -> &'a str {
    values(headers, name).next().unwrap_or_default()
}

fn values<'a>(headers: &'a [(String, String)], name: &'a str) -> impl Iterator<Item = &'a str> {
    let named = headers
        .iter()
        .filter(move |(of, _)| of.eq_ignore_ascii_case(name));
    named.map(|(_, value)| value.trim())
}

/// The address in a header's value, in lower case: that of `Ada <ada@analytical.example>`.
#[must_use]
pub fn address_in(value: &str) -> String {
    let inner = value.rsplit_once('<').map_or(value, |(_, inner)| inner);
    let inner = inner.split('>').next().unwrap_or(inner);
    inner.trim().to_lowercase()
}

/// A text's bytes: UTF-8, or else what the web takes for Latin-1.
pub(super) fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| windows_1252(error.as_bytes()))
}
