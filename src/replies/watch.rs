//! How often the mailbox is looked through: often while an answer is likely, seldom later, not at all without a mail
//! that could be answered.

use serde::{Deserialize, Serialize};
use std::time::Duration;

use crate::base::Millis;
use crate::base::time::days;
use crate::mailbox::Place;
use crate::outbox::ANSWERED_WITHIN;
use crate::storage::Versioned;

const HOUR: Duration = Duration::from_secs(60 * 60);
const DAY: Duration = days(1);
/// By the age of the newest mail of ours: up to then, so often.
const EVERY: [(Duration, Duration); 4] = [
    (HOUR, Duration::from_secs(2 * 60)),
    (DAY, Duration::from_secs(5 * 60)),
    (days(7), Duration::from_secs(15 * 60)),
    (ANSWERED_WITHIN, HOUR),
];
/// A mail that arrived while the last look was under way is not missed for that.
const OVERLAP: Duration = Duration::from_secs(5 * 60);

/// What is kept of the last look at a mailbox.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Watch {
    /// Its address.
    pub mailbox: String,
    /// Up to where it was looked through.
    pub place: Option<Place>,
    /// When that was.
    pub looked: Millis,
    /// How often the provider could not be asked since it last could.
    pub failures: u32,
    /// Its Retry-After.
    pub after: Duration,
}

impl Versioned for Watch {
    const VERSION: u32 = 1;
}

impl Watch {
    /// Nothing was looked at yet; the newest mail of ours left at `newest`.
    pub fn begin(mailbox: &str, newest: Millis) -> Self {
        Self {
            mailbox: mailbox.to_owned(),
            place: None,
            looked: Millis(newest.0 - 60_000),
            failures: 0,
            after: Duration::ZERO,
        }
    }

    /// When the next look is due; `None` where no mail of ours can be answered any more.
    pub fn due(&self, newest: Millis, now: Millis) -> Option<Millis> {
        let age = now.since(newest);
        let (_, every) = EVERY.iter().find(|(up_to, _)| age < *up_to)?;
        let wait = every
            .saturating_mul(1 << self.failures.min(6))
            .min((*every).max(HOUR))
            .max(self.after);
        // A clock that was set back does not put it off for long.
        Some(Millis(self.looked.0.min(now.0)).after(wait))
    }

    /// Since when mails are looked for where there is no place to go on from.
    pub fn since(&self) -> Millis {
        self.looked.before(OVERLAP)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_secs(60);

    #[test]
    fn it_is_looked_at_less_the_older_the_newest_mail_is() {
        let newest = Millis(1_800_000_000_000);
        let wait = |age: Duration, failures| {
            let now = newest.after(age);
            let watch = Watch {
                looked: now,
                failures,
                ..Watch::begin("jo@acme.example", newest)
            };
            watch.due(newest, now).map(|due| due.since(now))
        };
        assert_eq!(wait(MINUTE, 0), Some(2 * MINUTE));
        assert_eq!(wait(2 * HOUR, 0), Some(5 * MINUTE));
        assert_eq!(wait(3 * DAY, 0), Some(15 * MINUTE));
        assert_eq!(wait(30 * DAY, 0), Some(HOUR));
        assert_eq!(wait(60 * DAY, 0), None);
        assert_eq!(wait(MINUTE, 3), Some(16 * MINUTE));
        assert_eq!(wait(MINUTE, 99), Some(HOUR));
    }
}
