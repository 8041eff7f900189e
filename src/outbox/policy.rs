//! What the administrator's settings keep the journal from: such an intent stays as it is, and goes on
//! once it may.

use super::{Intent, Mark, Outbox, OutboxError, OutboxItem, OutboxState, rows};
use crate::actions::EffectKind;
use crate::base::Fault;
use crate::ports::Platform;
use crate::settings::{PolicyError, Settings};

impl<P: Platform + 'static> Outbox<P> {
    /// Why nothing of an intent is done now, if so.
    pub(super) async fn barred(&self, intent: &Intent) -> Option<PolicyError> {
        let settings = self.services.sessions.policies().settings().await;
        bar(intent, &settings)
    }

    /// Refuses a mail beyond the day's number. What was taken back does not count.
    pub(super) async fn within_limit(&self, fresh: &Intent) -> Result<(), Fault> {
        let settings = self.services.sessions.policies().settings().await;
        let (Some(limit), true) = (settings.daily_send_limit, is_mail(fresh)) else {
            return Ok(());
        };
        if limit == 0 {
            return Err(PolicyError::NoSending.into());
        }
        let today = self.platform.today();
        let counts = |intent: &&Intent| {
            is_mail(intent)
                && intent.id != fresh.id
                && intent.owner.org == fresh.owner.org
                && intent.owner.user_id == fresh.owner.user_id
                && self.platform.day(intent.submitted) == today
                && left(intent)
        };
        let all = rows::all(&*self.platform).await.map_err(Fault::from)?;
        let sent = all.iter().filter(counts).count();
        match u32::try_from(sent) {
            Ok(sent) if sent < limit => Ok(()),
            _ => Err(PolicyError::SendLimit(limit).into()),
        }
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
            | (_, OutboxState::Unconfirmed | OutboxState::Held | OutboxState::TakenBack) => item,
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
    let begun = || intent.sent.is_some();
    match settings.admit(&intent.owner.org) {
        Err(error) => Some(error),
        // What has left is logged all the same.
        Ok(()) if !settings.offers(intent.form.kind()) && !begun() => Some(PolicyError::ActionOff),
        Ok(()) if settings.opt_outs_unread && is_mail(intent) && !begun() => {
            Some(PolicyError::OptOutsUnread)
        }
        Ok(()) => None,
    }
}

fn is_mail(intent: &Intent) -> bool {
    intent
        .effects
        .iter()
        .any(|(kind, _)| *kind == EffectKind::Mail)
}

/// Whether a mail went out or still will.
fn left(intent: &Intent) -> bool {
    let failed = |(kind, mark): &(EffectKind, Mark)| {
        *kind == EffectKind::Mail && matches!(mark, Mark::Failed { .. })
    };
    intent.sent.is_some()
        || (intent.end.is_none_or(|end| end.done) && !intent.effects.iter().any(failed))
}

impl From<PolicyError> for OutboxError {
    fn from(error: PolicyError) -> Self {
        Self::Policy(error)
    }
}
