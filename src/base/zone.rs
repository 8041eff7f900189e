//! A time zone by its name.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The longest name that is taken; the tz database's own are shorter.
const LONGEST: usize = 64;

/// A time zone's name in the tz database, such as `Europe/Amsterdam`. What it means is known to the browser.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Zone(String);

/// The text is no name of a time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a time zone")]
pub struct InvalidZone;

impl Zone {
    /// The zone of this name.
    ///
    /// # Errors
    /// [`InvalidZone`] where it has other characters than such names have ("Theory and pragmatics of the tz code").
    pub fn parse(name: &str) -> Result<Self, InvalidZone> {
        let has_its_letters = |byte: u8| byte.is_ascii_alphanumeric() || b"/_+-".contains(&byte);
        let fits = !name.is_empty() && name.len() <= LONGEST && name.bytes().all(has_its_letters);
        match fits {
            true => Ok(Self(name.to_owned())),
            false => Err(InvalidZone),
        }
    }

    /// Its name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its name for a reader: "Europe/Amsterdam", "America/New York".
    #[must_use]
    pub fn shown(&self) -> String {
        self.0.replace('_', " ")
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl TryFrom<String> for Zone {
    type Error = InvalidZone;
    fn try_from(name: String) -> Result<Self, InvalidZone> {
        Self::parse(&name)
    }
}

impl From<Zone> for String {
    fn from(zone: Zone) -> Self {
        zone.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_zones_are_taken() {
        for name in [
            "Europe/Amsterdam",
            "America/Argentina/Buenos_Aires",
            "Etc/GMT+3",
            "UTC",
        ] {
            let zone = Zone::parse(name);
            assert_eq!(zone.map(String::from).as_deref(), Ok(name));
        }
        for name in ["", "<b>", "Europe Amsterdam", &"x".repeat(65)] {
            assert_eq!(Zone::parse(name), Err(InvalidZone), "{name}");
        }
    }
}
