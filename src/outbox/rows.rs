//! The outbox's rows: small ones, with an index of when they are due, and apart from them what is long.
//! Rows, index and bodies change together in one transaction.

use serde::{Deserialize, Serialize};

use super::departures::Departures;
use super::{Intent, Job, OutboxError, wake};
use crate::actions::{Form, NewActivity};
use crate::base::{IntentId, Millis, OrgHost, RecordId};
use crate::mailbox::Mime;
use crate::ports::{Database, Table, Write};
use crate::storage::{StoredError, Versioned, from_text, to_text};

/// What the keys of actions begin with.
pub(super) const ACTIONS: &str = "action/";
/// What the keys of invitations begin with.
pub(super) const INVITATIONS: &str = "invitation/";

impl Versioned for Intent {
    const VERSION: u32 = 1;
}

/// What is long about an action; deleted once all is done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Body {
    /// The action, filled in.
    pub form: Form,
    /// What it writes on the record beside a mail, as it was planned when it was submitted.
    pub activities: Vec<NewActivity>,
}

impl Versioned for Body {
    const VERSION: u32 = 1;
}

/// The key of an action's row.
pub(super) fn action_key(id: &IntentId) -> String {
    format!("{ACTIONS}{id}")
}

/// The key of the row of who is invited: one a user of an org.
pub(super) fn invitation_key(org: &OrgHost, user: &RecordId) -> String {
    format!("{INVITATIONS}{org}/{user}")
}

/// The key of a row.
pub(super) fn key_of(intent: &Intent) -> String {
    match &intent.job {
        Job::Action(_) => action_key(&intent.id),
        Job::Invitation(invited) => invitation_key(&intent.owner.org, &invited.user),
    }
}

/// A row; `None` where there is none.
pub(super) async fn get(
    database: &impl Database,
    key: &str,
) -> Result<Option<Intent>, OutboxError> {
    match database.row(Table::Outbox, key).await? {
        Some(text) => Ok(Some(from_text(&text)?)),
        None => Ok(None),
    }
}

/// Every row of one kind that this release can read; rows of a newer one are left alone.
pub(super) async fn all(database: &impl Database, kind: &str) -> Result<Vec<Intent>, OutboxError> {
    let rows = database.rows(Table::Outbox, kind).await?;
    Ok(rows
        .iter()
        .filter_map(|(_, text)| from_text(text).ok())
        .collect())
}

/// What is long about an action.
pub(super) async fn body(database: &impl Database, intent: &Intent) -> Result<Body, OutboxError> {
    let text = database.row(Table::Bodies, &key_of(intent)).await?;
    Ok(from_text(&text.ok_or(StoredError::Damaged)?)?)
}

/// The form of an action: without its text once all is done.
pub(super) async fn form(database: &impl Database, intent: &Intent) -> Result<Form, OutboxError> {
    if intent.end.is_none() {
        return Ok(body(database, intent).await?.form);
    }
    let text = database.row(Table::Bodies, &outline_key(intent)).await?;
    let outline: Body = from_text(&text.ok_or(StoredError::Damaged)?)?;
    Ok(outline.form)
}

/// The bytes of a mail that is on its way.
pub(super) async fn mime(database: &impl Database, intent: &Intent) -> Result<Mime, OutboxError> {
    let text = database.row(Table::Bodies, &mime_key(intent)).await?;
    Ok(Mime::from_stored(text.ok_or(StoredError::Damaged)?)?)
}

/// When mails left a mailbox; what cannot be read is as good as none.
pub(super) async fn departures(
    database: &impl Database,
    mailbox: &str,
) -> Result<Departures, OutboxError> {
    let Some(text) = database.row(Table::Departures, mailbox).await? else {
        return Ok(Departures::default());
    };
    match from_text(&text) {
        Err(StoredError::Damaged) => Ok(Departures::default()),
        departures => Ok(departures?),
    }
}

/// The keys of the index of due times that are of this kind and before `until`.
pub(super) async fn due(
    database: &impl Database,
    kind: &str,
    until: Option<Millis>,
) -> Result<Vec<String>, OutboxError> {
    let to = match until {
        Some(until) => wake::from(kind, Millis(until.0.saturating_add(1))),
        None => wake::end_of(kind),
    };
    Ok(database.row_keys(Table::Due, kind, &to, u32::MAX).await?)
}

