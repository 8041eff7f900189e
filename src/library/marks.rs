//! What a rep marks templates with, in this browser.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::LibraryError;
use crate::base::Millis;
use crate::storage::Versioned;

/// So many templates can be pinned.
pub const MOST_PINNED: usize = 5;

/// What one template is marked with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marks {
    /// The rep likes it.
    #[serde(default)]
    pub favorite: bool,
    /// It stands first.
    #[serde(default)]
    pub pinned: bool,
    /// When it was used last in this browser.
    #[serde(default)]
    pub used: Option<Millis>,
}

/// A change of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// A favorite, or not any more.
    Favorite(bool),
    /// Pinned, or not any more.
    Pinned(bool),
    /// It is used now.
    Used,
    /// Put away, or taken out again.
    Archived(bool),
}

/// The marks of a user, by the template's id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct AllMarks {
    pub by_id: BTreeMap<String, Marks>,
}

impl Versioned for AllMarks {
    const VERSION: u32 = 1;
}

impl AllMarks {
    pub fn of(&self, id: &str) -> Marks {
        self.by_id.get(id).copied().unwrap_or_default()
    }

    /// Marks a template; `known` are the templates there are: a pin of one that is gone counts no more.
    pub fn mark(
        &mut self,
        id: &str,
        mark: Mark,
        now: Millis,
        known: &[&str],
    ) -> Result<(), LibraryError> {
        let pinned = self.by_id.iter().filter(|(other, marks)| {
            marks.pinned && *other != id && known.contains(&other.as_str())
        });
        if mark == Mark::Pinned(true) && pinned.count() >= MOST_PINNED {
            return Err(LibraryError::TooManyPinned);
        }
        let marks = self.by_id.entry(id.to_owned()).or_default();
        match mark {
            Mark::Favorite(favorite) => marks.favorite = favorite,
            Mark::Pinned(pinned) => marks.pinned = pinned,
            Mark::Used => marks.used = Some(now),
            Mark::Archived(_) => {}
        }
        Ok(())
    }
}
