//! What wakes the worker for the journal. Armed before anything unfinished is stored, cleared after the
//! last of it: a one-shot alarm alone could ring before it is armed again, and be lost.

use std::cell::Cell;

use super::{Intent, Next, Outbox, OutboxError, next, rows};
use crate::ports::Platform;

/// Rings every minute while anything is unfinished.
pub const ALARM: &str = "journal";
/// Rings when the next waiting is over.
pub const ALARM_DUE: &str = "journal.due";
/// The lock between arming and clearing.
const ALARMS: &str = "alarms";

/// Whether this life has armed [`ALARM`].
#[derive(Default)]
pub(super) struct Armed(Cell<bool>);

impl<P: Platform + 'static> Outbox<P> {
    /// Writes a row. The alarm is armed before: an unfinished intent that nothing wakes is lost.
    pub(super) async fn save(&self, intent: &Intent) -> Result<(), OutboxError> {
        let _held = self.locks.hold(ALARMS).await;
        if self.is_unfinished(intent) {
            self.arm().await;
        }
        rows::put(&*self.platform, intent).await
    }

    /// Arms the alarms for what is stored, or clears them where nothing is unfinished.
    pub(super) async fn tidy(&self) -> Result<(), OutboxError> {
        let _held = self.locks.hold(ALARMS).await;
        // What belongs to somebody else waits for their sign-in, not for an alarm.
        let intents = self.of_who_is_here(rows::all(&*self.platform).await?).await;
        let now = self.platform.now();
        let due = intents
            .iter()
            .filter_map(|intent| match next(intent, now, &self.life) {
                Next::Wait(at) => Some(at),
                _ => None,
            })
            .min();
        match due {
            Some(at) => self.platform.wake_at(ALARM_DUE, at).await,
            None => self.platform.clear_alarm(ALARM_DUE).await,
        }
        if intents.iter().any(|intent| self.is_unfinished(intent)) {
            self.arm().await;
        } else {
            self.platform.clear_alarm(ALARM).await;
            self.armed.0.set(false);
        }
        Ok(())
    }

    /// Arms the periodic alarm, once a life: arming it again would put it off.
    async fn arm(&self) {
        if !self.armed.0.get() {
            self.platform.wake_every(ALARM, 1).await;
            self.armed.0.set(true);
        }
    }

    fn is_unfinished(&self, intent: &Intent) -> bool {
        let next = next(intent, self.platform.now(), &self.life);
        !matches!(next, Next::Rest | Next::AskRep)
    }
}
