//! E-mail addresses as people type them: one, or a list such as `Ada <ada@a.example>, bob@b.example`.

use serde::{Deserialize, Serialize};
use std::fmt;

/// An address with the name to show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// `local@domain`; see [`is_address`].
    pub address: String,
    /// The name, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

impl fmt::Display for Address {
    /// `Ada Lovelace <ada@analytical.example>`, or the address alone.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.name {
            Some(name) => write!(f, "{name} <{}>", self.address),
            None => f.write_str(&self.address),
        }
    }
}

/// A part of a list that is no address, as it was typed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an e-mail address: {0}")]
pub struct InvalidAddress(pub String);

/// Whether Gmail and Outlook can send to `text`: the dot-atom form of RFC 5322 in ASCII, with a dot
/// in the domain; lengths by RFC 5321 §4.5.3.1.
#[must_use]
pub fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    let atom = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&b))
    };
    let label = |part: &str| {
        (1..=63).contains(&part.len())
            && !part.starts_with('-')
            && !part.ends_with('-')
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    text.len() <= 254
        && local.len() <= 64
        && local.split('.').all(atom)
        && domain.contains('.')
        && domain.split('.').all(label)
}

/// Reads a list separated by commas, semicolons or line ends; quoted names may hold separators.
/// Total: what is no address comes back as [`InvalidAddress`], in its place.
#[must_use]
pub fn parse_list(text: &str) -> Vec<Result<Address, InvalidAddress>> {
    split(text)
        .into_iter()
        .map(|part| parse(&part).ok_or(InvalidAddress(part)))
        .collect()
}

/// The parts of a list, trimmed, without empty ones.
fn split(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let (mut quoted, mut escaped) = (false, false);
    for c in text.chars() {
        match c {
            ',' | ';' | '\n' | '\r' if !quoted => {
                parts.push(String::new());
                continue;
            }
            '"' if !escaped => quoted = !quoted,
            _ => {}
        }
        escaped = c == '\\' && !escaped;
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts
        .iter()
        .map(|part| part.trim())
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

fn parse(part: &str) -> Option<Address> {
    let (name, address) = match part
        .strip_suffix('>')
        .and_then(|rest| rest.rsplit_once('<'))
    {
        Some((name, address)) => (unquoted(name.trim()), address.trim()),
        None => (String::new(), part),
    };
    is_address(address).then(|| Address {
        address: address.to_owned(),
        name: Some(name).filter(|name| !name.is_empty()),
    })
}

/// The words of a phrase without its quotation marks and escapes (RFC 5322 §3.2.4).
fn unquoted(phrase: &str) -> String {
    let inner = phrase
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    let Some(inner) = inner else {
        return phrase.to_owned();
    };
    let mut escaped = false;
    let mut name = String::with_capacity(inner.len());
    for c in inner.chars() {
        if c == '\\' && !escaped {
            escaped = true;
        } else {
            escaped = false;
            name.push(c);
        }
    }
    name.trim().to_owned()
}

#[cfg(test)]
#[allow(clippy::panic, reason = "tests")]
mod tests {
    use super::*;

    fn one(text: &str) -> Option<(Option<String>, String)> {
        let mut list = parse_list(text);
        assert_eq!(list.len(), 1, "{text}");
        list.remove(0).ok().map(|found| (found.name, found.address))
    }

    #[test]
    fn names_are_read_with_and_without_quotes() {
        let ada = || Some((Some("Ada Lovelace".into()), "ada@analytical.example".into()));
        assert_eq!(one("Ada Lovelace <ada@analytical.example>"), ada());
        assert_eq!(one(" \"Ada Lovelace\"  < ada@analytical.example > "), ada());
        assert_eq!(
            one(r#""Lovelace, \"Ada\"" <a@b.example>"#),
            Some((Some("Lovelace, \"Ada\"".into()), "a@b.example".into()))
        );
        assert_eq!(one("a@b.example"), Some((None, "a@b.example".into())));
        assert_eq!(one("<a@b.example>"), Some((None, "a@b.example".into())));
    }

    #[test]
    fn a_list_keeps_its_order_and_its_mistakes() {
        let list = parse_list("a@b.example; nonsense,\n, \"x, y\" <c@d.example>");
        let [Ok(_), Err(mistake), Ok(last)] = list.as_slice() else {
            panic!("{list:?}");
        };
        assert_eq!(mistake, &InvalidAddress("nonsense".into()));
        assert_eq!(last.name.as_deref(), Some("x, y"));
    }

    #[test]
    fn what_a_mail_server_would_refuse_is_no_address() {
        for good in ["a@b.co", "a.b+c@d-e.example", "o'neil@x.example"] {
            assert!(is_address(good), "{good}");
        }
        for bad in [
            "",
            "a",
            "@b.example",
            "a@",
            "a@b",
            "a@b.",
            "a@.b.example",
            "a b@c.example",
            ".a@b.example",
            "a..b@c.example",
            "a@-b.example",
            "a@b.example>",
            "ä@b.example",
            "a@b@c.example",
            "a@b.example\r\nBcc: x@y.example",
            "a@b_c.example",
        ] {
            assert!(!is_address(bad), "{bad}");
        }
        assert!(!is_address(&format!("{}@b.example", "a".repeat(65))));
    }
}
