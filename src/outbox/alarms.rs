//! What wakes the worker for the outbox. Armed before anything unfinished is stored, cleared after the
//! last of it: a one-shot alarm alone could ring before it is armed again, and be lost.

use std::time::Duration;

use super::rows::{self, Batch};
use super::{Outbox, OutboxError, Wake, wake};
use crate::ports::Platform;

/// Rings again and again while anything is unfinished. Stored by the browser under this name since the
/// first release.
pub const ALARM: &str = "journal";
/// Rings when the next waiting is over.
pub const ALARM_DUE: &str = "journal.due";
/// The lock between arming and clearing.
const ALARMS: &str = "alarms";
/// How often [`ALARM`] rings, in minutes: while something is due soon, and while only a day's limit or a
/// long waiting has to pass.
const SOON: u32 = 1;
const LATER: u32 = 30;
const LONG: Duration = Duration::from_secs(60 * 60);

impl<P: Platform + 'static> Outbox<P> {
    /// Does all of `batch`, whose rows are due at `wake`. The alarm is armed before: unfinished work that
    /// nothing wakes is lost.
    pub(super) async fn commit(&self, batch: Batch, wake: Wake) -> Result<(), OutboxError> {
        let _held = self.locks.hold(ALARMS).await;
        if matches!(wake, Wake::At(_) | Wake::SignIn(_)) {
            self.arm(SOON).await;
        }
        batch.commit(&*self.platform).await
    }

    /// Arms the alarms for what is stored, or clears them where nothing is unfinished. Reads two keys of
    /// the index, no row.
    pub(super) async fn tidy(&self) -> Result<(), OutboxError> {
        let _held = self.locks.hold(ALARMS).await;
        let due = rows::first_due(&*self.platform, wake::AT).await?;
        let sign_in = rows::first_due(&*self.platform, wake::SIGN_IN).await?;
        let Some(first) = due.into_iter().chain(sign_in).min() else {
            self.platform.clear_alarm(ALARM_DUE).await;
            self.platform.clear_alarm(ALARM).await;
            self.armed.set(0);
            return Ok(());
        };
        let now = self.platform.now();
        match first > now {
            true => self.platform.wake_at(ALARM_DUE, first).await,
            false => self.platform.clear_alarm(ALARM_DUE).await,
        }
        self.arm(if first.since(now) > LONG { LATER } else { SOON })
            .await;
        Ok(())
    }

    /// Arms the periodic alarm; arming it again as it is would put it off.
    async fn arm(&self, minutes: u32) {
        if self.armed.get() != minutes {
            self.platform.wake_every(ALARM, minutes).await;
            self.armed.set(minutes);
        }
    }
}
