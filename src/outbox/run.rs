//! Going on with an intent: the only asynchronous part of the state machine.

use std::rc::Rc;
use std::time::Duration;

use super::check::Stop;
use super::effects::{Obstacle, message};
use super::{Candidate, Intent, Next, Outbox, OutboxError, Outcome, next};
use crate::actions::Effect;
use crate::base::{Fault, IntentId, RecordRef, Topic};
use crate::mailbox::Sending;
use crate::ports::Platform;

/// A waiting up to this long is waited out; a longer one is left to the alarm.
const SHORT: Duration = Duration::from_secs(20);

impl<P: Platform + 'static> Outbox<P> {
    /// Goes on with one intent beside everything else.
    pub(super) fn go_on(self: &Rc<Self>, id: IntentId) {
        let outbox = Rc::clone(self);
        self.platform.spawn(async move {
            // What fails here is stored with the intent, or the storage itself failed: then the alarm
            // is the next try.
            let _ = outbox.tidy().await;
            let _ = outbox.advance(&id).await;
            let _ = outbox.tidy().await;
            outbox.tell_rest();
        });
    }

    /// Goes on with one intent until it is finished, waits for long, or needs the rep.
    pub(super) async fn advance(&self, id: &IntentId) -> Result<(), OutboxError> {
        loop {
            let intent = self.get(id).await?;
            if self.barred(&intent).await.is_some() || !self.is_of_who_is_here(&intent).await {
                return Ok(());
            }
            let now = self.platform.now();
            let (effect, recover, late) = match next(&intent, now, &self.life) {
                Next::Begin(effect) => (effect, false, false),
                Next::Recover { effect, late } => (effect, true, late),
                Next::Hold => {
                    let hold = |intent: &mut Intent| {
                        let hold = next(intent, now, &self.life) == Next::Hold;
                        hold.then(|| intent.held = true)
                    };
                    self.change(id, hold).await?;
                    return Ok(());
                }
                Next::Wait(at) if at.since(now) <= SHORT => {
                    self.platform.sleep(at.since(now)).await;
                    continue;
                }
                Next::Wait(_) | Next::Busy | Next::AskRep | Next::Rest => return Ok(()),
            };
            let Some(planned) = intent.form.plan().into_iter().nth(effect) else {
                return Ok(());
            };
            if let Err(obstacle) = self.ready(&intent, &planned).await {
                return self.put_off(id, obstacle).await;
            }
            let late = match planned {
                Effect::Mail(_) => match self.look_before_sending(&intent).await {
                    Ok(()) => late,
                    Err(Stop::NotNow(obstacle)) => return self.put_off(id, obstacle).await,
                    // What became of it is found out; if it has not left, it does not leave now.
                    Err(Stop::Changed(_)) if intent.may_have_left() => true,
                    Err(Stop::Changed(fault)) => return self.stop(id, fault).await,
                },
                Effect::LogMail(_) | Effect::Activities(_) => late,
            };
            let Some(intent) = self.claim(id, &planned).await? else {
                continue;
            };
            let outcome = self.perform(&intent, &planned, recover, late).await;
            let later = matches!(outcome, Outcome::Later { .. });
            self.settle(&intent, outcome).await?;
            if later {
                return Ok(());
            }
        }
    }

    /// Commits that the current effect is under way in this life; `None` where somebody was faster.
    async fn claim(&self, id: &IntentId, planned: &Effect) -> Result<Option<Intent>, OutboxError> {
        let now = self.platform.now();
        self.change(id, |intent| {
            let mine = matches!(
                next(intent, now, &self.life),
                Next::Begin(_) | Next::Recover { .. }
            );
            mine.then(|| {
                intent.begin(&self.life, now, |intent| match planned {
                    Effect::Mail(mail) => Some(message(intent, mail, now).to_mime()),
                    Effect::LogMail(_) | Effect::Activities(_) => None,
                });
                intent.clone()
            })
        })
        .await
    }

    /// Keeps how far the mail has come, before a request that may send it.
    pub(super) async fn keep_sending(
        &self,
        id: &IntentId,
        sending: Sending,
    ) -> Result<(), OutboxError> {
        self.change(id, |intent| {
            let outgoing = intent.outgoing.as_mut()?;
            outgoing.sending = Some(sending);
            Some(())
        })
        .await?
        .ok_or(OutboxError::NotFound)
    }

    async fn settle(&self, claimed: &Intent, outcome: Outcome) -> Result<(), OutboxError> {
        let now = self.platform.now();
        let settled = self
            .change(&claimed.id, |intent| {
                intent.settle(outcome, now, self.jitter());
                Some(intent.clone())
            })
            .await?;
        if let Some(intent) = settled {
            self.show_news(&intent).await;
        }
        Ok(())
    }

    /// What was written shows where it was written: on the record, and on its people's.
    pub(super) async fn show_news(&self, intent: &Intent) {
        if !intent.end.is_some_and(|end| end.done) {
            return;
        }
        for record in intent.shows_on() {
            // A view that cannot be forgotten is only older than it could be.
            let _ = self.services.insight.outdate(&record).await;
        }
        self.platform.changed(Topic::Record).await;
    }

    /// Keeps that the mail is logged as a Task, before it is.
    pub(super) async fn keep_as_task(&self, id: &IntentId) -> Result<(), OutboxError> {
        self.change(id, |intent| {
            intent.as_task = true;
            Some(())
        })
        .await?
        .ok_or(OutboxError::NotFound)
    }

    /// Keeps the contact that the intent's lead became, before anything is written on it.
    pub(super) async fn keep_contact(
        &self,
        id: &IntentId,
        contact: &RecordRef,
    ) -> Result<(), OutboxError> {
        self.change(id, |intent| {
            intent.contact = Some(contact.clone());
            Some(())
        })
        .await?
        .ok_or(OutboxError::NotFound)
    }

    /// Keeps what could be the activities whose answer was lost, for the rep to decide.
    pub(super) async fn keep_candidates(
        &self,
        id: &IntentId,
        candidates: Vec<Candidate>,
    ) -> Result<(), OutboxError> {
        self.change(id, |intent| {
            intent.candidates = candidates;
            Some(())
        })
        .await?
        .ok_or(OutboxError::NotFound)
    }

    /// Leaves to the rep what the people of a mail have to do with it now.
    async fn stop(&self, id: &IntentId, fault: Fault) -> Result<(), OutboxError> {
        let now = self.platform.now();
        let begins = |intent: &Intent| {
            let next = next(intent, now, &self.life);
            matches!(next, Next::Begin(_) | Next::Recover { .. }) && !intent.may_have_left()
        };
        self.change(id, |intent| begins(intent).then(|| intent.stop(fault)))
            .await?;
        Ok(())
    }

    /// Waits for what is in the way. A missing sign-in is taken down once.
    async fn put_off(&self, id: &IntentId, obstacle: Obstacle) -> Result<(), OutboxError> {
        let now = self.platform.now();
        let Obstacle { fault, after } = obstacle;
        self.change(id, |intent| {
            let ours = matches!(
                next(intent, now, &self.life),
                Next::Begin(_) | Next::Recover { .. }
            );
            let news = intent.fault.as_ref() != Some(&fault);
            (ours && (news || !intent.waits_for_sign_in()))
                .then(|| intent.put_off(fault, after, now, self.jitter()))
        })
        .await?;
        Ok(())
    }

    fn jitter(&self) -> u8 {
        let [first, ..] = self.platform.bytes();
        first
    }
}
