//! Inviting users, and taking an invitation back.

use std::rc::Rc;

use super::check::{Finding, Known};
use super::directory::{self, User};
use super::held::{self, Held, Which};
use super::mail::{Language, note_of};
use super::row::{BATCH, Inviter, Row, Stage, Welcome, Word};
use super::service::{ROWS, Team};
use super::view::{WelcomePreview, Withdrawn};
use super::{TeamError, store};
use crate::base::{ConsumerKey, Fault, IntentId, OrgHost, RecordId, Topic};
use crate::ports::Platform;

/// What invitations of one order have in common.
pub struct Draft {
    /// How the users hear of it.
    pub welcome: Welcome,
    /// The language of the mail; without one each user's own.
    pub language: Option<Language>,
    /// The administrator's own words in it.
    pub note: String,
    /// Who invites.
    pub by: Inviter,
    /// The org's app, as the mail's link names it.
    pub key: ConsumerKey,
    /// The surface's order, so that one whose answer was lost can be given again.
    pub order: IntentId,
}

impl<P: Platform + 'static> Team<P> {
    /// The mail as it would go to `user`.
    ///
    /// # Errors
    /// There is no such user, or what Salesforce refuses.
    pub async fn preview(
        &self,
        org: &OrgHost,
        user: &RecordId,
        draft: &Draft,
    ) -> Result<WelcomePreview, Fault> {
        let from = draft.by.mailbox.clone();
        let rows = self.new_rows(org, std::slice::from_ref(user), draft);
        let row = rows.await?.into_iter().next().ok_or(TeamError::NoUser)?;
        Ok(WelcomePreview {
            from,
            to: row.address.clone(),
            language: row.language,
            mail: row.letter(self.platform.now()),
        })
    }

    /// Invites users: once this answers, it is stored and will be done. Whoever's invitation is under
    /// way is left as it is, and so is whoever this order invited already.
    ///
    /// # Errors
    /// What Salesforce refuses, or the storage failed, and nothing will be done.
    pub async fn invite(
        self: &Rc<Self>,
        org: &OrgHost,
        users: &[RecordId],
        draft: &Draft,
    ) -> Result<(), Fault> {
        let rows = self.new_rows(org, users, draft).await?;
        let held = self.locks.hold(ROWS).await;
        self.arm(1).await;
        for mut row in rows {
            let known = store::get(&*self.platform, org, &row.user).await?;
            if let Some(known) = known {
                let again = known.order == row.order;
                if again || known.goes_on() || known.stage == Stage::Unknown {
                    continue;
                }
                row.sent = known.sent;
            }
            store::put(&*self.platform, &row).await?;
        }
        drop(held);
        self.platform.changed(Topic::Team).await;
        self.go_on();
        Ok(())
    }

    /// Takes the administrator's word about an invitation that needs it.
    ///
    /// # Errors
    /// It does not fit how the invitation stands (any more).
    pub async fn take(
        self: &Rc<Self>,
        org: &OrgHost,
        user: &RecordId,
        word: Word,
    ) -> Result<(), Fault> {
        let now = self.platform.now();
        self.arm(1).await;
        let held = self.locks.hold(ROWS).await;
        let row = store::get(&*self.platform, org, user).await?;
        let by = self.acting(org).await?;
        let mut row = row
            .filter(|row| row.by.user == by)
            .ok_or(TeamError::NotNow)?;
        if !row.take(word, now) {
            return Err(TeamError::NotNow.into());
        }
        store::put(&*self.platform, &row).await?;
        drop(held);
        self.platform.changed(Topic::Team).await;
        self.go_on();
        Ok(())
    }

    /// Takes the permission set away from users; what waits for them is not sent. Two calls.
    ///
    /// # Errors
    /// What Salesforce refuses of the whole; each user's own is in the answer.
    pub async fn withdraw(&self, org: &OrgHost, users: &[RecordId]) -> Result<Withdrawn, Fault> {
        let rest = self.sessions.rest(org);
        let mut failed = Vec::new();
        for part in users.chunks(BATCH) {
            self.stop(org, part).await?;
            let assignments = held::assignments(&rest, part, Which::All).await?;
            let ids: Vec<RecordId> = assignments.iter().map(|(id, _)| id.clone()).collect();
            if ids.is_empty() {
                continue;
            }
            let results = rest.delete_all(&ids).await?;
            for ((_, user), result) in assignments.into_iter().zip(results) {
                if let Err(refused) = result {
                    failed.push((user, refused.into()));
                }
            }
        }
        self.platform.changed(Topic::Team).await;
        Ok(Withdrawn { failed })
    }

    /// Takes back what has not begun for these users.
    async fn stop(&self, org: &OrgHost, users: &[RecordId]) -> Result<(), TeamError> {
        let _held = self.locks.hold(ROWS).await;
        let now = self.platform.now();
        for user in users {
            if let Some(mut row) = store::get(&*self.platform, org, user).await?
                && row.take(Word::Drop, now)
            {
                store::put(&*self.platform, &row).await?;
            }
        }
        Ok(())
    }

    /// Fresh invitations of these users, by what Salesforce says of them now: one call.
    async fn new_rows(
        &self,
        org: &OrgHost,
        users: &[RecordId],
        draft: &Draft,
    ) -> Result<Vec<Row>, TeamError> {
        let note = note_of(&draft.note)?;
        let found = directory::by_id(&self.sessions.rest(org), users).await?;
        let now = self.platform.now();
        let held = Held::default();
        let known = Known {
            org,
            users: &found,
            held: &held,
            rows: &[],
        };
        let row = |user: &User| {
            let who = known.candidate(user);
            Row {
                org: org.clone(),
                key: draft.key.clone(),
                user: who.user,
                name: who.name,
                first_name: user.first_name.clone().unwrap_or_default(),
                address: who.address,
                language: draft.language.unwrap_or(who.language),
                welcome: draft.welcome,
                note: note.clone(),
                by: draft.by.clone(),
                order: draft.order.clone(),
                asked: now,
                stage: Stage::Assign,
                due: now,
                attempts: 0,
                fault: None,
                sent: Vec::new(),
            }
        };
        let stands = |user: &&User| !known.findings(user).iter().any(Finding::stops);
        Ok(found.iter().filter(stands).map(row).collect())
    }
}
