//! Whose turn it is to leave by a mailbox.

use std::time::Duration;

use super::departures::Departures;
use super::rows::{self, ACTIONS};
use super::{Held, Intent, Mark, Outbox, OutboxError};
use crate::base::{Day, Fault, IntentId, Millis, locks};
use crate::ports::Platform;
use crate::settings::PolicyError;

/// A turn that comes within this time is waited for.
const SHORT: Duration = Duration::from_secs(5);
/// Every time zone's midnight is at a full, a half or a quarter hour.
const QUARTER: Duration = Duration::from_secs(15 * 60);

/// The turn of a mail.
pub(super) enum Turn {
    /// It is now, as long as this is held.
    Now {
        /// The mailbox's lock.
        held: locks::Held,
        /// When mails left before it.
        departures: Departures,
    },
    /// Not before this moment; with what has used up the day, where that is why.
    Later(Millis, Option<Fault>),
}

impl<P: Platform + 'static> Outbox<P> {
    /// Waits for the turn of a mail that is to leave by `mailbox`.
    pub(super) async fn turn(&self, intent: &Intent, mailbox: &str) -> Result<Turn, OutboxError> {
        let held = self.hold_mailbox(mailbox).await;
        let departures = rows::departures(&*self.platform, mailbox).await?;
        let now = self.platform.now();
        let welcome = intent.invited().is_some();
        if welcome && let Some(fault) = self.day_is_full(intent, mailbox, &departures).await? {
            return Ok(Turn::Later(self.tomorrow(now), Some(fault)));
        }
        let at = match welcome {
            true => departures.next_welcome(now),
            false => departures.next(now),
        };
        if at.since(now) > SHORT {
            return Ok(Turn::Later(at, None));
        }
        if at > now {
            self.platform.sleep(at.since(now)).await;
        }
        Ok(Turn::Now { held, departures })
    }

    /// Held while it is decided what leaves by a mailbox, and while that is counted.
    pub(super) async fn hold_mailbox(&self, mailbox: &str) -> locks::Held {
        self.locks.hold(&format!("mailbox/{mailbox}")).await
    }

    /// When the next day begins at the rep's place.
    fn tomorrow(&self, now: Millis) -> Millis {
        let today = self.platform.day(now);
        let quarter = i64::try_from(QUARTER.as_millis()).unwrap_or(1);
        let mut at = Millis(now.0 - now.0.rem_euclid(quarter));
        // The longest day has 25 hours.
        for _ in 0..=25 * 4 {
            at = at.after(QUARTER);
            if self.platform.day(at) != today {
                break;
            }
        }
        at
    }

    /// Refuses a mail beyond the policy's number a day. What was taken back does not count.
    pub(super) async fn within_limit(&self, fresh: &Intent) -> Result<(), Fault> {
        let (true, Some(mailbox)) = (fresh.has_mail(), &fresh.owner.mailbox) else {
            return Ok(());
        };
        let mut departures = rows::departures(&*self.platform, mailbox).await?;
        if let Some(date) = fresh.waiting().map(|at| at.until) {
            // Its place at Outlook is given up.
            departures.remove(date);
        }
        match self.day_is_full(fresh, mailbox, &departures).await? {
            Some(fault) => Err(fault),
            None => Ok(()),
        }
    }

    /// Why the mail of `fresh` is not to be added to its day, by the policy: those that left and those of reps that
    /// will are as many as it allows. A welcome mail's day is today.
    async fn day_is_full(
        &self,
        fresh: &Intent,
        mailbox: &str,
        departures: &Departures,
    ) -> Result<Option<Fault>, OutboxError> {
        let settings = self.services.sessions.policies().settings().await;
        let Some(limit) = settings.daily_send_limit else {
            return Ok(None);
        };
        if limit == 0 {
            return Ok(Some(PolicyError::NoSending.into()));
        }
        let day = self.day_of(fresh);
        let used = self
            .mails_of(day, mailbox, departures, Some(&fresh.id))
            .await?;
        let all = used.saturating_add(fresh.mails().max(1));
        let fits = u32::try_from(all).is_ok_and(|mails| mails <= limit);
        Ok((!fits).then(|| PolicyError::SendLimit(limit).into()))
    }

    /// How many mails left a mailbox on a day, or will as far as is known, but for one.
    pub(super) async fn mails_of(
        &self,
        day: Day,
        mailbox: &str,
        departures: &Departures,
        but: Option<&IntentId>,
    ) -> Result<usize, OutboxError> {
        let waits = |intent: &&Intent| {
            let step = intent.current().filter(|_| intent.end.is_none());
            intent.owner.mailbox.as_deref() == Some(mailbox)
                && but != Some(&intent.id)
                && self.day_of(intent) == day
                && intent.outgoing().is_none()
                && matches!(intent.held, None | Some(Held::Paused))
                && step.is_some_and(|step| !matches!(step.mark, Mark::Failed { .. }))
        };
        let actions = rows::all(&*self.platform, ACTIONS).await?;
        let waiting: usize = actions.iter().filter(waits).map(Intent::mails).sum();
        Ok(waiting + departures.on(day, |at| self.platform.day(at)))
    }

    /// The day on which a mail is to leave. A welcome mail's is today.
    fn day_of(&self, intent: &Intent) -> Day {
        let today = self.platform.today();
        match intent.invited() {
            Some(_) => today,
            None => self.platform.day(intent.leaves_at()).max(today),
        }
    }
}
