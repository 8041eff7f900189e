//! The rows of what came back.

use std::time::Duration;

use super::came_back::CameBack;
use crate::base::time::days;
use crate::base::{IntentId, Millis, sort::sort_by_key};
use crate::ports::{Database, StoreError, Table};
use crate::storage::{StoredError, from_text, to_text};

/// For so long it is kept.
const KEPT: Duration = days(30);
const ROWS: &str = "mail/";

fn key(id: &IntentId) -> String {
    format!("{ROWS}{id}")
}

/// All that can be read, the newest first.
pub(super) async fn all(database: &impl Database) -> Result<Vec<CameBack>, StoreError> {
    let rows = database.rows(Table::Replies, ROWS).await?;
    let read = rows.iter().filter_map(|(_, text)| from_text(text).ok());
    let mut all: Vec<CameBack> = read.collect();
    sort_by_key(&mut all, |one| std::cmp::Reverse(one.at));
    Ok(all)
}

/// Whether a mail is known already.
pub(super) async fn has(database: &impl Database, id: &IntentId) -> Result<bool, StoreError> {
    Ok(database.row(Table::Replies, &key(id)).await?.is_some())
}

pub(super) async fn keep(database: &impl Database, one: &CameBack) -> Result<(), StoredError> {
    let text = to_text(one)?;
    Ok(database.put(Table::Replies, &key(&one.id), text).await?)
}

/// Forgets what is too old.
pub(super) async fn forget_old(database: &impl Database, now: Millis) -> Result<(), StoreError> {
    for old in all(database).await? {
        if now.since(old.at) > KEPT {
            database.delete(Table::Replies, &key(&old.id)).await?;
        }
    }
    Ok(())
}
