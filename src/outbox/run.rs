//! Going on with the work: the asynchronous part of the state machine.

use futures_util::future::join_all;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;

use super::check::Stop;
use super::effects::{Obstacle, Work};
use super::rows::{self, Batch};
use super::turn::Turn;
use super::{Held, Intent, Job, Next, Outbox, OutboxError, Outcome, PACE, Step, StepKind, next};
use crate::base::{Fault, IntentId, Millis, Topic, locks, sort::sort_by_key};
use crate::ports::Platform;
use crate::storage::StoredError;

/// A waiting up to this long is waited out; a longer one is left to the alarm.
pub(super) const SHORT: Duration = Duration::from_secs(20);

/// So many mails of a rep leave in one go, in half a minute; more get a time of their own.
const AT_ONCE: usize = 10;

/// Why the rest of what waits for a mailbox does not go on either.
enum Blocked {
    /// The mailbox cannot be used.
    Mailbox(Obstacle),
    /// It has sent what it may for now.
    Until(Millis, Option<Fault>),
}

impl<P: Platform + 'static> Outbox<P> {
    /// Goes on with everything that is due. To be called at every start of the worker, when
    /// [`super::ALARM`] or [`super::ALARM_DUE`] rings, and after a sign-in. Ends when nothing more can be
    /// done now, which may take minutes: nobody should wait for it.
    ///
    /// # Errors
    /// The storage failed; the alarm is still armed.
    pub async fn run(&self) -> Result<(), Fault> {
        self.move_over().await?;
        self.tidy_drafts().await?;
        self.forget_old().await?;
        let mut done = self.go_through_due().await;
        while done.is_ok() && self.more_is_due.take() {
            done = self.go_through_due().await;
        }
        self.tidy().await?;
        self.tell_idle();
        Ok(done?)
    }

    async fn go_through_due(&self) -> Result<(), OutboxError> {
        let due = self.due().await?;
        let keys: Vec<String> = due.iter().map(rows::key_of).collect();
        self.running.borrow_mut().extend(keys.iter().cloned());
        let done = self.go_through(due).await;
        for key in &keys {
            self.running.borrow_mut().remove(key);
        }
        done
    }

    /// Goes on with one row beside everything else.
    pub(super) fn go_on(self: &Rc<Self>, key: String) {
        let outbox = Rc::clone(self);
        self.platform.spawn(async move {
            // What fails here is stored with the row, or the storage itself failed: then the alarm
            // is the next try.
            let _ = outbox.tidy().await;
            let _ = outbox.advance(&key).await;
            let _ = outbox.tidy().await;
            if outbox.more_is_due.take() {
                let _ = outbox.run().await;
            }
            outbox.tell_idle();
        });
    }

    /// Goes on with everything that is due beside everything else.
    pub fn go_on_with_all(self: &Rc<Self>) {
        let outbox = Rc::clone(self);
        self.platform.spawn(async move {
            let _ = outbox.run().await;
        });
    }

    /// First the permission sets, up to 200 in a call; then all that leaves by one mailbox one after the
    /// other, a rep's own before welcome mails.
    async fn go_through(&self, due: Vec<Intent>) -> Result<(), OutboxError> {
        self.assign_permission_sets(&due).await?;
        self.log_together(&due).await?;
        let now = self.platform.now();
        let mut lanes: BTreeMap<String, Vec<Intent>> = BTreeMap::new();
        for intent in due {
            let key = rows::key_of(&intent);
            let Intent { due, owner, .. } = &intent;
            let lane = match *due > now {
                true => key,
                false => format!("{}/{}/{:?}", owner.org, owner.user_id, owner.mailbox),
            };
            lanes.entry(lane).or_default().push(intent);
        }
        let all = lanes.into_values().map(|lane| self.go_along(lane));
        join_all(all).await.into_iter().collect()
    }

    async fn go_along(&self, mut lane: Vec<Intent>) -> Result<(), OutboxError> {
        sort_by_key(&mut lane, |intent| {
            let mails = intent.current().is_some_and(Step::is_mail);
            (intent.invited().is_some(), mails, intent.due)
        });
        self.space_out(&mut lane).await?;
        let mut lane = lane.into_iter();
        while let Some(intent) = lane.next() {
            if let Some(blocked) = self.advance(&rows::key_of(&intent)).await? {
                return self.block(lane.collect(), blocked).await;
            }
        }
        Ok(())
    }

    /// Gives each mail of a rep the time of its turn, and takes those out of the lane whose turn does not come
    /// soon: who only waits for the turn is not late, however long the queue is and however often the worker
    /// ends.
    async fn space_out(&self, lane: &mut Vec<Intent>) -> Result<(), OutboxError> {
        let is_own_mail = |intent: &&Intent| {
            intent.action().is_some() && intent.current().is_some_and(Step::is_mail)
        };
        let mails: Vec<Intent> = lane.iter().filter(is_own_mail).cloned().collect();
        if mails.len() < 2 {
            return Ok(());
        }
        let far: Vec<IntentId> = mails
            .iter()
            .skip(AT_ONCE)
            .map(|far| far.id.clone())
            .collect();
        lane.retain(|intent| !far.contains(&intent.id));
        let mut turn = self.platform.now();
        self.put_off_all(mails, |intent| {
            intent.wait_for_turn(turn, None);
            turn = turn.after(PACE);
            true
        })
        .await
    }

    /// Puts off all mails of these at once: what keeps one from leaving keeps the others.
    async fn block(&self, rest: Vec<Intent>, blocked: Blocked) -> Result<(), OutboxError> {
        let (now, jitter) = (self.platform.now(), self.jitter());
        self.put_off_all(rest, |intent| match &blocked {
            Blocked::Mailbox(Obstacle { fault, after }) => {
                // A missing sign-in is taken down once.
                let known = intent.waits_for_sign_in() && intent.fault.as_ref() == Some(fault);
                if !known {
                    intent.put_off(fault.clone(), *after, now, jitter);
                }
                !known
            }
            Blocked::Until(at, fault) => {
                intent.wait_for_turn(*at, fault.clone());
                true
            }
        })
        .await
    }

    /// Changes those of the rows whose mail could begin now, all in one transaction.
    async fn put_off_all(
        &self,
        rows: Vec<Intent>,
        mut edit: impl FnMut(&mut Intent) -> bool,
    ) -> Result<(), OutboxError> {
        let now = self.platform.now();
        self.change_all(rows, |intent| {
            let begins = intent.current().is_some_and(Step::is_mail)
                && next(intent, now, &self.life) == Next::Begin;
            begins && edit(intent)
        })
        .await
    }

    /// Changes rows as they are now, all in one transaction; where `edit` says no, one stays as it is.
    pub(super) async fn change_all(
        &self,
        rows: Vec<Intent>,
        mut edit: impl FnMut(&mut Intent) -> bool,
    ) -> Result<(), OutboxError> {
        let (mut held, mut batch) = (Vec::new(), Batch::default());
        let (mut wake, now) = (None, self.platform.now());
        for intent in rows {
            let key = rows::key_of(&intent);
            held.push(self.locks.hold(&key).await);
            let Some(before) = rows::get(&*self.platform, &key).await? else {
                continue;
            };
            let mut intent = before.clone();
            if edit(&mut intent) {
                batch.put(Some(&before), &mut intent, now)?;
                wake = Some(intent.wake);
            }
        }
        if let Some(wake) = wake {
            self.commit(batch, wake).await?;
            self.platform.changed(Topic::Outbox).await;
            self.platform.changed(Topic::Team).await;
        }
        Ok(())
    }

    /// Goes on with one row until it is finished, waits for long, or needs somebody; says whether what is
    /// in the way blocks its mailbox.
    async fn advance(&self, key: &str) -> Result<Option<Blocked>, OutboxError> {
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

    pub(super) fn jitter(&self) -> u8 {
        let [first, ..] = self.platform.bytes();
        first
    }
}
