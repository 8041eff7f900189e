//! Older activities of the record in view, or of its whole account, which the rep asked for. They are forgotten with the
//! record.

use leptos::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;

use crate::base::Day;
use crate::insight::{ActivityPage, Dated, DayCount, Older, Record, Source, TabName};
use crate::platform::intl;

/// What is read: of the record or of its account, everything or a week by its first day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Scope {
    /// Of the whole account.
    pub account: bool,
    /// Of one week.
    pub week: Option<Day>,
}

/// What was read, and where it goes on.
#[derive(Clone, Copy)]
pub struct OlderPages {
    /// The pages that were read of the record and of the account; of the record first what its view had when the first
    /// page was read: a newer view may have less of it.
    read: RwSignal<HashMap<bool, Vec<Arc<[Dated]>>>>,
    /// Where each source goes on.
    goes_on: RwSignal<HashMap<Scope, Vec<Older>>>,
    /// How many activities each day has of the record and of the account, once they were counted.
    counted: RwSignal<HashMap<bool, Vec<DayCount>>>,
}

impl OlderPages {
    /// Nothing was read.
    pub fn new() -> Self {
        Self {
            read: RwSignal::new(HashMap::new()),
            goes_on: RwSignal::new(HashMap::new()),
            counted: RwSignal::new(HashMap::new()),
        }
    }

    /// Another record is in view.
    pub fn left(self) {
        self.read.set(HashMap::new());
        self.goes_on.set(HashMap::new());
        self.counted.set(HashMap::new());
    }

    /// The pages that were read of the record, or of its account; follows them.
    pub fn with<T>(self, account: bool, then: impl FnOnce(&[Arc<[Dated]>]) -> T) -> T {
        self.read
            .with(|read| then(read.get(&account).map_or(&[], Vec::as_slice)))
    }

    /// What was counted of the record, or of its account; follows it.
    pub fn with_counted<T>(self, account: bool, then: impl FnOnce(Option<&[DayCount]>) -> T) -> T {
        self.counted
            .with(|counted| then(counted.get(&account).map(Vec::as_slice)))
    }

    /// Takes what was counted.
    pub fn put_counted(self, account: bool, counted: Vec<DayCount>) {
        self.counted.update(|all| {
            all.insert(account, counted);
        });
    }

    /// Where sources go on; none where all was read. Follows changes.
    pub fn sources(self, record: &Record, of: Scope) -> Vec<Older> {
        let known = self.goes_on.with(|all| all.get(&of).cloned());
        known.unwrap_or_else(|| match of {
            Scope {
                account: false,
                week: None,
            } => record.older.clone(),
            _ => {
                let all = TabName::Insights.sources().iter();
                all.map(|source| Older::all_of(*source)).collect()
            }
        })
    }

    /// Whether a page was read; follows it.
    pub fn has_read(self, of: Scope) -> bool {
        self.goes_on.with(|all| all.contains_key(&of))
    }

    /// Takes the page that these sources were asked for.
    pub fn add(self, record: &Record, of: Scope, asked: &[Source], page: ActivityPage) {
        let mut goes_on = untrack(|| self.sources(record, of));
        goes_on.retain(|of| !asked.contains(&of.source));
        goes_on.extend(page.older);
        self.goes_on.update(|all| {
            all.insert(of, goes_on);
        });
        let dated = |one| Dated::new(one, intl::calendar_day);
        self.read.update(|read| {
            let read = read.entry(of.account).or_default();
            if read.is_empty() && !of.account {
                let done = record.activities.iter().filter(|one| !one.open);
                read.push(done.cloned().map(dated).collect());
            }
            read.push(page.activities.into_iter().map(dated).collect());
        });
    }
}
