//! The cache of record views for this browser session: the newest ones, each for the user who saw it.

use serde::{Deserialize, Serialize};

use super::Record;
use crate::base::{OrgHost, RecordId, RecordRef};
use crate::ports::{Area, Store};
use crate::salesforce::tokens::cache_key;
use crate::storage;
use crate::storage::{StoredError, Versioned};

/// The most views an org; each is some kilobytes of the session store's ten megabytes.
const LIMIT: usize = 100;
/// The most ids of older activities that are kept of a record: a hundred pages.
const MOST_OLDER: usize = 5_000;

#[derive(Serialize, Deserialize)]
struct CacheEntry {
    user: RecordId,
    view: Record,
    /// How many changes of the record were reported.
    #[serde(default)]
    changes: u32,
    /// How many of those changes the view shows.
    #[serde(default)]
    shown: u32,
    /// The ids of older activities that were read after the view, the last ones last.
    #[serde(default)]
    older: Vec<String>,
}

impl Versioned for CacheEntry {
    const VERSION: u32 = 1;
}

/// The records with a cached view, the newest last.
#[derive(Default, Serialize, Deserialize)]
struct Order {
    records: Vec<RecordId>,
}

impl Versioned for Order {
    const VERSION: u32 = 1;
}

/// A cached view.
pub(super) struct Cached {
    pub view: Record,
    /// Whether its record changed since it was read.
    pub outdated: bool,
    /// How many changes were reported so far; for [`put`], when the view is read again after them.
    pub changes: u32,
}

/// The cached view of `record`, if `user` saw it and it can be read.
pub(super) async fn get(store: &impl Store, record: &RecordRef, user: &RecordId) -> Option<Cached> {
    let kept = read(store, record).await?;
    (kept.user == *user).then_some(Cached {
        outdated: kept.changes != kept.shown,
        changes: kept.changes,
        view: kept.view,
    })
}

/// Notes the ids of older activities of the record, which were read after its view.
pub(super) async fn note_older(
    store: &impl Store,
    record: &RecordRef,
    ids: impl Iterator<Item = String>,
) -> Result<(), StoredError> {
    let Some(mut kept) = read(store, record).await else {
        return Ok(());
    };
    kept.older.extend(ids);
    let surplus = kept.older.len().saturating_sub(MOST_OLDER);
    kept.older.drain(..surplus);
    let key = view_key(&record.org, &record.id);
    storage::write(store, Area::Session, &key, &kept).await
}

/// Whether the cached view of `record` lists an activity, or an older one with this id was read after it.
pub(super) async fn lists(
    store: &impl Store,
    record: &RecordRef,
    user: &RecordId,
    id: &str,
) -> bool {
    let kept = read(store, record).await.filter(|kept| kept.user == *user);
    kept.is_some_and(|kept| {
        let mut shown = kept.view.activities.iter();
        shown.any(|activity| activity.id == id) || kept.older.iter().any(|older| older == id)
    })
}

/// Notes that the record changed.
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

/// Stores a view that shows the first `shown` changes, and removes the oldest views beyond the limit.
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
    let before = read(store, &view.record).await;
    let kept = CacheEntry {
        user: user.clone(),
        view: view.clone(),
        // A change that was reported while the view was read is not in it.
        changes: before.as_ref().map_or(shown, |kept| kept.changes),
        shown,
        older: before
            .filter(|kept| kept.user == *user)
            .map_or_else(Vec::new, |kept| kept.older),
    };
    storage::write(store, Area::Session, &view_key(org, id), &kept).await
}

/// Removes the view of `record`.
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
