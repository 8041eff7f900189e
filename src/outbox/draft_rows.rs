//! The drafts' rows: one a user, record and action.

use serde::{Deserialize, Serialize};

use super::OutboxError;
use crate::actions::Form;
use crate::base::{ActionKind, IntentId, Millis, OrgHost, RecordId, RecordRef};
use crate::ports::{Database, Table, Write};
use crate::storage::{StoredError, Versioned, aside, from_text, to_text};

/// A kept draft.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// The form as it was last kept.
    pub form: Form,
    /// When it was kept last.
    pub saved_at: Millis,
    /// The intent that it becomes when it is submitted, from whatever tab; none where an earlier release
    /// kept it.
    #[serde(default)]
    pub id: Option<IntentId>,
    /// Goes up whenever it is kept.
    #[serde(default)]
    pub edition: u32,
    /// The open form that kept it last.
    #[serde(default)]
    pub writer: Option<IntentId>,
    /// The name of its record, where known.
    #[serde(default)]
    pub name: Option<String>,
}

impl Draft {
    /// A draft that no open form has kept yet.
    pub(super) const fn new(form: Form, saved_at: Millis, id: IntentId) -> Self {
        Self {
            form,
            saved_at,
            id: Some(id),
            edition: 0,
            writer: None,
            name: None,
        }
    }
}

impl Versioned for Draft {
    const VERSION: u32 = 1;
}

pub(super) async fn get(
    database: &impl Database,
    user: &RecordId,
    record: &RecordRef,
    action: ActionKind,
) -> Result<Option<Draft>, OutboxError> {
    let Some(text) = database
        .row(Table::Drafts, &key(user, record, action))
        .await?
    else {
        return Ok(None);
    };
    match from_text(&text) {
        // A fresh form is better than none; the text is put aside when that is kept.
        Err(StoredError::Damaged) => Ok(None),
        draft => Ok(Some(draft?)),
    }
}

pub(super) async fn put(
    database: &impl Database,
    user: &RecordId,
    record: &RecordRef,
    draft: &Draft,
) -> Result<(), OutboxError> {
    let key = key(user, record, draft.form.kind());
    let text = to_text(draft)?;
    if let Some(kept) = database.row(Table::Drafts, &key).await? {
        match from_text::<Draft>(&kept) {
            Err(StoredError::Newer) => return Err(StoredError::Newer.into()),
            Err(_) => database.put(Table::Drafts, &aside(&key), kept).await?,
            Ok(_) => {}
        }
    }
    Ok(database.put(Table::Drafts, &key, text).await?)
}

pub(super) async fn delete(
    database: &impl Database,
    user: &RecordId,
    record: &RecordRef,
    action: ActionKind,
) -> Result<(), OutboxError> {
    let key = key(user, record, action);
    Ok(database.delete(Table::Drafts, &key).await?)
}

/// A draft with its key and what that says.
pub(super) struct DraftRow {
    pub key: String,
    pub org: OrgHost,
    /// Whose; nobody's where an earlier release kept it and nobody was signed in.
    pub user: Option<RecordId>,
    pub record: RecordRef,
    pub draft: Draft,
}

/// Every draft that this release can read, of whomever.
pub(super) async fn all(database: &impl Database) -> Result<Vec<DraftRow>, OutboxError> {
    let rows = database.rows(Table::Drafts, "").await?;
    let kept = |(key, text): (String, String)| {
        let mut parts = key.split('/');
        let user = RecordId::parse(parts.next()?).ok();
        let org = OrgHost::parse(parts.next()?).ok()?;
        let id = RecordId::parse(parts.next()?).ok()?;
        let object = id.object()?;
        let record = RecordRef {
            org: org.clone(),
            object,
            id,
        };
        let draft = from_text(&text).ok()?;
        Some(DraftRow {
            key,
            org,
            user,
            record,
            draft,
        })
    };
    Ok(rows.into_iter().filter_map(kept).collect())
}

/// Earlier releases kept drafts without their user: those that begin with an org. Each gets the one that
/// `user_of` names for its org, else nobody.
pub(super) async fn give_to_users(
    database: &impl Database,
    user_of: impl AsyncFn(&OrgHost) -> Option<RecordId>,
) -> Result<(), OutboxError> {
    for (key, text) in database.rows(Table::Drafts, "").await? {
        let first = key.split('/').next().unwrap_or_default();
        let Ok(org) = OrgHost::parse(first) else {
            continue;
        };
        let user = user_of(&org).await;
        let user = user.as_ref().map_or(NOBODY, RecordId::as_str);
        let owned = format!("{user}/{key}");
        let table = Table::Drafts;
        let owned = Write::Put {
            table,
            key: owned,
            value: text,
        };
        let before = Write::Delete { table, key };
        database.commit(vec![owned, before]).await?;
    }
    Ok(())
}

/// What the key of a draft begins with that is nobody's.
const NOBODY: &str = "nobody";

pub(super) async fn delete_row(database: &impl Database, key: &str) -> Result<(), OutboxError> {
    Ok(database.delete(Table::Drafts, key).await?)
}

pub(super) fn key(user: &RecordId, record: &RecordRef, action: ActionKind) -> String {
    format!("{user}/{}/{}", record.key(), action.name())
}
