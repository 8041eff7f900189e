//! Going on with one row: its steps one after the other, each claimed before it is begun.

use std::time::Duration;

use super::check::Stop;
use super::effects::{Obstacle, Work};
use super::rows::{self, Batch};
use super::turn::Turn;
use super::{Held, Intent, Job, Next, Outbox, OutboxError, Outcome, StepKind, next};
use crate::base::{Fault, Millis, locks};
use crate::ports::Platform;
use crate::storage::StoredError;

/// A waiting up to this long is waited out; a longer one is left to the alarm.
pub(super) const SHORT: Duration = Duration::from_secs(20);

/// Why the rest of what waits for a mailbox does not go on either.
pub(super) enum Blocked {
    /// The mailbox cannot be used.
    Mailbox(Obstacle),
    /// It has sent what it may for now.
    Until(Millis, Option<Fault>),
}

impl<P: Platform + 'static> Outbox<P> {
    /// Goes on with one row until it is finished, waits for long, or needs somebody; says whether what is
    /// in the way blocks its mailbox.
    pub(super) async fn advance(&self, key: &str) -> Result<Option<Blocked>, OutboxError> {
        loop {
            let Some(intent) = rows::get(&*self.platform, key).await? else {
                return Ok(None); // Its owner signed out and had it deleted.
            };
            if !self.may_go_on(&intent).await? {
                return Ok(None);
            }
            if intent.logs_with_others() {
                // Those are written together, in one call.
                self.await_logs(&intent).await;
                return Ok(None);
            }
            let now = self.platform.now();
            if intent.missed_outlook(now) {
                self.keep_here(key).await?;
                continue;
            }
            let (recover, late) = match next(&intent, now, &self.life) {
                Next::Begin => (false, false),
                Next::Recover { late } => (true, late),
                Next::Hold => {
                    self.change(key, |intent| {
                        let hold = next(intent, now, &self.life) == Next::Hold;
                        intent.held = Some(Held::Late);
                        hold
                    })
                    .await?;
                    return Ok(None);
                }
                Next::Wait(at) if at.since(now) <= SHORT => {
                    self.platform.sleep(at.since(now)).await;
                    continue;
                }
                Next::Wait(_) | Next::Busy | Next::AskRep | Next::Rest => return Ok(None),
            };
            let Some(step) = intent.current() else {
                return Ok(None);
            };
            if step.kind == StepKind::PermissionSet {
                return Ok(None); // Those are done together, in one call.
            }
            if let Err(obstacle) = self.ready(&intent, step).await {
                let blocked = step.is_mail().then(|| Blocked::Mailbox(obstacle.clone()));
                self.put_off(key, obstacle).await?;
                return Ok(blocked);
            }
            let looked = match intent.is_looked_at(now) {
                true => self.check_before_sending(&intent).await,
                false => Ok(()),
            };
            let late = match looked {
                Ok(()) => late,
                Err(Stop::NotNow(obstacle)) => {
                    self.put_off(key, obstacle).await?;
                    return Ok(None);
                }
                // What became of it is found out; if it has not left, it does not leave now.
                Err(Stop::Changed(_) | Stop::Over) if intent.may_have_left() => true,
                Err(Stop::Over) => {
                    self.withdraw(&intent.id).await?;
                    return Ok(None);
                }
                Err(Stop::Changed(fault)) => {
                    self.stop(key, fault).await?;
                    return Ok(None);
                }
            };
            if matches!(step.kind, StepKind::OneEach { .. }) {
                self.make_mails(key).await?;
                return Ok(None);
            }
            let turn = match &intent.owner.mailbox {
                Some(mailbox) if step.is_mail() && !intent.may_have_left() => {
                    match self.turn(&intent, mailbox).await? {
                        Turn::Now { held, departures } => Some((mailbox, held, departures)),
                        Turn::Later(at, fault) => {
                            self.wait_for_turn(key, at, fault.clone()).await?;
                            return Ok(Some(Blocked::Until(at, fault)));
                        }
                    }
                }
                _ => None,
            };
            let Some((intent, work)) = self.claim(key, turn).await? else {
                continue;
            };
            let outcome = self.perform(&intent, &work, recover, late).await;
            drop(work);
            let later = matches!(outcome, Outcome::Later { .. });
            self.settle(&intent, outcome).await?;
            if later {
                return Ok(None);
            }
        }
    }

    /// Commits that the current step is under way in this life; `None` where somebody was faster. A mail
    /// that begins is stored and counted with it.
    async fn claim(
        &self,
        key: &str,
        turn: Option<(&String, locks::Held, super::Departures)>,
    ) -> Result<Option<(Intent, Work)>, OutboxError> {
        let held = self.locks.hold(key).await;
        let now = self.platform.now();
        let before = self.get(key).await?;
        if !self.is_open(&before, now) || before.parked {
            return Ok(None);
        }
        let (mut intent, mut batch) = (before.clone(), Batch::default());
        let work = match self
            .work(&before, before.held_by_outlook_until(now).unwrap_or(now))
            .await
        {
            Err(OutboxError::Stored(StoredError::Damaged)) => {
                intent.settle(Self::without_its_body(&before), now, 0);
                self.save(Some(&before), &mut intent, batch).await?;
                return Ok(None);
            }
            work => work?,
        };
        intent.begin(&self.life, now);
        if let (Work::SendMail(mime), false) = (&work, before.may_have_left()) {
            let Some((mailbox, _, mut departures)) = turn else {
                return Ok(None);
            };
            // An earlier try of which nothing left does not count any more.
            if let Some(date) = before.outgoing().and_then(|mail| mail.date) {
                departures.remove(date);
            }
            let leaves = intent.outgoing().and_then(|mail| mail.date);
            let welcome = matches!(intent.job, Job::Invitation(_));
            departures.add(leaves.unwrap_or(now), now, welcome);
            batch.put_mime(&intent, mime)?;
            batch.put_departures(mailbox, &departures)?;
        }
        self.save(Some(&before), &mut intent, batch).await?;
        drop(held);
        self.tell_changed(&intent).await;
        Ok(Some((intent, work)))
    }

    /// What becomes of a step whose form or mail cannot be read any more: the rep is told.
    fn without_its_body(intent: &Intent) -> Outcome {
        match intent.may_have_left() {
            true => Outcome::Unknown,
            false => Outcome::Failed(StoredError::Damaged.into()),
        }
    }

    /// Leaves to the rep what the people of a mail have to do with it now.
    async fn stop(&self, key: &str, fault: Fault) -> Result<(), OutboxError> {
        let now = self.platform.now();
        self.change(key, |intent| {
            let stops = self.is_open(intent, now) && !intent.may_have_left();
            intent.stop(fault);
            stops
        })
        .await?;
        Ok(())
    }

    /// Waits for what is in the way. A missing sign-in is taken down once.
    async fn put_off(&self, key: &str, obstacle: Obstacle) -> Result<(), OutboxError> {
        let (now, jitter) = (self.platform.now(), self.jitter());
        let Obstacle { fault, after } = obstacle;
        self.change(key, |intent| {
            let news = intent.fault.as_ref() != Some(&fault);
            let open = self.is_open(intent, now) && (news || !intent.waits_for_sign_in());
            intent.put_off(fault, after, now, jitter);
            open
        })
        .await?;
        Ok(())
    }

    async fn wait_for_turn(
        &self,
        key: &str,
        at: Millis,
        fault: Option<Fault>,
    ) -> Result<(), OutboxError> {
        let now = self.platform.now();
        self.change(key, |intent| {
            let open = self.is_open(intent, now);
            intent.wait_for_turn(at, fault);
            open
        })
        .await?;
        Ok(())
    }

    /// Whether the current step can begin or be found out now.
    fn is_open(&self, intent: &Intent, now: Millis) -> bool {
        let next = next(intent, now, &self.life);
        matches!(next, Next::Begin | Next::Recover { .. })
    }
}
