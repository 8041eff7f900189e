//! Whose what is: only its own user sees it and goes on with it, whoever else signs in to the org here.

use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::time::Duration;

use super::files::files_of;
use super::next::{UNDECIDED, undecided_until};
use super::rows::{self, ACTIONS, Batch, INVITATIONS};
use super::{Intent, Outbox, OutboxError, Step, draft_rows};
use crate::base::time::days;
use crate::base::{
    ActionKind, Fault, Millis, OrgHost, RecordId, RecordRef, Topic, sort::sort_by_key,
};
use crate::ports::Platform;

/// Its user is told for so long before.
const NOTICE: Duration = days(7);

/// Something that will be too old.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Expiring {
    /// What it is.
    pub action: ActionKind,
    /// On which record.
    pub record: RecordRef,
    /// Its subject line.
    pub subject: String,
    /// When it goes.
    pub at: Millis,
}

/// What a user has not finished.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsent {
    /// What is not sent or not written yet.
    pub waiting: usize,
    /// Those of them that wait at Outlook for their time, and are taken back.
    pub at_outlook: usize,
    /// Drafts.
    pub drafts: usize,
    /// People in sales campaigns that are kept in this browser alone, and do not go on without their user.
    pub in_campaigns: usize,
}

impl Unsent {
    /// Whether there is nothing.
    #[must_use]
    pub const fn is_nothing(self) -> bool {
        self.waiting == 0 && self.drafts == 0 && self.in_campaigns == 0
    }
}

/// What of a user's unfinished work is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhatOf {
    /// All of it.
    Everything,
    /// The mails that have not left.
    Mails,
}

impl WhatOf {
    fn includes(self, intent: &Intent) -> bool {
        // An invitation needs the mailbox, too.
        let leaves = intent.current().is_some_and(Step::is_mail) || intent.invited().is_some();
        intent.end.is_none() && (self == Self::Everything || leaves)
    }
}

