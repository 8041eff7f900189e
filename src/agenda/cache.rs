//! What is kept of an org's agenda in this browser session.

use serde::{Deserialize, Serialize};

use super::view::{OrgTasks, TaskView};
use crate::base::{Day, Fault, Millis, OrgHost, RecordId};
use crate::ports::{Area, Store};
use crate::salesforce::tokens::cache_key;
use crate::storage;
use crate::storage::{StoredError, Versioned};

/// The tasks as last asked for, by whom and for which day.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct CacheEntry {
    pub user: RecordId,
    pub day: Day,
    /// When Salesforce was last asked, whatever came of it.
    pub asked: Millis,
    /// When it last answered.
    pub at: Option<Millis>,
    pub rows: Vec<Row>,
    pub fault: Option<Fault>,
}

/// A task, and the status that it has when it is not done.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Row {
    pub task: TaskView,
    pub status: String,
}

impl Versioned for CacheEntry {
    const VERSION: u32 = 1;
}

impl CacheEntry {
    pub(super) fn view(&self, org: &OrgHost) -> OrgTasks {
        OrgTasks {
            org: org.clone(),
            today: self.day,
            tasks: self.rows.iter().map(|row| row.task.clone()).collect(),
            at: self.at,
            fault: self.fault.clone(),
        }
    }
}

/// What `user` was shown; what cannot be read is as good as nothing.
pub(super) async fn get(store: &impl Store, org: &OrgHost, user: &RecordId) -> Option<CacheEntry> {
    let kept = storage::read::<CacheEntry>(store, Area::Session, &key(org)).await;
    kept.ok().flatten().filter(|kept| kept.user == *user)
}

pub(super) async fn put(
    store: &impl Store,
    org: &OrgHost,
    kept: &CacheEntry,
) -> Result<(), StoredError> {
    storage::write(store, Area::Session, &key(org), kept).await
}

fn key(org: &OrgHost) -> String {
    cache_key(org, "agenda")
}
