//! Drafts. An action on a record has one draft, in however many tabs its form is open: a form writes on
//! top of what it has seen, never over words that it has not. A draft is submitted once: its id is the
//! id of the intent that it becomes.

use serde::{Deserialize, Serialize};

use super::rows::{self, action_key};
use super::{Draft, Intent, Outbox, OutboxError, draft_rows};
use crate::actions::Form;
use crate::base::{
    ActionKind, Fault, IntentId, Millis, RecordId, RecordRef, Topic, sort::sort_by_key,
};
use crate::ports::Platform;

/// The longest name of a record that is kept, in characters.
const LONGEST_NAME: usize = 255;

/// What a form says of itself when it has its draft kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Writing {
    /// The draft.
    pub draft: IntentId,
    /// The form, which has an id of its own for as long as it is open.
    pub form: IntentId,
    /// The edition that is to be kept. A form counts its editions up.
    pub edition: u32,
    /// The last edition that the form knows to be kept, by itself or by another; none where there was no
    /// draft.
    pub seen: Option<u32>,
    /// The Salesforce user who opened the form, where somebody was signed in.
    pub user: Option<RecordId>,
}

/// What became of a draft that was to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DraftSaved {
    /// It is kept since this moment.
    At(Millis),
    /// Nothing was kept: another form has written since, which this one has not seen.
    Changed,
    /// Nothing was kept: the draft was submitted.
    Sent,
    /// Nothing was kept: the draft was thrown away elsewhere.
    Discarded,
}

/// A draft as the surfaces list it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftItem {
    /// On which record.
    pub record: RecordRef,
    /// The record's name, where known.
    pub name: Option<String>,
    /// Which action.
    pub action: ActionKind,
    /// What it is about: one line, maybe empty.
    pub subject: String,
    /// For whom, as shown; maybe empty.
    pub recipients: String,
    /// When it was kept last.
    pub saved_at: Millis,
    /// The draft.
    pub id: Option<IntentId>,
    /// Goes up whenever it is kept.
    pub edition: u32,
    /// The open form that kept it last.
    pub writer: Option<IntentId>,
}

impl<P: Platform + 'static> Outbox<P> {
    /// The kept draft of an action on a record.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn draft(
        &self,
        record: &RecordRef,
        action: ActionKind,
    ) -> Result<Option<Draft>, Fault> {
        let Some(user) = self.services.sessions.user(&record.org).await else {
            return Ok(None);
        };
        let user = user.user_id;
        let _held = self
            .locks
            .hold(&draft_rows::key(&user, record, action))
            .await;
        let Some(mut draft) = draft_rows::get(&*self.platform, &user, record, action).await? else {
            return Ok(None);
        };
        if draft.id.is_none() {
            draft.id = Some(IntentId::new(self.platform.bytes()));
            draft_rows::put(&*self.platform, &user, record, &draft).await?;
        }
        Ok(Some(draft))
    }

    /// Keeps a draft of a record with this name, unless another form has written, or it is over.
    ///
    /// # Errors
    /// Another user is signed in than the one who opened the form, or the storage failed.
    pub async fn save_draft(
        &self,
        record: &RecordRef,
        name: &str,
        form: Form,
        writing: Writing,
    ) -> Result<DraftSaved, Fault> {
        let now = self.platform.now();
        let user = self.services.sessions.signed_in(&record.org).await?.user_id;
        if writing.user.as_ref().is_some_and(|opened| *opened != user) {
            return Err(OutboxError::OtherUser.into());
        }
        let key = draft_rows::key(&user, record, form.kind());
        // Who submits holds the id, and deletes the draft afterwards.
        let submission = action_key(&writing.draft);
        let _submits = self.locks.hold(&submission).await;
        let _held = self.locks.hold(&key).await;
        if rows::get(&*self.platform, &submission).await?.is_some() {
            return Ok(DraftSaved::Sent);
        }
        match draft_rows::get(&*self.platform, &user, record, form.kind()).await? {
            None if writing.seen.is_some() => return Ok(DraftSaved::Discarded),
            Some(kept) if kept.writer.as_ref() == Some(&writing.form) => {
                if writing.edition <= kept.edition {
                    return Ok(DraftSaved::At(kept.saved_at)); // A later one was faster.
                }
            }
            Some(kept) if writing.seen != Some(kept.edition) => return Ok(DraftSaved::Changed),
            None | Some(_) => {}
        }
        let draft = Draft {
            form,
            saved_at: now,
            id: Some(writing.draft),
            edition: writing.edition,
            writer: Some(writing.form),
            name: Some(name.chars().take(LONGEST_NAME).collect()),
        };
        draft_rows::put(&*self.platform, &user, record, &draft).await?;
        self.platform.changed(Topic::Drafts).await;
        Ok(DraftSaved::At(now))
    }

    /// Throws a draft away.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn drop_draft(&self, record: &RecordRef, action: ActionKind) -> Result<(), Fault> {
        let user = self.services.sessions.signed_in(&record.org).await?.user_id;
        draft_rows::delete(&*self.platform, &user, record, action).await?;
        self.platform.changed(Topic::Drafts).await;
        Ok(())
    }

    /// The drafts of those who are signed in, the one that was kept last first.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn drafts(&self) -> Result<Vec<DraftItem>, Fault> {
        let mut mine = Vec::new();
        for kept in draft_rows::all(&*self.platform).await? {
            let user = self.services.sessions.user(&kept.org).await;
            if user.is_none_or(|user| Some(user.user_id) != kept.user) {
                continue;
            }
            let draft = kept.draft;
            mine.push(DraftItem {
                record: kept.record,
                name: draft.name,
                action: draft.form.kind(),
                subject: draft.form.subject(),
                recipients: draft.form.recipients(),
                saved_at: draft.saved_at,
                id: draft.id,
                edition: draft.edition,
                writer: draft.writer,
            });
        }
        sort_by_key(&mut mine, |each| {
            (
                std::cmp::Reverse(each.saved_at),
                each.record.key(),
                each.action.name(),
            )
        });
        Ok(mine)
    }

    /// What was submitted is no draft any more. Another draft that was begun beside it stays.
    /// It was `written_on` this record, which may be another by now.
    pub(super) async fn end_draft_of(
        &self,
        intent: &Intent,
        written_on: &RecordRef,
        kind: ActionKind,
    ) -> Result<(), OutboxError> {
        let (user, record) = (&intent.owner.user_id, written_on);
        let _held = self.locks.hold(&draft_rows::key(user, record, kind)).await;
        let draft = draft_rows::get(&*self.platform, user, record, kind).await?;
        let another = draft
            .and_then(|draft| draft.id)
            .is_some_and(|id| id != intent.id);
        match another {
            true => Ok(()),
            false => draft_rows::delete(&*self.platform, user, record, kind).await,
        }
    }
}
