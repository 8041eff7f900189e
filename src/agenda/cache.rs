//! An org's agenda as it is cached for this browser session.

use serde::{Deserialize, Serialize};

use super::view::{OrgTasks, TaskView};
use crate::base::{Day, Fault, Millis, OrgHost, RecordId};
use crate::ports::{Area, Store};
use crate::salesforce::tokens::cache_key;
use crate::storage;
use crate::storage::{StoredError, Versioned};

/// The tasks as they were last read, for which user and day.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct CacheEntry {
    pub user: RecordId,
    pub day: Day,
    /// When Salesforce was last asked, with or without success.
    pub asked: Millis,
    /// When it last answered.
    pub at: Option<Millis>,
    pub rows: Vec<Row>,
    pub fault: Option<Fault>,
}

/// A task, and the status that it gets when "done" is undone.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Row {
    pub task: TaskView,
    pub status: String,
}

impl Versioned for CacheEntry {
    const VERSION: u32 = 1;
}

impl CacheEntry {
    /// Those that are due; the others are known for their reminders.
    fn due(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| row.task.due <= self.day)
    }

    pub(super) fn view(&self, org: &OrgHost) -> OrgTasks {
        OrgTasks {
            org: org.clone(),
            today: self.day,
            tasks: self.due().map(|row| row.task.clone()).collect(),
            at: self.at,
            fault: self.fault.clone(),
        }
    }
}

/// The entry, if it is the user's own and can be read.
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
