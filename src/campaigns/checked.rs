//! The step of somebody that waits for the rep, as their form begins with it: an email that they check first, or a call.

use super::due::Due;
use super::mail::{Draft, Unwritten, draft};
use super::place::Place;
use super::{CampaignError, Campaigns, NoMails, Outcome, StepTask, What, keys};
use crate::actions::{CalledStep, CheckedStep, SendEmail, StepThread};
use crate::base::{ActionKind, Millis, OrgHost, RecordId};
use crate::mailbox::{Earlier, add_images};
use crate::ports::Platform;

impl<P: Platform + 'static> Campaigns<P> {
    /// The email that somebody is to get from the rep by a step whose task is open, in the thread where the step says so;
    /// `None` where there is none, or it was written already. Its fields are as they are written: the form fills them. One
    /// or two calls of the mailbox where it goes in a thread, none of Salesforce but for the fields of its subject.
    ///
    /// # Errors
    /// Nobody is signed in, or the storage failed.
    pub async fn checked_mail(
        &self,
        org: &OrgHost,
        person: &RecordId,
    ) -> Result<Option<SendEmail>, CampaignError> {
        let found = self.open_steps(org, person).await?;
        let is_mail = |due: &Due| matches!(due.what(), Some(What::Mail { .. }));
        let found = found.into_iter().find(|(due, ..)| is_mail(due));
        let Some((due, task, since)) = found else {
            return Ok(None);
        };
        let key = keys::run_key(&due.member.key, due.step);
        if self.is_written(&key, person, since).await? {
            return Ok(None);
        }
        let signature = self.mailboxes.signature().await.unwrap_or_default();
        let Some(draft) = draft(org, &due, &signature) else {
            return Ok(None);
        };
        let thread = match self.no_mails().await {
            _ if !draft.follows() => StepThread::New,
            None => match self.before(&draft).await {
                Ok(Some(earlier)) => StepThread::After(Box::new(earlier)),
                Ok(None) => StepThread::Gone,
                Err(_) => StepThread::NotLookedFor,
            },
            Some(NoMails::NoMailbox | NoMails::NoReplies) => StepThread::NotLookedFor,
        };
        let mut mail = draft.mail;
        mail.step = Some(Box::new(CheckedStep {
            key,
            campaign: due.campaign.name.clone(),
            task: Some(task),
            person: person.clone(),
            subject: mail.subject.clone(),
            thread,
        }));
        mail.join_thread(true);
        // Images that cannot be read now are missing in the form, and said there.
        let mut files = Vec::new();
        let _ = add_images(&*self.platform, mail.texts(), &mut files).await;
        mail.attachments = files;
        Ok(Some(mail))
    }

    /// The call that somebody is to get by a step whose task is open; `None` where there is none. No call of Salesforce.
    ///
    /// # Errors
    /// Nobody is signed in, or the storage failed.
    pub async fn call_to_make(
        &self,
        org: &OrgHost,
        person: &RecordId,
    ) -> Result<Option<CalledStep>, CampaignError> {
        let found = self.open_steps(org, person).await?;
        let is_call = |due: &Due| {
            matches!(
                due.what(),
                Some(What::Task {
                    kind: StepTask::Call,
                    ..
                })
            )
        };
        let found = found.into_iter().find(|(due, ..)| is_call(due));
        Ok(found.map(|(due, task, _)| CalledStep {
            task,
            campaign: due.campaign.name,
            person: person.clone(),
            done: true,
        }))
    }

    /// The steps that wait for the rep to do something with somebody: each with its task, and since when it is there.
    async fn open_steps(
        &self,
        org: &OrgHost,
        person: &RecordId,
    ) -> Result<Vec<(Due, RecordId, Millis)>, CampaignError> {
        let mut found = Vec::new();
        for at in Place::both(org) {
            let entry = self.known(at).await?;
            let theirs = entry
                .members
                .iter()
                .filter(|member| !member.is_over() && member.person.as_ref() == Some(person));
            found.extend(theirs.filter_map(|member| {
                let run = member.last()?;
                let Outcome::Task { id, open: true } = &run.outcome else {
                    return None;
                };
                let campaign = &entry.campaign(&member.campaign)?.campaign;
                let due = Due {
                    campaign: campaign.for_one(&member.own),
                    member: member.clone(),
                    step: run.step,
                };
                Some((due, id.clone(), run.at))
            }));
        }
        Ok(found)
    }

    /// The mail in whose thread a draft goes, asked for in the rep's mailbox.
    async fn before(&self, draft: &Draft) -> Result<Option<Earlier>, Unwritten> {
        let user = self.mailboxes.user().await.ok_or(Unwritten::NotNow)?;
        self.earlier_of(draft, &user.address).await
    }

    /// Whether the email of a step has left, or waits in the outbox of this browser.
    async fn is_written(
        &self,
        key: &str,
        person: &RecordId,
        since: Millis,
    ) -> Result<bool, CampaignError> {
        if self.outbox.sent_for_step(key).await?.is_some() {
            return Ok(true);
        }
        let waits = self.outbox.outbox().await.unwrap_or_default();
        Ok(waits.iter().any(|item| {
            let mail = item.action == ActionKind::SendEmail && item.submitted >= since;
            mail && item.record.id == *person
        }))
    }
}
