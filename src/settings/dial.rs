//! The address by which the organisation's softphone dials a number.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};

/// Where the number goes.
const PLACE: &str = "{number}";
/// The longest address that is accepted.
const LONGEST: usize = 200;
/// The schemes of telephone programs, beside `https`.
const SCHEMES: [&str; 11] = [
    "callto",
    "ciscotel",
    "dialpad",
    "rcapp",
    "rcmobile",
    "sip",
    "sips",
    "tcxcallto",
    "tel",
    "webextel",
    "zoomphonecall",
];

/// An address with one place for the number, which is after the host.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DialUrl {
    before: String,
    after: String,
}

/// The text is no such address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an address for dialling")]
pub struct NotADialUrl;

impl DialUrl {
    /// Reads an address such as `https://phone.acme.example/call?to={number}` or `sip:{number}@acme.example`.
    ///
    /// # Errors
    /// It is neither `https` nor of a telephone program, has no place for the number or several, or has characters that
    /// an address cannot have.
    pub fn parse(text: &str) -> Result<Self, NotADialUrl> {
        let text = text.trim();
        let (before, after) = text.split_once(PLACE).ok_or(NotADialUrl)?;
        let sound = |one: char| one.is_ascii_graphic() && !"\"'<>\\^`{|}".contains(one);
        let fits = text.len() <= LONGEST && before.chars().chain(after.chars()).all(sound);
        let (scheme, rest) = before.split_once(':').ok_or(NotADialUrl)?;
        let known = match scheme {
            "https" => is_host_with_path(rest),
            scheme => SCHEMES.contains(&scheme),
        };
        match fits && known {
            true => Ok(Self {
                before: before.to_owned(),
                after: after.to_owned(),
            }),
            false => Err(NotADialUrl),
        }
    }

    /// The address for a number: its digits, and `+` where it begins so. `None` for a number without digits.
    #[must_use]
    pub fn of(&self, number: &str) -> Option<String> {
        let digits = digits(number)?;
        let number = match self.is_page() {
            true => utf8_percent_encode(&digits, NON_ALPHANUMERIC).to_string(),
            false => digits,
        };
        Some(format!("{}{number}{}", self.before, self.after))
    }

    /// Whether it is a page, and no program of the machine.
    #[must_use]
    pub fn is_page(&self) -> bool {
        self.before.starts_with("https:")
    }
}

/// A number as a telephone program takes it: its digits, and `+` where it begins so; `None` where there are none.
#[must_use]
pub fn digits(number: &str) -> Option<String> {
    let international = number.trim_start().trim_start_matches('(').starts_with('+');
    // Nobody dials the zero in +31 (0)20.
    let number = match international {
        true => number.replace("(0)", ""),
        false => number.to_owned(),
    };
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    (!digits.is_empty()).then(|| match international {
        true => format!("+{digits}"),
        false => digits,
    })
}

/// Whether it is a host, without a user's name, and the number comes after it.
fn is_host_with_path(rest: &str) -> bool {
    let Some((host, _)) = rest
        .strip_prefix("//")
        .and_then(|rest| rest.split_once('/'))
    else {
        return false;
    };
    let sound = |one: char| one.is_ascii_alphanumeric() || ".-:".contains(one);
    !host.is_empty() && host.contains('.') && host.chars().all(sound)
}

impl TryFrom<String> for DialUrl {
    type Error = NotADialUrl;
    fn try_from(text: String) -> Result<Self, NotADialUrl> {
        Self::parse(&text)
    }
}

impl From<DialUrl> for String {
    fn from(url: DialUrl) -> Self {
        format!("{}{PLACE}{}", url.before, url.after)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn dials(url: &str, number: &str) -> Option<String> {
        DialUrl::parse(url).unwrap().of(number)
    }

    #[test]
    fn a_number_is_put_in_its_place() {
        let page = "https://phone.acme.example/call?to={number}&from=crm";
        assert_eq!(
            dials(page, "+31 (0)20 555-0100").unwrap(),
            "https://phone.acme.example/call?to=%2B31205550100&from=crm"
        );
        assert_eq!(
            dials("sip:{number}@acme.example", "+31 20 5").unwrap(),
            "sip:+31205@acme.example"
        );
        assert_eq!(
            dials("tel:{number}", "(020) 555 0100").unwrap(),
            "tel:0205550100"
        );
        assert_eq!(dials("callto:{number}", "ask Ada"), None);
    }

    #[test]
    fn anything_else_is_a_mistake() {
        for wrong in [
            "",
            "{number}",
            "https://phone.acme.example/",
            "http://phone.acme.example/{number}",
            "https://{number}.acme.example/",
            "https://phone.acme.example{number}/",
            "https://jo:secret@phone.acme.example/{number}",
            "https://phone/{number}",
            "javascript:alert({number})",
            "data:text/html,{number}",
            "tel:{number}{number}",
            "tel:{number}\"",
            "sip:{number} @acme.example",
        ] {
            assert_eq!(DialUrl::parse(wrong), Err(NotADialUrl), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn a_number_cannot_change_the_address(number in ".*") {
            let url = DialUrl::parse("https://phone.acme.example/call?to={number}").unwrap();
            if let Some(address) = url.of(&number) {
                let rest = address.strip_prefix("https://phone.acme.example/call?to=").unwrap();
                prop_assert!(rest.trim_start_matches("%2B").bytes().all(|one| one.is_ascii_digit()), "{rest}");
            }
        }

        #[test]
        fn an_address_is_read_as_it_was_written(text in "(https://a\\.b/|tel:|sip:|x:)[a-z?=]{0,5}\\{number\\}[a-z@.]{0,5}") {
            if let Ok(url) = DialUrl::parse(&text) {
                prop_assert_eq!(String::from(url), text);
            }
        }
    }
}
