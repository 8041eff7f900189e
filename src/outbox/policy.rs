//! What the administrator's settings keep the outbox from: such an intent stays as it is, and goes on
//! once it may.

use super::{Intent, Job, Outbox, OutboxError, OutboxItem, OutboxState};
use crate::base::Fault;
use crate::ports::Platform;
use crate::settings::{PolicyError, Settings};

impl<P: Platform + 'static> Outbox<P> {
    /// Why nothing of an intent is done now, if so.
    pub(super) async fn barred(&self, intent: &Intent) -> Option<PolicyError> {
        let settings = self.services.sessions.policies().settings().await;
        bar(intent, &settings)
    }

    /// Refuses to use a mailbox of a kind that is not offered (any more).
    pub(super) async fn offered_mailbox(&self) -> Result<(), Fault> {
        let settings = self.services.sessions.policies().settings().await;
        match self.services.mailboxes.user().await {
            Some(user) if !settings.mail.contains(&user.provider) => {
                Err(PolicyError::MailClientOff.into())
            }
            _ => Ok(()),
        }
    }

    /// How an item is shown while its intent is barred.
    pub(super) fn shown(item: OutboxItem, intent: &Intent, settings: &Settings) -> OutboxItem {
        match (bar(intent, settings), &item.state) {
            (None, _)
            | (_, OutboxState::Done { .. } | OutboxState::Failed { .. })
            | (
                _,
                OutboxState::Unconfirmed
                | OutboxState::Held
                | OutboxState::Paused
                | OutboxState::TakenBack,
            ) => item,
            (Some(error), _) => OutboxItem {
                state: OutboxState::Waiting {
                    fault: Some(error.into()),
                    next: None,
                },
                ..item
            },
        }
    }
}

fn bar(intent: &Intent, settings: &Settings) -> Option<PolicyError> {
    if let Err(error) = settings.admit(&intent.owner.org) {
        return Some(error);
    }
    let Job::Action(action) = &intent.job else {
        return None;
    };
    // What has left is logged all the same.
    if intent.sent().is_some() {
        return None;
    }
    if !settings.offers(action.action) {
        return Some(PolicyError::ActionOff);
    }
    let unread = settings.opt_outs_unread && intent.has_mail();
    unread.then_some(PolicyError::OptOutsUnread)
}

impl From<PolicyError> for OutboxError {
    fn from(error: PolicyError) -> Self {
        Self::Policy(error)
    }
}
