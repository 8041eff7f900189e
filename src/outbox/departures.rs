//! When mails left a mailbox: never all at once, and never more a day than it, the policy and good manners
//! allow. Reps' mails and welcome mails share one count.

use serde::{Deserialize, Serialize};
use std::time::Duration;

use crate::base::time::days;
use crate::base::{Day, Millis};
use crate::storage::Versioned;

/// Between two mails: Exchange takes 30 a minute from a mailbox, whoever sends them.
pub const PACE: Duration = Duration::from_secs(3);
/// The most welcome mails in 24 hours: a tenth of what Google Workspace lets a person send, and far
/// below Exchange's limit, so that the administrator's own mail is never held up.
pub const WELCOME_MAILS_A_DAY: usize = 200;
const DAY: Duration = days(1);
/// The longest day of a calendar has 25 hours.
const REMEMBERED: Duration = Duration::from_secs(26 * 60 * 60);

/// The mails that left a mailbox of late, or may have; oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Departures {
    mails: Vec<Departure>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Departure {
    at: Millis,
    /// Whether it was a welcome mail.
    welcome: bool,
}

impl Versioned for Departures {
    const VERSION: u32 = 1;
}

impl Departures {
    /// When the next mail may leave.
    #[must_use]
    pub fn next(&self, now: Millis) -> Millis {
        // A clock that was set back does not stop the mailbox.
        let last = self
            .mails
            .iter()
            .map(|mail| mail.at)
            .filter(|at| *at <= now);
        last.max().map_or(Millis(0), |last| last.after(PACE))
    }

    /// When the next welcome mail may leave.
    #[must_use]
    pub fn next_welcome(&self, now: Millis) -> Millis {
        let sent = self.welcome_mails(now);
        let over = sent.len().checked_sub(WELCOME_MAILS_A_DAY);
        match over.and_then(|over| sent.get(over)) {
            Some(first) => first.after(DAY).max(self.next(now)),
            None => self.next(now),
        }
    }

    /// When welcome mails left in the last 24 hours.
    #[must_use]
    pub fn welcome_mails(&self, now: Millis) -> Vec<Millis> {
        let of_late = |mail: &&Departure| mail.welcome && now.since(mail.at) < DAY;
        self.mails
            .iter()
            .filter(of_late)
            .map(|mail| mail.at)
            .collect()
    }

    /// How many mails left on a day, by `day_of` of each moment.
    #[must_use]
    pub fn on(&self, day: Day, day_of: impl Fn(Millis) -> Day) -> usize {
        let that_day = |mail: &&Departure| day_of(mail.at) == day;
        self.mails.iter().filter(that_day).count()
    }

    /// Counts a mail that leaves at a moment, which may be one to come.
    pub fn add(&mut self, at: Millis, now: Millis, welcome: bool) {
        let oldest = at.min(now);
        self.mails.retain(|mail| oldest.since(mail.at) < REMEMBERED);
        self.mails.push(Departure { at, welcome });
        self.mails.sort_unstable_by_key(|mail| mail.at);
    }

    /// Takes back the count of a mail that has certainly not left.
    pub fn remove(&mut self, at: Millis) {
        if let Some(place) = self.mails.iter().rposition(|mail| mail.at == at) {
            self.mails.remove(place);
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    const HOUR: i64 = 60 * 60 * 1000;

    #[test]
    fn mails_leave_one_after_the_other() {
        let mut departures = Departures::default();
        assert_eq!(departures.next(Millis(5)), Millis(0));
        departures.add(Millis(1_000), Millis(1_000), false);
        assert_eq!(departures.next(Millis(1_001)), Millis(4_000));
        departures.remove(Millis(1_000));
        assert_eq!(departures.next(Millis(1_001)), Millis(0));
    }

    #[test]
    fn welcome_mails_wait_for_the_oldest_of_their_day_to_pass() {
        let mut departures = Departures::default();
        for n in 0..200 {
            departures.add(Millis(n * 3_000), Millis(n * 3_000), true);
        }
        let now = Millis(HOUR);
        assert_eq!(departures.welcome_mails(now).len(), 200);
        assert_eq!(departures.next_welcome(now), Millis(24 * HOUR));
        assert!(departures.next(now) <= now, "the rep's own mail goes on");
        let next_day = Millis(24 * HOUR + 3_000);
        assert!(departures.next_welcome(next_day) <= next_day);
    }

    #[test]
    fn a_clock_that_was_set_back_stops_nothing() {
        let mut departures = Departures::default();
        departures.add(Millis(1_000 * HOUR), Millis(1_000 * HOUR), false);
        assert_eq!(departures.next(Millis(HOUR)), Millis(0));
    }

    #[test]
    fn both_kinds_count_for_a_day_and_old_ones_are_forgotten() {
        let mut departures = Departures::default();
        let day_of = |at: Millis| {
            Day::parse(if at.0 < 24 * HOUR {
                "2026-11-22"
            } else {
                "2026-11-23"
            })
            .unwrap()
        };
        departures.add(Millis(HOUR), Millis(HOUR), false);
        departures.add(Millis(2 * HOUR), Millis(2 * HOUR), true);
        departures.add(Millis(25 * HOUR), Millis(25 * HOUR), false);
        assert_eq!(departures.on(day_of(Millis(0)), day_of), 2);
        departures.add(Millis(28 * HOUR), Millis(28 * HOUR), false);
        assert_eq!(departures.on(day_of(Millis(0)), day_of), 0);
    }
}
