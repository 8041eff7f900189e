//! The queue of a mailbox as a whole: paused, gone on with, discarded; and how many mails are left for the day.

use serde::{Deserialize, Serialize};
use std::rc::Rc;

use super::rows;
use super::{Held, Intent, Mark, Outbox, PACE, Step};
use crate::base::{Fault, Topic, sort::sort_by_key};
use crate::ports::Platform;

/// What the rep does with all mails that wait for their turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Steer {
    /// None of them leaves for now.
    Pause,
    /// Those that are paused leave, one after the other.
    GoOn,
    /// Those that wait or are paused are not sent. Their texts are lost.
    Discard,
}

impl<P: Platform + 'static> Outbox<P> {
    /// Steers the queues of those who are signed in: all in one transaction, also for mails that are submitted by
    /// then. What is on its way already is left alone, and so is what waits for the time that the rep chose.
    ///
    /// # Errors
    /// The storage failed; nothing has changed.
    pub async fn steer(self: &Rc<Self>, how: Steer) -> Result<(), Fault> {
        let mut queued = self.own_actions().await?;
        let now = self.platform.now();
        queued.retain(Intent::is_queued);
        sort_by_key(&mut queued, |intent| (intent.due, intent.id.clone()));
        let mut turn = now;
        self.change_all(queued, |intent| {
            let paused = intent.held == Some(Held::Paused);
            match how {
                _ if !intent.is_queued() => return false,
                Steer::Pause if paused => return false,
                Steer::Pause => intent.held = Some(Held::Paused),
                Steer::GoOn if !paused => return false,
                Steer::GoOn => {
                    intent.held = None;
                    intent.wait_for_turn(turn, None);
                    turn = turn.after(PACE);
                }
                Steer::Discard => intent.cancel(now),
            }
            true
        })
        .await?;
        self.tidy().await?;
        self.platform.changed(Topic::Outbox).await;
        self.go_on_with_all();
        Ok(())
    }

    /// How many more mails may be sent today from the connected mailbox, where the policy limits that.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn left_today(&self) -> Result<Option<usize>, Fault> {
        let settings = self.services.sessions.policies().settings().await;
        let (Some(limit), Some(user)) = (
            settings.daily_send_limit,
            self.services.mailboxes.user().await,
        ) else {
            return Ok(None);
        };
        self.move_over().await?;
        let departures = rows::departures(&*self.platform, &user.address).await?;
        let today = self.platform.today();
        let used = self
            .mails_of(today, &user.address, &departures, None)
            .await?;
        Ok(Some(
            usize::try_from(limit)
                .unwrap_or(usize::MAX)
                .saturating_sub(used),
        ))
    }
}

impl Intent {
    /// Whether it is a rep's mail that nothing was begun of, and that waits for nothing but its turn, or is paused.
    pub(super) fn is_queued(&self) -> bool {
        let waits = |step: &Step| step.is_mail() && step.mark == Mark::Todo;
        let paused = self.held == Some(Held::Paused);
        let waits_for_time = self.later.is_some() && !self.waits_for_turn && !paused;
        self.end.is_none()
            && self.action().is_some()
            && self.current().is_some_and(waits)
            && (self.held.is_none() || paused)
            && !waits_for_time
    }
}
