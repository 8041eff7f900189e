//! Ids of ours and of the browser.

use serde::{Deserialize, Serialize};
use std::fmt;

use super::Millis;

/// A version-4 UUID that a surface makes for a submission. Submitting twice with the same id sends once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct IntentId(String);

impl IntentId {
    /// A fresh id from 16 random bytes.
    #[must_use]
    pub fn new(random: [u8; 16]) -> Self {
        let mut text = String::with_capacity(36);
        for (i, byte) in random.iter().enumerate() {
            let byte = match i {
                6 => (byte & 0x0f) | 0x40,
                8 => (byte & 0x3f) | 0x80,
                _ => *byte,
            };
            if matches!(i, 4 | 6 | 8 | 10) {
                text.push('-');
            }
            text.push_str(&format!("{byte:02x}"));
        }
        Self(text)
    }

    /// The id of the nth of several mails that are made of a submission: always the same one, so that none is made
    /// twice.
    #[must_use]
    pub fn part(&self, nth: u32) -> Self {
        // The last 32 random bits of the 128, moved by the number.
        let (head, tail) = self.0.split_at_checked(28).unwrap_or((&self.0, ""));
        let tail = u32::from_str_radix(tail, 16).unwrap_or_default();
        Self(format!(
            "{head}{:08x}",
            tail.wrapping_add(nth).wrapping_add(1)
        ))
    }

    /// The 36 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for IntentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for IntentId {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        let well_formed = text.len() == 36
            && text.bytes().enumerate().all(|(i, b)| {
                if matches!(i, 8 | 13 | 18 | 23) {
                    b == b'-'
                } else {
                    b.is_ascii_hexdigit()
                }
            });
        if well_formed {
            Ok(Self(text))
        } else {
            Err("not an intent id")
        }
    }
}

impl From<IntentId> for String {
    fn from(id: IntentId) -> Self {
        id.0
    }
}

/// A file that a mail carries, in the table of files. Ids of later files sort behind those of earlier ones.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FileId(String);

impl FileId {
    /// The id of a file that is stored at this moment, from 16 random bytes.
    #[must_use]
    pub fn new(at: Millis, random: [u8; 16]) -> Self {
        Self(format!("{}{}", Self::before(at), IntentId::new(random)))
    }

    /// What sorts before every id of this moment, and behind all earlier ones.
    #[must_use]
    pub fn before(at: Millis) -> String {
        // 13 digits last until the year 2286.
        format!("{:013}-", at.0.max(0))
    }

    /// The characters: digits, letters and hyphens.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for FileId {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        let parts = text.split_once('-');
        let well_formed = parts.is_some_and(|(at, id)| {
            at.len() == 13
                && at.bytes().all(|b| b.is_ascii_digit())
                && IntentId::try_from(id.to_owned()).is_ok()
        });
        well_formed.then_some(Self(text)).ok_or("not a file id")
    }
}

impl From<FileId> for String {
    fn from(id: FileId) -> Self {
        id.0
    }
}

/// One run of the worker, from its start until the browser ends it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LifeId(String);

impl LifeId {
    /// The id of a new run.
    #[must_use]
    pub fn new(random: [u8; 16]) -> Self {
        Self(IntentId::new(random).into())
    }
}

/// A browser tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TabId(pub i32);

/// A browser window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct WindowId(pub i32);
