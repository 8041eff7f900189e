//! What Salesforce said last of its cadences, for which user: kept for this browser session.

use serde::{Deserialize, Serialize};

use super::OrgCadences;
use crate::base::{Millis, OrgHost, RecordId};
use crate::ports::{Area, Store};
use crate::storage::{self, StoredError, Versioned};

/// What is kept.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct CacheEntry {
    /// When Salesforce was last asked, with or without success; `None` where it has to be asked again.
    pub asked: Option<Millis>,
    pub known: OrgCadences,
}

impl Versioned for CacheEntry {
    const VERSION: u32 = 1;
}

pub(super) async fn get(
    store: &impl Store,
    org: &OrgHost,
    user: &RecordId,
) -> Result<CacheEntry, StoredError> {
    storage::read_or_default(store, Area::Session, &key(org, user)).await
}

pub(super) async fn put(
    store: &impl Store,
    org: &OrgHost,
    user: &RecordId,
    entry: &CacheEntry,
) -> Result<(), StoredError> {
    storage::write(store, Area::Session, &key(org, user), entry).await
}

fn key(org: &OrgHost, user: &RecordId) -> String {
    format!("cadences/{org}/{user}")
}
