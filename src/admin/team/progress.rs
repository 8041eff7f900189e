//! How far the invitations are that this browser made.

use std::time::Duration;

use super::notes::Drafted;
use super::service::Team;
use super::view::{InvitationItem, InvitationState, InvitationsView};
use crate::base::time::days;
use crate::base::{Fault, Millis, OrgHost, RecordId, Topic, sort::sort_by_key};
use crate::outbox::{Intent, Mark, Step, StepKind, WELCOME_MAILS_A_DAY};
use crate::ports::Platform;

/// What is done is shown for a day.
const SHOWN: Duration = days(1);

impl<P: Platform + 'static> Team<P> {
    /// The invitations of an org that this browser made; the mailbox is for the worker to add.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn invitations(&self, org: &OrgHost) -> Result<InvitationsView, Fault> {
        let now = self.platform.now();
        let mut all = self.outbox.invited().await?;
        let mailbox = self.mailboxes.user().await;
        let from = mailbox.as_ref().map(|user| user.address.as_str());
        let (sent, next) = self
            .outbox
            .welcome_mails_of(from.unwrap_or_default())
            .await?;
        let waits =
            |intent: &Intent| intent.goes_on() && intent.current().is_some_and(Step::is_mail);
        let next = all.iter().any(waits).then_some(next);
        let user = self.sessions.user(org).await.map(|user| user.user_id);
        all.retain(|intent| user.as_ref().is_some_and(|user| intent.is_of(org, user)));
        sort_by_key(&mut all, |intent| {
            let invited = intent.invited();
            (
                intent.submitted,
                invited.map(|invited| (invited.name.clone(), invited.user.clone())),
            )
        });
        let long = now.after(Duration::from_secs(60));
        Ok(InvitationsView {
            items: all.iter().filter_map(|intent| item(intent, now)).collect(),
            sent,
            a_day: WELCOME_MAILS_A_DAY,
            next: next.filter(|at| *at > long),
            mailbox_fault: self.mailboxes.fault().await,
            mailbox,
            choices: Vec::new(),
            draft: self.kept_draft(org, Drafted::List).await?,
            note: self.kept_draft(org, Drafted::Note).await?,
            looked_up: self.looked_up.get(),
        })
    }

    /// Deletes what an administrator of an org is writing and has not used yet.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn delete_drafts(&self, org: &OrgHost, by: &RecordId) -> Result<(), Fault> {
        let deleted = self.forget_drafts(org, by).await;
        self.platform.changed(Topic::Team).await;
        Ok(deleted?)
    }
}

/// What the page shows of an invitation, unless it is over for good.
fn item(intent: &Intent, now: Millis) -> Option<InvitationItem> {
    let invited = intent.invited()?;
    let shown = |at: Millis| (now.since(at) < SHOWN).then_some(at);
    let state = match (intent.end, intent.current()) {
        (Some(end), _) if !end.done => return None,
        (_, None) if intent.has_mail() => InvitationState::Sent(shown(intent.sent()?)?),
        (_, None) => InvitationState::Assigned(shown(intent.submitted)?),
        (_, Some(step)) => match (&step.kind, &step.mark) {
            (StepKind::PermissionSet, Mark::Failed { fault }) => {
                InvitationState::Refused(fault.clone())
            }
            (StepKind::PermissionSet, _) => InvitationState::Assigning,
            (_, Mark::Failed { fault }) => InvitationState::Failed(fault.clone()),
            (_, Mark::Unknown) => InvitationState::Unknown,
            (_, Mark::Trying { .. }) => InvitationState::Sending,
            (_, Mark::Unclear) if intent.may_have_left() => InvitationState::Sending,
            _ => InvitationState::Waiting,
        },
    };
    Some(InvitationItem {
        user: invited.user.clone(),
        name: invited.name.clone(),
        address: invited.address.clone(),
        state,
        fault: intent.fault.clone(),
    })
}
