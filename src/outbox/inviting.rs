//! Invitations as the engine's work: stored, decided, taken back; permission sets assigned together.

use std::rc::Rc;

use super::invitations::BATCH;
use super::rows::{self, Batch, INVITATIONS};
use super::{Decision, Intent, Mark, Next, Outbox, OutboxError, Outcome, StepKind, Wake, next};
use crate::base::{Fault, IntentId, Millis, OrgHost, RecordId, Topic};
use crate::ports::Platform;
use crate::storage::StoredError;

impl<P: Platform + 'static> Outbox<P> {
    /// Stores these invitations. Whoever's invitation is under way is left as it is, and so is whoever
    /// this order invited already.
    ///
    /// # Errors
    /// The storage failed, and nothing will be done.
    pub async fn invite(self: &Rc<Self>, fresh: Vec<Intent>) -> Result<(), Fault> {
        let Some(due) = fresh.first().map(|intent| Wake::At(intent.due)) else {
            return Ok(());
        };
        self.move_over().await?;
        let now = self.platform.now();
        let (mut held, mut batch) = (Vec::new(), Batch::default());
        for mut intent in fresh {
            let key = rows::key_of(&intent);
            held.push(self.locks.hold(&key).await);
            let known = match rows::get(&*self.platform, &key).await {
                // One that cannot be read is as good as none.
                Err(OutboxError::Stored(StoredError::Damaged)) => None,
                known => known?,
            };
            if let Some(known) = &known {
                let same_order = known.order() == intent.order();
                let unknown = known
                    .current()
                    .is_some_and(|step| step.mark == Mark::Unknown);
                if same_order || known.goes_on() || (unknown && known.end.is_none()) {
                    continue;
                }
            }
            batch.put(known.as_ref(), &mut intent, now)?;
        }
        self.commit(batch, due).await?;
        drop(held);
        self.platform.changed(Topic::Team).await;
        self.go_on_with_all();
        Ok(())
    }

    /// Every invitation that this browser made, of whomever.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn invited(&self) -> Result<Vec<Intent>, Fault> {
        self.move_over().await?;
        Ok(rows::all(&*self.platform, INVITATIONS).await?)
    }

    /// Does what its administrator decided about the invitation of `user`.
    ///
    /// # Errors
    /// The decision does not fit how it stands (any more), or it is somebody else's.
    pub async fn decide_invitation(
        self: &Rc<Self>,
        org: &OrgHost,
        user: &RecordId,
        decision: Decision,
    ) -> Result<(), OutboxError> {
        let key = rows::invitation_key(org, user);
        self.own(&key).await?;
        let now = self.platform.now();
        self.change(&key, |intent| intent.decide(decision, now, &self.life))
            .await?
            .ok_or(OutboxError::NotNow)?;
        self.go_on_with_all();
        Ok(())
    }

    /// Takes back what has not begun of the invitations of these users, whoever made them.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn take_back_invitations(
        &self,
        org: &OrgHost,
        users: &[RecordId],
    ) -> Result<(), Fault> {
        self.move_over().await?;
        let now = self.platform.now();
        for user in users {
            let key = rows::invitation_key(org, user);
            let taken = self.change(&key, |intent| {
                intent.decide(Decision::Drop, now, &self.life)
            });
            match taken.await {
                Ok(_) | Err(OutboxError::NotFound) => {}
                Err(error) => return Err(error.into()),
            }
        }
        self.tidy().await?;
        Ok(())
    }

    /// When welcome mails left a mailbox in the last 24 hours, and when the next one may.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn welcome_mails_of(&self, mailbox: &str) -> Result<(usize, Millis), Fault> {
        let departures = rows::departures(&*self.platform, mailbox).await?;
        let now = self.platform.now();
        let sent = departures.welcome_mails(now).len();
        Ok((sent, departures.next_welcome(now)))
    }

    /// Assigns the permission set for all of these that wait for it: those of one administrator together.
    pub(super) async fn assign_permission_sets(&self, due: &[Intent]) -> Result<(), OutboxError> {
        let Some(invitations) = self.invitations() else {
            return Ok(());
        };
        let now = self.platform.now();
        let assigns = |intent: &&Intent| {
            let step = intent.current();
            step.is_some_and(|step| step.kind == StepKind::PermissionSet)
                && matches!(
                    next(intent, now, &self.life),
                    Next::Begin | Next::Recover { .. }
                )
        };
        let mut waiting: Vec<&Intent> = due.iter().filter(assigns).collect();
        while let Some(first) = waiting.first().copied() {
            let (mut together, rest): (Vec<_>, Vec<_>) = waiting
                .into_iter()
                .partition(|intent| intent.is_of(&first.owner.org, &first.owner.user_id));
            let later = together.split_off(together.len().min(BATCH));
            waiting = later.into_iter().chain(rest).collect();
            let users: Vec<RecordId> = together
                .iter()
                .filter_map(|intent| Some(intent.invited()?.user.clone()))
                .collect();
            let outcomes = invitations.assign(&first.owner.org, &users).await;
            for (intent, outcome) in together.into_iter().zip(outcomes) {
                self.settle_assignment(intent, outcome).await?;
            }
        }
        Ok(())
    }

    async fn settle_assignment(&self, asked: &Intent, outcome: Outcome) -> Result<(), OutboxError> {
        let (now, jitter) = (self.platform.now(), self.jitter());
        self.change(&rows::key_of(asked), |intent| {
            // Taken back meanwhile, or invited anew.
            let waits = intent.end.is_none() && intent.id == asked.id;
            let step = intent.current();
            let assigns = step.is_some_and(|step| step.kind == StepKind::PermissionSet);
            if waits && assigns {
                intent.settle(outcome, now, jitter);
            }
            waits && assigns
        })
        .await?;
        Ok(())
    }
}

impl Intent {
    fn order(&self) -> Option<&IntentId> {
        self.invited().map(|invited| &invited.order)
    }

    /// Whether something is still to be done without anybody's decision.
    #[must_use]
    pub fn goes_on(&self) -> bool {
        let decided = |mark: &Mark| !matches!(mark, Mark::Unknown | Mark::Failed { .. });
        let step = self.current().filter(|_| self.end.is_none());
        self.held.is_none() && step.is_some_and(|step| decided(&step.mark))
    }
}
