//! What becomes of a row once a step was tried: what is stored with it, and which views show it.

use super::rows;
use super::{Intent, Outbox, OutboxError, Outcome, StepKind};
use crate::base::Topic;
use crate::ports::Platform;

impl<P: Platform + 'static> Outbox<P> {
    pub(super) async fn settle(
        &self,
        claimed: &Intent,
        outcome: Outcome,
    ) -> Result<(), OutboxError> {
        let (now, jitter) = (self.platform.now(), self.jitter());
        let certainly_not_sent = matches!(
            outcome,
            Outcome::Later { unclear: false, .. }
                | Outcome::Failed(_)
                | Outcome::CannotWait
                | Outcome::TakenBack
        );
        let begun = claimed.current().filter(|step| step.is_mail());
        let date = begun.and(claimed.outgoing()).and_then(|mail| mail.date);
        let counted = match (&claimed.owner.mailbox, date) {
            (Some(mailbox), Some(date)) if certainly_not_sent => {
                let held = self.hold_mailbox(mailbox).await;
                let mut departures = rows::departures(&*self.platform, mailbox).await?;
                departures.remove(date);
                Some((mailbox, held, departures))
            }
            _ => None,
        };
        let left = match outcome {
            Outcome::Done { .. } => self.remembered(claimed, date.unwrap_or(now)).await,
            _ => None,
        };
        let settled = self
            .change_with(&rows::key_of(claimed), |intent, batch| {
                if let Some((mailbox, _, departures)) = &counted {
                    batch.put_departures(mailbox, departures)?;
                }
                if let Some(mail) = &left {
                    batch.put_sent(mail)?;
                }
                intent.settle(outcome, now, jitter);
                Ok(true)
            })
            .await?;
        if let Some(intent) = settled {
            self.refresh_views(std::slice::from_ref(&intent)).await;
            self.forget_files_of(std::slice::from_ref(&intent)).await?;
        }
        Ok(())
    }

    /// What was written shows where it was written: on the record, and on its people's.
    pub(super) async fn refresh_views(&self, settled: &[Intent]) {
        let written =
            |intent: &&Intent| intent.end.is_some_and(|end| end.done) && intent.action().is_some();
        let mut some = false;
        for intent in settled.iter().filter(written) {
            some = true;
            for record in intent.shows_on() {
                // A view that cannot be forgotten is only older than it could be.
                let _ = self.services.insight.outdate(&record).await;
            }
        }
        if some {
            self.platform.changed(Topic::Record).await;
        }
    }

    /// Stores what was learned while the current step is done, before it goes on.
    pub(super) async fn keep(
        &self,
        intent: &Intent,
        edit: Box<dyn FnOnce(&mut StepKind) + '_>,
    ) -> Result<(), OutboxError> {
        self.change(&rows::key_of(intent), |intent| {
            let step = intent.current_mut();
            step.map(|step| edit(&mut step.kind)).is_some()
        })
        .await?
        .map(drop)
        .ok_or(OutboxError::NotFound)
    }

    pub(super) fn jitter(&self) -> u8 {
        let [first, ..] = self.platform.bytes();
        first
    }
}
