//! The feed of an org as it is kept, until its user signs out.

use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::time::Duration;

use super::event::FeedEvent;
use crate::base::time::days;
use crate::base::{Fault, Millis, OrgHost, RecordId, sort::sort_by_key};
use crate::ports::{Area, Store};
use crate::salesforce::tokens::cache_key;
use crate::storage::{self, StoredError, Versioned};

/// The most events that are kept, the newest.
pub const MOST: usize = 200;
/// Older ones are forgotten.
pub(super) const KEPT_FOR: Duration = days(30);

/// The events of one user.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Kept {
    pub user: RecordId,
    /// When Salesforce was last asked, with or without success; before that, since when it is to be asked.
    pub asked: Option<Millis>,
    /// When the question was asked that was last answered.
    pub at: Option<Millis>,
    /// Since when campaign responses are still to be asked for, where the last question had no room for them.
    #[serde(default)]
    pub responses_since: Option<Millis>,
    /// The newest first.
    pub events: Vec<FeedEvent>,
    pub fault: Option<Fault>,
}

impl Versioned for Kept {
    const VERSION: u32 = 1;
}

impl Kept {
    /// Nothing is known yet.
    pub const fn new(user: RecordId) -> Self {
        Self {
            user,
            asked: None,
            at: None,
            responses_since: None,
            events: Vec::new(),
            fault: None,
        }
    }

    /// Adds what was found, and gives those that were not known and that the rep has not seen. What is older than
    /// all that a full list has is not taken, so that it cannot come anew.
    pub fn add(&mut self, found: Vec<FeedEvent>, now: Millis) -> Vec<FeedEvent> {
        let mut fresh = Vec::new();
        for mut event in found {
            // Whoever's clock is ahead: an event of the future would stay on top.
            event.at = event.at.min(now);
            match self.events.iter_mut().find(|known| known.id == event.id) {
                Some(known) => known.seen |= event.seen,
                None => {
                    fresh.push(event.id.clone());
                    self.events.push(event);
                }
            }
        }
        self.events.retain(|event| now.since(event.at) <= KEPT_FOR);
        sort_by_key(&mut self.events, |event| {
            (Reverse(event.at), event.id.clone())
        });
        self.events.truncate(MOST);
        let events = self.events.iter();
        events
            .filter(|event| !event.seen && fresh.contains(&event.id))
            .cloned()
            .collect()
    }
}

/// The feed, if it is the user's own and can be read.
pub(super) async fn get(store: &impl Store, org: &OrgHost, user: &RecordId) -> Option<Kept> {
    let kept = storage::read::<Kept>(store, Area::Local, &key(org)).await;
    kept.ok().flatten().filter(|kept| kept.user == *user)
}

pub(super) async fn put(store: &impl Store, org: &OrgHost, kept: &Kept) -> Result<(), StoredError> {
    storage::write(store, Area::Local, &key(org), kept).await
}

/// The key of the feed, and of its lock. Signing out removes it with all that is cached of the org.
pub(super) fn key(org: &OrgHost) -> String {
    cache_key(org, "feed")
}
