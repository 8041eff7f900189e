//! A list of people as it is cached for this browser session.

use serde::{Deserialize, Serialize};

use super::person::{PersonRow, Source};
use super::view::PeopleList;
use crate::base::{Fault, Millis, OrgHost, RecordId};
use crate::ports::{Area, Store};
use crate::salesforce::tokens::cache_key;
use crate::storage::{self, StoredError, Versioned};

/// The people as they were last read, for which user.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct CacheEntry {
    pub user: RecordId,
    /// When Salesforce was last asked, with or without success; `None` where it has to be asked again.
    pub asked: Option<Millis>,
    /// When it last answered.
    pub at: Option<Millis>,
    pub people: Vec<PersonRow>,
    /// Whether the rep sees fields of Marketo Sales Insight's package.
    pub marketo: bool,
    /// The sources of which Salesforce has more people.
    pub more: Vec<Source>,
    pub fault: Option<Fault>,
}

impl Versioned for CacheEntry {
    const VERSION: u32 = 1;
}

impl CacheEntry {
    /// Nothing is known yet.
    pub fn new(user: RecordId) -> Self {
        Self {
            user,
            asked: None,
            at: None,
            people: Vec::new(),
            marketo: false,
            more: Vec::new(),
            fault: None,
        }
    }

    pub fn has(&self, id: &RecordId) -> bool {
        self.people.iter().any(|person| person.id == *id)
    }

    pub fn person(&self, id: &RecordId) -> Option<PersonRow> {
        self.people.iter().find(|person| person.id == *id).cloned()
    }
}

/// The entry, if it is the user's own and can be read.
pub(super) async fn get(
    store: &impl Store,
    org: &OrgHost,
    list: PeopleList,
    user: &RecordId,
) -> Option<CacheEntry> {
    let kept = storage::read::<CacheEntry>(store, Area::Session, &key(org, list)).await;
    kept.ok().flatten().filter(|kept| kept.user == *user)
}

pub(super) async fn put(
    store: &impl Store,
    org: &OrgHost,
    list: PeopleList,
    kept: &CacheEntry,
) -> Result<(), StoredError> {
    storage::write(store, Area::Session, &key(org, list), kept).await
}

/// The key of the entry, and of its lock.
pub(super) fn key(org: &OrgHost, list: PeopleList) -> String {
    let name = match list {
        PeopleList::BestBets => "people.best_bets",
        PeopleList::WatchList => "people.watch_list",
    };
    cache_key(org, name)
}
