//! What a rep marks templates with, in this browser.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::{Condition, LibraryError, MOST_CONDITIONS};
use crate::base::{FieldFault, Millis};
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// For which records it is recommended; none for no record.
    Recommended(Vec<Condition>),
}

/// The marks of a user, by the template's id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct AllMarks {
    pub by_id: BTreeMap<String, Marks>,
    /// For which records templates are recommended. Salesforce has no place for it in a template.
    #[serde(default)]
    pub conditions: BTreeMap<String, Vec<Condition>>,
}

impl Versioned for AllMarks {
    const VERSION: u32 = 1;
}

impl AllMarks {
    pub fn of(&self, id: &str) -> Marks {
        self.by_id.get(id).copied().unwrap_or_default()
    }

    pub fn conditions(&self, id: &str) -> Vec<Condition> {
        self.conditions.get(id).cloned().unwrap_or_default()
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
        if let Mark::Recommended(conditions) = &mark {
            let faults: Vec<FieldFault> = conditions.iter().filter_map(Condition::fault).collect();
            if !faults.is_empty() {
                return Err(LibraryError::Incomplete(faults));
            }
        }
        let marks = self.by_id.entry(id.to_owned()).or_default();
        match mark {
            Mark::Favorite(favorite) => marks.favorite = favorite,
            Mark::Pinned(pinned) => marks.pinned = pinned,
            Mark::Used => marks.used = Some(now),
            Mark::Archived(_) => {}
            Mark::Recommended(mut conditions) => {
                conditions.truncate(MOST_CONDITIONS);
                self.conditions.insert(id.to_owned(), conditions);
                self.conditions
                    .retain(|_, conditions| !conditions.is_empty());
            }
        }
        Ok(())
    }
}
