//! Record ids: 15 case-sensitive characters, or those and a three-character checksum of their case.

use serde::{Deserialize, Serialize};
use std::fmt;

use crate::base::OrgHost;

/// An 18-character record id with a matching suffix.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RecordId(String);

/// The text is not a record id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a Salesforce record id")]
pub struct InvalidId;

impl RecordId {
    /// Takes 15 or 18 base-62 characters with at least one digit; 18 need the matching suffix.
    ///
    /// # Errors
    /// [`InvalidId`] for anything else.
    pub fn parse(text: &str) -> Result<Self, InvalidId> {
        if !text.bytes().all(|b| b.is_ascii_alphanumeric())
            || !text.bytes().any(|b| b.is_ascii_digit())
        {
            return Err(InvalidId);
        }
        let (stem, suffix) = match text.len() {
            15 => (text, None),
            18 => text
                .split_at_checked(15)
                .map(|(a, b)| (a, Some(b)))
                .ok_or(InvalidId)?,
            _ => return Err(InvalidId),
        };
        let right = suffix_of(stem);
        match suffix {
            Some(given) if given != right => Err(InvalidId),
            _ => Ok(Self(format!("{stem}{right}"))),
        }
    }

    /// The 18 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The object by the key prefix, if it is one of the four.
    #[must_use]
    pub fn object(&self) -> Option<ObjectType> {
        ObjectType::of_prefix(self.0.get(..3)?)
    }
}

/// The checksum of a 15-character id: bit k of a group of five is set where character k is A-Z.
fn suffix_of(stem: &str) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    stem.as_bytes()
        .chunks(5)
        .filter_map(|group| {
            let bits = group.iter().enumerate().fold(0, |bits, (k, c)| {
                bits | (usize::from(c.is_ascii_uppercase()) << k)
            });
            ALPHABET.get(bits).map(|c| char::from(*c))
        })
        .collect()
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for RecordId {
    type Error = InvalidId;
    fn try_from(text: String) -> Result<Self, InvalidId> {
        Self::parse(&text)
    }
}

impl From<RecordId> for String {
    fn from(id: RecordId) -> Self {
        id.0
    }
}

/// The objects whose records get the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[allow(missing_docs, reason = "Salesforce's own names")]
pub enum ObjectType {
    Lead,
    Contact,
    Account,
    Opportunity,
}

impl ObjectType {
    /// Whether its records are people: a lead, a contact.
    #[must_use]
    pub const fn is_person(self) -> bool {
        matches!(self, Self::Lead | Self::Contact)
    }

    /// The API name.
    #[must_use]
    pub const fn api_name(self) -> &'static str {
        match self {
            Self::Lead => "Lead",
            Self::Contact => "Contact",
            Self::Account => "Account",
            Self::Opportunity => "Opportunity",
        }
    }

    /// The object of an API name, exactly written.
    #[must_use]
    pub fn of_api_name(name: &str) -> Option<Self> {
        match name {
            "Lead" => Some(Self::Lead),
            "Contact" => Some(Self::Contact),
            "Account" => Some(Self::Account),
            "Opportunity" => Some(Self::Opportunity),
            _ => None,
        }
    }

    /// The object of a three-character key prefix (case-sensitive).
    #[must_use]
    pub fn of_prefix(prefix: &str) -> Option<Self> {
        match prefix {
            "00Q" => Some(Self::Lead),
            "003" => Some(Self::Contact),
            "001" => Some(Self::Account),
            "006" => Some(Self::Opportunity),
            _ => None,
        }
    }
}

/// A record of one org.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RecordRef {
    /// The org's My Domain host.
    pub org: OrgHost,
    /// Its object.
    pub object: ObjectType,
    /// Its id.
    pub id: RecordId,
}

impl RecordRef {
    /// `<org host>/<id>`: the key of caches, drafts and the page's panel.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{}/{}", self.org, self.id)
    }

    /// Another record of the same org; `None` for an id of an object that we do not know.
    #[must_use]
    pub fn beside(&self, id: &RecordId) -> Option<Self> {
        Some(Self {
            org: self.org.clone(),
            object: id.object()?,
            id: id.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_suffix_of_a_known_id() {
        let id = RecordId::parse("0015w000029KTYH").map(String::from);
        assert_eq!(id.as_deref(), Ok("0015w000029KTYHAA4"));
    }

    #[test]
    fn a_wrong_suffix_is_no_id() {
        assert_eq!(RecordId::parse("0015w000029KTYHAAA"), Err(InvalidId));
        assert_eq!(RecordId::parse("foofoofoofoofoo"), Err(InvalidId));
        assert_eq!(RecordId::parse("0015w000029KTY"), Err(InvalidId));
    }
}
