//! Going on with everything that is due: which rows go together, and which wait for one another.

use futures_util::future::join_all;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::advance::Blocked;
use super::effects::Obstacle;
use super::rows;
use super::{Intent, Next, Outbox, OutboxError, PACE, Step, next};
use crate::base::{Fault, IntentId, sort::sort_by_key};
use crate::ports::Platform;

/// So many mails of a rep leave in one go, in half a minute; more get a time of their own.
const AT_ONCE: usize = 10;

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
}
