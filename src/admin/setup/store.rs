//! The stored values of the setup page: the draft of its first step; for each org what was confirmed, entered and
//! deployed; and its status, for some minutes.

use serde::{Deserialize, Serialize};
use std::time::Duration;

use super::deploy::Deploy;
use super::tried::Tried;
use super::view::{ItemName, SetupDraft};
use crate::admin::setup::org_status::OrgStatus;
use crate::base::{Millis, OrgConfig, OrgHost};
use crate::ports::{Area, Store};
use crate::salesforce::tokens::cache_key;
use crate::storage;
use crate::storage::{StoredError, Versioned};

const DRAFT: &str = "admin/draft";
/// How long an org's status is shown before it is read again.
pub(super) const FRESH: Duration = Duration::from_secs(5 * 60);

/// Somebody confirmed an item as done.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Confirmation {
    pub item: ItemName,
    /// A user name.
    pub by: String,
    pub at: Millis,
}

/// What is stored of an org beyond a session.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct StoredSetup {
    #[serde(default)]
    pub confirmed: Vec<Confirmation>,
    pub deploy: Option<Deploy>,
    /// The entered ids of the apps, until the org's own record has them.
    #[serde(default)]
    pub entered: Option<OrgConfig>,
    /// The clients at the mail providers that were tried last, one a provider.
    #[serde(default)]
    pub tried: Vec<Tried>,
}

/// An org's status, and when it was read.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct CachedStatus {
    pub at: Millis,
    #[serde(rename = "look")]
    pub status: OrgStatus,
}

impl Versioned for SetupDraft {
    const VERSION: u32 = 1;
}
impl Versioned for StoredSetup {
    const VERSION: u32 = 1;
}
impl Versioned for CachedStatus {
    const VERSION: u32 = 1;
}

pub(super) async fn draft(store: &impl Store) -> Result<SetupDraft, StoredError> {
    storage::read_or_default(store, Area::Local, DRAFT).await
}

pub(super) async fn keep_draft(store: &impl Store, draft: &SetupDraft) -> Result<(), StoredError> {
    storage::write(store, Area::Local, DRAFT, draft).await
}

pub(super) async fn of(store: &impl Store, org: &OrgHost) -> Result<StoredSetup, StoredError> {
    storage::read_or_default(store, Area::Local, &key(org)).await
}

pub(super) async fn keep(
    store: &impl Store,
    org: &OrgHost,
    kept: &StoredSetup,
) -> Result<(), StoredError> {
    storage::write(store, Area::Local, &key(org), kept).await
}

pub(super) async fn cached_status(
    store: &impl Store,
    org: &OrgHost,
) -> Result<Option<CachedStatus>, StoredError> {
    storage::read_or_none(store, Area::Session, &cache_key(org, "setup")).await
}

pub(super) async fn keep_status(
    store: &impl Store,
    org: &OrgHost,
    status: &CachedStatus,
) -> Result<(), StoredError> {
    storage::write(store, Area::Session, &cache_key(org, "setup"), status).await
}

pub(super) async fn forget_status(store: &impl Store, org: &OrgHost) -> Result<(), StoredError> {
    storage::remove(store, Area::Session, &cache_key(org, "setup")).await
}

fn key(org: &OrgHost) -> String {
    format!("admin/org/{org}")
}