impl<P: Platform + 'static> Outbox<P> {
    /// Whether its owner is who is signed in to its org.
    pub(super) async fn owner_is_signed_in(&self, intent: &Intent) -> bool {
        let user = self.services.sessions.user(&intent.owner.org).await;
        user.is_some_and(|user| user.user_id == intent.owner.user_id)
    }

    /// The actions whose owner is signed in to their org.
    pub(super) async fn own_actions(&self) -> Result<Vec<Intent>, OutboxError> {
        self.own_of(ACTIONS).await
    }

    /// The rows of one kind whose owner is signed in to their org.
    pub(super) async fn own_of(&self, kind: &str) -> Result<Vec<Intent>, OutboxError> {
        self.move_over().await?;
        let mut intents = rows::all(&*self.platform, kind).await?;
        let mut here: HashMap<OrgHost, Option<RecordId>> = HashMap::new();
        for intent in &intents {
            let org = &intent.owner.org;
            if !here.contains_key(org) {
                let user = self.services.sessions.user(org).await;
                here.insert(org.clone(), user.map(|user| user.user_id));
            }
        }
        intents.retain(|intent| {
            let user = here.get(&intent.owner.org).and_then(Option::as_ref);
            user == Some(&intent.owner.user_id)
        });
        Ok(intents)
    }

    /// An intent of who is here; others' are not there.
    pub(super) async fn own(&self, key: &str) -> Result<Intent, OutboxError> {
        self.move_over().await?;
        let intent = self.get(key).await?;
        match self.owner_is_signed_in(&intent).await {
            true => Ok(intent),
            false => Err(OutboxError::NotFound),
        }
    }

    /// What a user of an org has not finished.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn unsent(
        &self,
        org: &OrgHost,
        user: &RecordId,
        what: WhatOf,
    ) -> Result<Unsent, Fault> {
        let intents = self.unfinished().await?;
        let mine = |intent: &&Intent| intent.is_of(org, user) && what.includes(intent);
        let at_outlook = intents.iter().filter(mine);
        let at_outlook = at_outlook.filter(|intent| intent.waiting().is_some());
        let mut unsent = Unsent {
            waiting: intents.iter().filter(mine).count(),
            at_outlook: at_outlook.count(),
            ..Unsent::default()
        };
        if what == WhatOf::Everything {
            let drafts = draft_rows::all(&*self.platform).await?;
            let mine = drafts.iter().filter(|kept| kept.is_of(org, user));
            unsent.drafts = mine.count();
        }
        Ok(unsent)
    }

    /// Takes back what of a user's mails waits at Outlook: it waits here then.
    ///
    /// # Errors
    /// Some of it could not be taken back, or the storage failed.
    pub async fn take_home(&self, org: &OrgHost, user: &RecordId) -> Result<(), Fault> {
        let mut there = self.unfinished().await?;
        there.retain(|intent| intent.is_of(org, user) && intent.waiting().is_some());
        let mut done = Ok(());
        for intent in there {
            let key = rows::key_of(&intent);
            let home = self.bring_home(&key).await;
            self.keep_here(&key).await?;
            done = done.and(home.map(drop));
        }
        done
    }

    /// Deletes what a user of an org has not finished.
    ///
    /// # Errors
    /// A mail could not be taken back from Outlook: nothing is deleted. Or the storage failed.
    pub async fn delete_unsent(
        &self,
        org: &OrgHost,
        user: &RecordId,
        what: WhatOf,
    ) -> Result<(), Fault> {
        self.take_home(org, user).await?;
        let mut files = Vec::new();
        for intent in self.unfinished().await? {
            if intent.is_of(org, user) && what.includes(&intent) {
                let _held = self.locks.hold(&rows::key_of(&intent)).await;
                let mut batch = Batch::default();
                batch.delete_row(&intent);
                batch.commit(&*self.platform).await?;
                files.extend_from_slice(intent.files());
            }
        }
        if what == WhatOf::Everything {
            for kept in draft_rows::all(&*self.platform).await? {
                if kept.is_of(org, user) {
                    draft_rows::delete_row(&*self.platform, &kept.key).await?;
                    files.extend(files_of(&kept.draft.form));
                }
            }
        }
        self.forget_files(files).await?;
        self.tidy().await?;
        self.platform.changed(Topic::Outbox).await;
        self.platform.changed(Topic::Drafts).await;
        Ok(())
    }

    /// What of those who are here will soon be too old, the first to go first.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn expiring(&self) -> Result<Vec<Expiring>, Fault> {
        let now = self.platform.now();
        let soon = |end: Millis| now.after(NOTICE) > end;
        let mut all = Vec::new();
        for intent in self.own_actions().await? {
            let end = undecided_until(&intent);
            if let (None, Some(action), true) = (intent.end, intent.action(), soon(end)) {
                all.push(Expiring {
                    action: action.action,
                    subject: action.subject.clone(),
                    at: end,
                    record: action.record.clone(),
                });
            }
        }
        for kept in draft_rows::all(&*self.platform).await? {
            let user = self.services.sessions.user(&kept.org).await;
            let mine = user.is_some_and(|user| Some(user.user_id) == kept.user);
            let end = kept.draft.saved_at.after(UNDECIDED);
            if mine && soon(end) {
                all.push(Expiring {
                    action: kept.draft.form.kind(),
                    subject: kept.draft.form.subject(),
                    at: end,
                    record: kept.record,
                });
            }
        }
        // The storage gives rows by key, drafts after submissions; of one moment it is the text that decides.
        sort_by_key(&mut all, |each| {
            (each.at, each.subject.clone(), each.record.key())
        });
        Ok(all)
    }

    async fn unfinished(&self) -> Result<Vec<Intent>, OutboxError> {
        self.move_over().await?;
        let mut all = rows::all(&*self.platform, ACTIONS).await?;
        all.extend(rows::all(&*self.platform, INVITATIONS).await?);
        all.retain(|intent| intent.end.is_none());
        Ok(all)
    }
}

impl draft_rows::DraftRow {
    fn is_of(&self, org: &OrgHost, user: &RecordId) -> bool {
        self.org == *org && self.user.as_ref() == Some(user)
    }
}
