//! One e-mail address: whether mail can be sent to it, and why not.

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

/// Why a text is no address that Gmail and Outlook can send to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum AddressFault {
    /// It has no `@`.
    #[error("there is no address in it")]
    NoAddress,
    /// It has several `@`.
    #[error("there is more than one @ in it")]
    SeveralAt,
    /// The part before the `@` is empty, too long, or has characters or dots where none may be.
    #[error("the part before the @ is not right")]
    LocalPart,
    /// The part before the `@` has letters beyond ASCII, which few mail servers take (RFC 6531).
    #[error("the part before the @ has letters other than a to z")]
    LocalNotAscii,
    /// The part after the `@` is no domain.
    #[error("the part after the @ is not a domain")]
    Domain,
    /// A number in place of a domain: mail providers do not send there.
    #[error("the part after the @ is an IP address")]
    IpAddress,
    /// More than 254 characters (RFC 5321 §4.5.3.1, as corrected).
    #[error("the address is too long")]
    TooLong,
}

impl AddressFault {
    /// A stable name, which the example `addresses` prints.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoAddress => "no_address",
            Self::SeveralAt => "several_at",
            Self::LocalPart => "local_part",
            Self::LocalNotAscii => "local_not_ascii",
            Self::Domain => "domain",
            Self::IpAddress => "ip_address",
            Self::TooLong => "too_long",
        }
    }
}

/// Writes a host name with letters beyond ASCII in its ASCII form (UTS #46); `None` where it has none.
/// The browser has the tables for it: see [`crate::ports::HostNames`].
pub type ToAscii<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Whether Gmail and Outlook can send to `text`: the dot-atom form of RFC 5322 in ASCII, with a dot
/// in the domain; lengths by RFC 5321 §4.5.3.1.
#[must_use]
pub fn is_address(text: &str) -> bool {
    check(text).is_ok()
}

/// The address in the form in which it is sent, its domain in ASCII.
///
/// # Errors
/// [`AddressFault`].
pub fn sendable(text: &str, to_ascii: ToAscii<'_>) -> Result<String, AddressFault> {
    let (local, domain) = text.rsplit_once('@').ok_or(AddressFault::NoAddress)?;
    if domain.is_ascii() {
        check(text)?;
        return Ok(text.to_owned());
    }
    let host = |c: char| !c.is_ascii() || c.is_ascii_alphanumeric() || c == '-' || c == '.';
    let ascii = Some(domain).filter(|domain| domain.chars().all(host));
    let ascii = ascii.and_then(to_ascii).ok_or(AddressFault::Domain)?;
    let sent = format!("{local}@{ascii}");
    check(&sent)?;
    Ok(sent)
}

fn check(text: &str) -> Result<(), AddressFault> {
    let (local, domain) = text.rsplit_once('@').ok_or(AddressFault::NoAddress)?;
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
    if local.contains('@') {
        return Err(AddressFault::SeveralAt);
    }
    if !local.is_ascii() {
        return Err(AddressFault::LocalNotAscii);
    }
    if local.len() > 64 || !local.split('.').all(atom) {
        return Err(AddressFault::LocalPart);
    }
    let last = domain.rsplit('.').next().unwrap_or_default();
    let number = !last.is_empty() && last.bytes().all(|b| b.is_ascii_digit());
    if domain.starts_with('[') || (number && domain.contains('.')) {
        return Err(AddressFault::IpAddress);
    }
    if !domain.contains('.') || !domain.split('.').all(label) {
        return Err(AddressFault::Domain);
    }
    if text.len() > 254 {
        return Err(AddressFault::TooLong);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_mail_server_would_refuse_is_no_address() {
        for good in [
            "a@b.co",
            "a.b+c@d-e.example",
            "o'neil@x.example",
            "a@1.example",
        ] {
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
            "a@192.0.2.1",
            "a@[192.0.2.1]",
        ] {
            assert!(!is_address(bad), "{bad}");
        }
        assert!(!is_address(&format!("{}@b.example", "a".repeat(65))));
        assert!(is_address(&format!("{}@b.example", "a".repeat(64))));
        let long = ["a".repeat(63).as_str(); 4].join(".");
        assert!(!is_address(&format!("a@{long}")));
    }

    #[test]
    fn a_domain_is_sent_in_ascii_and_the_reason_for_a_refusal_is_told() {
        let to_ascii = |host: &str| (host == "münchen.example").then(|| "xn--m.example".into());
        let read = |text| sendable(text, &to_ascii).map_err(AddressFault::code);
        assert_eq!(read("a@b.example"), Ok("a@b.example".into()));
        assert_eq!(read("a@münchen.example"), Ok("a@xn--m.example".into()));
        assert_eq!(read("jörg@b.example"), Err("local_not_ascii"));
        assert_eq!(read("a@mün/chen.example"), Err("domain"));
        assert_eq!(read("a@zürich"), Err("domain"));
        assert_eq!(read("a@b"), Err("domain"));
        assert_eq!(read("a@192.0.2.1"), Err("ip_address"));
        assert_eq!(read("a..b@c.example"), Err("local_part"));
        assert_eq!(read("a@b@c.example"), Err("several_at"));
        assert_eq!(read("ada"), Err("no_address"));
    }
}