/// The first key of the index of due times that is of this kind.
pub(super) async fn first_due(
    database: &impl Database,
    kind: &str,
) -> Result<Option<Millis>, OutboxError> {
    let end = wake::end_of(kind);
    let keys = database.row_keys(Table::Due, kind, &end, 1).await?;
    Ok(keys.first().and_then(|key| wake::time_of(key)))
}

/// Changes that belong together.
#[derive(Default)]
pub(super) struct Batch(Vec<Write>);

impl Batch {
    /// Puts a row in place of what was `before`, with its place in the index and what the change was in its history.
    pub fn put(
        &mut self,
        before: Option<&Intent>,
        intent: &mut Intent,
        now: Millis,
    ) -> Result<(), OutboxError> {
        super::noting::note(before, intent, now);
        intent.wake = super::next::wake(intent);
        let key = key_of(intent);
        let due = intent.wake.key(&key);
        if let Some(before) = before {
            let was = before.wake.key(&key);
            if was != due {
                self.delete(Table::Due, was);
            }
            if before.outgoing().is_some() && intent.outgoing().is_none() {
                self.delete(Table::Bodies, mime_key(intent));
            }
            if before.end.is_none() && intent.end.is_some() {
                // Nothing of what was written is needed any more.
                self.delete(Table::Bodies, key.clone());
            }
        }
        self.write(Table::Due, due, String::new());
        self.write(Table::Outbox, key, to_text(intent)?);
        Ok(())
    }

    /// Keeps a fresh action's form, and what stays of it once all is done.
    pub fn put_form(&mut self, intent: &Intent, body: Body) -> Result<(), OutboxError> {
        if intent.end.is_none() {
            self.put_body(intent, &body)?;
        }
        let mut outline = body;
        outline.form.forget_words();
        outline.activities.clear();
        let text = to_text(&outline)?;
        self.write(Table::Bodies, outline_key(intent), text);
        Ok(())
    }

    /// Keeps what is long about an action.
    pub fn put_body(&mut self, intent: &Intent, body: &Body) -> Result<(), OutboxError> {
        self.write(Table::Bodies, key_of(intent), to_text(body)?);
        Ok(())
    }

    /// Keeps a mail that is about to go on its way, so that it goes on with the same bytes. Those of its files lie
    /// in their own table already.
    pub fn put_mime(&mut self, intent: &Intent, mime: &Mime) -> Result<(), OutboxError> {
        self.write(Table::Bodies, mime_key(intent), mime.to_stored()?);
        Ok(())
    }

    /// Keeps when mails left a mailbox.
    pub fn put_departures(
        &mut self,
        mailbox: &str,
        departures: &Departures,
    ) -> Result<(), OutboxError> {
        let text = to_text(departures)?;
        self.write(Table::Departures, mailbox.to_owned(), text);
        Ok(())
    }

    /// Deletes a row with all that belongs to it.
    pub fn delete_row(&mut self, intent: &Intent) {
        let key = key_of(intent);
        self.delete(Table::Due, intent.wake.key(&key));
        self.delete(Table::Bodies, mime_key(intent));
        self.delete(Table::Bodies, outline_key(intent));
        self.delete(Table::Bodies, key.clone());
        self.delete(Table::Outbox, key);
    }

    /// Deletes one row of a table.
    pub fn delete(&mut self, table: Table, key: String) {
        self.0.push(Write::Delete { table, key });
    }

    /// Does all of it or nothing.
    pub async fn commit(self, database: &impl Database) -> Result<(), OutboxError> {
        Ok(database.commit(self.0).await?)
    }

    /// Puts a row of another table.
    pub fn put_text(&mut self, table: Table, key: String, value: String) {
        self.write(table, key, value);
    }

    fn write(&mut self, table: Table, key: String, value: String) {
        self.0.push(Write::Put { table, key, value });
    }
}

/// The key of what stays of a form, so that a submission that is asked twice is known.
fn outline_key(intent: &Intent) -> String {
    format!("{}/outline", key_of(intent))
}

fn mime_key(intent: &Intent) -> String {
    format!("{}/mime", key_of(intent))
}
