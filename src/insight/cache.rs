//! Record views of this browser session: the newest ones, each for the user who saw it.

use serde::{Deserialize, Serialize};

use super::Record;
use crate::base::{OrgHost, RecordId, RecordRef};
use crate::ports::{Area, Store};
use crate::salesforce::tokens::cache_key;
use crate::storage;
use crate::storage::{StoredError, Versioned};

/// The most views kept an org; each is some kilobytes of the session store's ten megabytes.
const LIMIT: usize = 100;

#[derive(Serialize, Deserialize)]
struct CacheEntry {
    user: RecordId,
    view: Record,
    /// How often the record changed, as far as we were told.
    #[serde(default)]
    changes: u32,
    /// How many of the changes the view shows.
    #[serde(default)]
    shown: u32,
}

impl Versioned for CacheEntry {
    const VERSION: u32 = 1;
}

/// The records with a kept view, the newest last.
#[derive(Default, Serialize, Deserialize)]
struct Order {
    records: Vec<RecordId>,
}

impl Versioned for Order {
    const VERSION: u32 = 1;
}

/// A view, and the changes of its record that it does not show.
pub(super) struct Cached {
    pub view: Record,
    /// Whether there was a change since Salesforce was asked.
    pub outdated: bool,
    /// All changes; for [`put`] once Salesforce was asked after them.
    pub changes: u32,
}

/// The kept view of `record`, if `user` saw it. What cannot be read is as good as nothing.
pub(super) async fn get(store: &impl Store, record: &RecordRef, user: &RecordId) -> Option<Cached> {
    let kept = read(store, record).await?;
    (kept.user == *user).then_some(Cached {
        outdated: kept.changes != kept.shown,
        changes: kept.changes,
        view: kept.view,
    })
}

/// Keeps that the record changed.
pub(super) async fn outdate(store: &impl Store, record: &RecordRef) -> Result<(), StoredError> {
    let Some(mut kept) = read(store, record).await else {
        return Ok(());
    };
    kept.changes = kept.changes.wrapping_add(1);
    let key = view_key(&record.org, &record.id);
    storage::write(store, Area::Session, &key, &kept).await
}

async fn read(store: &impl Store, record: &RecordRef) -> Option<CacheEntry> {
    let key = view_key(&record.org, &record.id);
    storage::read(store, Area::Session, &key).await.ok()?
}

/// Keeps a view that shows the first so many `shown` changes, and forgets the oldest beyond the limit.
pub(super) async fn put(
    store: &impl Store,
    user: &RecordId,
    view: &Record,
    shown: u32,
) -> Result<(), StoredError> {
    let RecordRef { org, id, .. } = &view.record;
    let mut order = order(store, org).await;
    order.records.retain(|other| other != id);
    order.records.push(id.clone());
    let surplus = order.records.len().saturating_sub(LIMIT);
    for old in order.records.drain(..surplus) {
        store.remove(Area::Session, &view_key(org, &old)).await?;
    }
    storage::write(store, Area::Session, &order_key(org), &order).await?;
    let kept = CacheEntry {
        user: user.clone(),
        view: view.clone(),
        // What changed while the view was on its way is not in it.
        changes: read(store, &view.record)
            .await
            .map_or(shown, |kept| kept.changes),
        shown,
    };
    storage::write(store, Area::Session, &view_key(org, id), &kept).await
}

/// Forgets the view of `record`.
pub(super) async fn forget(store: &impl Store, record: &RecordRef) -> Result<(), StoredError> {
    let key = view_key(&record.org, &record.id);
    Ok(store.remove(Area::Session, &key).await?)
}

async fn order(store: &impl Store, org: &OrgHost) -> Order {
    storage::read(store, Area::Session, &order_key(org))
        .await
        .ok()
        .flatten()
        .unwrap_or_default()
}

fn view_key(org: &OrgHost, id: &RecordId) -> String {
    cache_key(org, &format!("view/{id}"))
}

fn order_key(org: &OrgHost) -> String {
    cache_key(org, "views")
}
