//! The email of a step that the rep checks first, as their form begins with it.

use super::due::Due;
use super::mail::{Draft, Unwritten, draft};
use super::place::Place;
use super::{CampaignError, Campaigns, NoMails, Outcome, What, write};
use crate::actions::{CheckedStep, SendEmail, StepThread};
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
        let mut found = None;
        for at in Place::both(org) {
            let entry = self.known(at).await?;
            let mut members = entry.members.iter();
            let step = members.find_map(|member| {
                if member.is_over() || member.person.as_ref() != Some(person) {
                    return None;
                }
                let run = member.last()?;
                let is_open = matches!(run.outcome, Outcome::Task { open: true, .. });
                let campaign = entry
                    .campaign(&member.campaign)?
                    .campaign
                    .for_one(&member.own);
                let is_mail = matches!(campaign.step_with(run.step)?.what, What::Mail { .. });
                let (step, since) = (run.step, run.at);
                let member = member.clone();
                let due = Due {
                    member,
                    campaign,
                    step,
                };
                (is_open && is_mail).then_some((due, since))
            });
            found = found.or(step);
        }
        let Some((due, since)) = found else {
            return Ok(None);
        };
        let key = write::run_key(&due.member.key, due.step);
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
