//! Older activities of the record in view, which the rep asked for. They are forgotten with the record.

use leptos::prelude::*;
use std::collections::HashMap;

use crate::base::Day;
use crate::insight::{ActivityPage, ActivityView, DayCount, Older, Record, Source, TabName};

/// What was read, and where it goes on.
#[derive(Clone, Copy)]
pub struct OlderPages {
    /// All that was read, and what the record's view had when the first page was: a newer view may have less of it.
    read: RwSignal<Vec<ActivityView>>,
    /// Where each source goes on: of everything, and of single weeks by their first day.
    goes_on: RwSignal<HashMap<Option<Day>, Vec<Older>>>,
    /// How many activities each day has, once they were counted.
    pub counted: RwSignal<Option<Vec<DayCount>>>,
}

impl OlderPages {
    /// Nothing was read.
    pub fn new() -> Self {
        Self {
            read: RwSignal::new(Vec::new()),
            goes_on: RwSignal::new(HashMap::new()),
            counted: RwSignal::new(None),
        }
    }

    /// Another record is in view.
    pub fn left(self) {
        self.read.set(Vec::new());
        self.goes_on.set(HashMap::new());
        self.counted.set(None);
    }

    /// What was read; follows it.
    pub fn with<T>(self, then: impl FnOnce(&[ActivityView]) -> T) -> T {
        self.read.with(|read| then(read))
    }

    /// Where sources go on, of everything or of a week; none where all was read. Follows changes.
    pub fn sources(self, record: &Record, week: Option<Day>) -> Vec<Older> {
        let known = self.goes_on.with(|all| all.get(&week).cloned());
        known.unwrap_or_else(|| match week {
            None => record.older.clone(),
            Some(_) => {
                let all = TabName::Insights.sources().iter();
                all.map(|source| Older::all_of(*source)).collect()
            }
        })
    }

    /// Whether a page was read of everything, or of a week; follows it.
    pub fn has_read(self, week: Option<Day>) -> bool {
        self.goes_on.with(|all| all.contains_key(&week))
    }

    /// Takes the page that these sources were asked for.
    pub fn add(self, record: &Record, week: Option<Day>, asked: &[Source], page: ActivityPage) {
        let mut goes_on = untrack(|| self.sources(record, week));
        goes_on.retain(|of| !asked.contains(&of.source));
        goes_on.extend(page.older);
        self.goes_on.update(|all| {
            all.insert(week, goes_on);
        });
        self.read.update(|read| {
            if read.is_empty() {
                let done = record.activities.iter().filter(|one| !one.open);
                read.extend(done.cloned());
            }
            read.extend(page.activities);
        });
    }
}
