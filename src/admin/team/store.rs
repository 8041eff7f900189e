//! The invitations' rows: one a user of an org, each change one transaction.

use serde_json::Value;

use super::error::TeamError;
use super::row::Row;
use crate::base::{OrgHost, RecordId};
use crate::ports::{Database, Table};
use crate::storage::{StoredError, Versioned, from_text, to_text};

impl Versioned for Row {
    const VERSION: u32 = 2;

    /// Version 1 kept the mail clients too, which a link does not carry any more.
    fn migrate(from: u32, mut stored: Value) -> Option<Value> {
        if from == 1 {
            let row = stored.as_object_mut()?;
            let key = row.remove("config")?.get("consumer_key")?.clone();
            row.insert("key".into(), key);
        }
        Some(stored)
    }
}

fn key(org: &OrgHost, user: &RecordId) -> String {
    format!("{org}/{}", user.as_str())
}

/// Every invitation that this release can read; rows of a newer one are left alone.
pub(super) async fn all(database: &impl Database) -> Result<Vec<Row>, TeamError> {
    let rows = database.rows(Table::Invitations).await?;
    Ok(rows
        .iter()
        .filter_map(|(_, text)| from_text(text).ok())
        .collect())
}

/// The invitation of a user; one that cannot be read is as good as none.
pub(super) async fn get(
    database: &impl Database,
    org: &OrgHost,
    user: &RecordId,
) -> Result<Option<Row>, TeamError> {
    let Some(text) = database.row(Table::Invitations, &key(org, user)).await? else {
        return Ok(None);
    };
    match from_text(&text) {
        Err(StoredError::Damaged) => Ok(None),
        row => Ok(Some(row?)),
    }
}

/// Keeps an invitation.
pub(super) async fn put(database: &impl Database, row: &Row) -> Result<(), TeamError> {
    let text = to_text(row)?;
    let key = key(&row.org, &row.user);
    Ok(database.put(Table::Invitations, &key, text).await?)
}

/// Forgets an invitation.
pub(super) async fn delete(database: &impl Database, row: &Row) -> Result<(), TeamError> {
    let key = key(&row.org, &row.user);
    Ok(database.delete(Table::Invitations, &key).await?)
}
