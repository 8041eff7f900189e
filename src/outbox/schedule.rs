//! What reps do with what waits for its time: change the time, send it now; and what they decide at once about all that
//! was due while the browser slept.

use serde::{Deserialize, Serialize};
use std::rc::Rc;

use super::rows::{self, action_key};
use super::{Decision, Held, Intent, Mark, Outbox, OutboxError, StepKind};
use crate::actions::Later;
use crate::base::{Fault, IntentId, Millis, sort::sort_by_key};
use crate::ports::Platform;

/// What the rep decides about all that was due while the browser slept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ForAllLate {
    /// Send all of it now.
    SendNow,
    /// Take all of it back: the texts are drafts again.
    TakeBack,
}

impl<P: Platform + 'static> Outbox<P> {
    /// Changes the time of a mail that waits for the time that the rep chose.
    ///
    /// # Errors
    /// It does not wait for that (any more), the time has passed or is too far ahead, or its day is full by the policy.
    pub async fn reschedule(self: &Rc<Self>, id: &IntentId, later: Later) -> Result<(), Fault> {
        if let Some(fault) = later.fault(self.platform.now()) {
            return Err(OutboxError::Incomplete(vec![fault]).into());
        }
        let key = action_key(id);
        let before = self.own(&key).await?;
        let step = before.current().map(|step| &step.kind);
        let one_each = matches!(step, Some(StepKind::OneEach { .. }));
        let later = self.as_can_be(later, one_each).await;
        self.within_limit(&Intent {
            due: later.at,
            later: Some(later.clone()),
            ..before
        })
        .await?;
        if !self.change_at_outlook(&key, Some(later.clone())).await? {
            let now = self.platform.now();
            let changed = self
                .change(&key, |intent| intent.put_off_to(later, now))
                .await?;
            changed.ok_or(OutboxError::NotNow)?;
        }
        self.go_on(key);
        Ok(())
    }

    /// Does without the rest of the undo time, or of the time until the moment that the rep chose.
    ///
    /// # Errors
    /// There is no such intent, this day is full by the policy, or the storage failed.
    pub async fn send_now(self: &Rc<Self>, id: &IntentId) -> Result<(), Fault> {
        let key = action_key(id);
        let before = self.own(&key).await?;
        let now = self.platform.now();
        if before.later.is_some() {
            self.within_limit(&Intent {
                due: now,
                later: None,
                ..before
            })
            .await?;
        }
        if !self.change_at_outlook(&key, None).await? {
            self.change(&key, |intent| {
                let waits = intent.fault.is_none() && intent.leaves_at() > now;
                let begun = intent.may_have_left();
                intent.due = intent.due.min(now);
                intent.later = None;
                waits && !begun
            })
            .await?;
        }
        self.go_on(key);
        Ok(())
    }

    /// Does what the rep decided about all that was due while the browser slept, the oldest first. What cannot be
    /// taken back into its draft's place waits beside it, as after [`Self::undo`].
    ///
    /// # Errors
    /// The storage failed; what was not decided by then still waits for the rep.
    pub async fn decide_late(self: &Rc<Self>, what: ForAllLate) -> Result<(), Fault> {
        let mut late = self.own_actions().await?;
        late.retain(|intent| intent.end.is_none() && intent.held == Some(Held::Late));
        sort_by_key(&mut late, |intent| (intent.due, intent.id.clone()));
        let now = self.platform.now();
        for intent in late {
            match what {
                ForAllLate::SendNow => {
                    let key = rows::key_of(&intent);
                    let is_late = |intent: &Intent| intent.held == Some(Held::Late);
                    self.change(&key, |intent| {
                        is_late(intent) && intent.decide(Decision::Retry, now, &self.life)
                    })
                    .await?;
                }
                ForAllLate::TakeBack => drop(self.undo(&intent.id, false).await?),
            }
        }
        self.go_on_with_all();
        Ok(())
    }
}

impl Intent {
    /// Waits for another time than the one that the rep chose before; false where it is not waiting for that.
    fn put_off_to(&mut self, later: Later, now: Millis) -> bool {
        let begun = self.current().is_none_or(|step| step.mark != Mark::Todo);
        if self.end.is_some() || begun || self.later.is_none() || self.held.is_some() {
            return false;
        }
        self.due = Self::begins_by(&later, now);
        self.later = Some(later);
        self.waits_for_turn = false;
        self.attempts = 0;
        self.fault = None;
        true
    }
}
