//! Inviting users, and taking an invitation back.

use std::rc::Rc;

use super::TeamError;
use super::assigning::letter;
use super::check::{Finding, Known};
use super::directory::{self, User};
use super::held::{self, Held, Which};
use super::mail::note_of;
use super::service::Team;
use super::view::{WelcomePreview, Withdrawn};
use crate::base::{ConsumerKey, Fault, IntentId, Language, OrgHost, RecordId, Topic};
use crate::outbox::{
    BATCH, Decision, Intent, Invited, Job, OutboxError, Owner, Step, StepKind, Welcome,
};
use crate::ports::Platform;
use crate::salesforce::Purpose;

/// What invitations of one order have in common.
pub struct Draft {
    /// How the users hear of it.
    pub welcome: Welcome,
    /// The language of the mail; without one each user's own.
    pub language: Option<Language>,
    /// The administrator's own words in it.
    pub note: String,
    /// Who invites, by whose session and mailbox alone it is done.
    pub by: Owner,
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
        let invited = self.to_invite(org, std::slice::from_ref(user), draft);
        let invited = invited.await?.into_iter().next().ok_or(TeamError::NoUser)?;
        Ok(WelcomePreview {
            from: draft.by.mailbox.clone().unwrap_or_default(),
            to: invited.address.clone(),
            language: invited.language,
            mail: letter(&invited, &draft.by, self.platform.now()),
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
        let invited = self.to_invite(org, users, draft).await?;
        let intents = invited
            .into_iter()
            .map(|invited| self.intent(invited, draft));
        self.outbox.invite(intents.collect()).await
    }

    /// Does what the administrator decided about an invitation that needs it.
    ///
    /// # Errors
    /// It does not fit how the invitation stands (any more).
    pub async fn decide(
        &self,
        org: &OrgHost,
        user: &RecordId,
        decision: Decision,
    ) -> Result<(), Fault> {
        let decided = self.outbox.decide_invitation(org, user, decision).await;
        decided.map_err(|error| match error {
            OutboxError::NotFound | OutboxError::NotNow => TeamError::NotNow.into(),
            error => error.into(),
        })
    }

    /// Takes the permission set away from users; what waits for them is not sent. Two calls.
    ///
    /// # Errors
    /// What Salesforce refuses of the whole; each user's own is in the answer.
    pub async fn withdraw(&self, org: &OrgHost, users: &[RecordId]) -> Result<Withdrawn, Fault> {
        let rest = self.sessions.rest(org).counted_as(Purpose::SetUp);
        let mut failed = Vec::new();
        for part in users.chunks(BATCH) {
            self.outbox.take_back_invitations(org, part).await?;
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

    /// These users as they are invited, by what Salesforce says of them now: one call.
    async fn to_invite(
        &self,
        org: &OrgHost,
        users: &[RecordId],
        draft: &Draft,
    ) -> Result<Vec<Invited>, TeamError> {
        let note = note_of(&draft.note)?;
        let found =
            directory::by_id(&self.sessions.rest(org).counted_as(Purpose::SetUp), users).await?;
        let held = Held::default();
        let known = Known {
            org,
            users: &found,
            held: &held,
            invitations: &[],
        };
        let invited = |user: &User| {
            let who = known.candidate(user);
            Invited {
                key: draft.key.clone(),
                user: who.user,
                name: who.name,
                first_name: user.first_name.clone().unwrap_or_default(),
                address: who.address,
                language: draft.language.unwrap_or(who.language),
                welcome: draft.welcome,
                note: note.clone(),
                order: draft.order.clone(),
            }
        };
        let stands = |user: &&User| !known.findings(user).iter().any(Finding::stops);
        Ok(found.iter().filter(stands).map(invited).collect())
    }

    fn intent(&self, invited: Invited, draft: &Draft) -> Intent {
        let now = self.platform.now();
        let mut steps = vec![Step::todo(StepKind::PermissionSet)];
        if invited.welcome == Welcome::ByMail {
            steps.push(Step::send_mail());
        }
        let id = IntentId::new(self.platform.bytes());
        let job = Job::Invitation(invited);
        Intent::new(id, draft.by.clone(), job, steps, now)
    }
}
