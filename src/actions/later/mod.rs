//! Sending later: the time that the rep chose, by the clock of a time zone, or in words.

mod languages;
mod meaning;
mod there;
mod wall;
mod words;

pub use there::{PersonZone, TimeThere, times_there};
pub use wall::Wall;
pub use words::wall_of;

use serde::{Deserialize, Serialize};
use std::time::Duration;

use crate::base::time::days;
use crate::base::{FieldFault, Millis, Zone};

/// What lies less far ahead than this is sent by the browser: until then it runs anyway, and Outlook needs a moment to
/// take a mail and another to give it back.
const SOON: Duration = Duration::from_secs(5 * 60);
/// The furthest time ahead.
const FURTHEST: Duration = days(366);

/// When a mail is sent, where the rep chose the time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Later {
    /// The moment.
    pub at: Millis,
    /// The time zone in which it was chosen, and is shown.
    pub zone: Zone,
    /// Who sends it then.
    #[serde(default)]
    pub by: SentBy,
}

/// Who sends a mail at its time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SentBy {
    /// This browser, which has to be running then.
    #[default]
    Browser,
    /// Outlook, which holds it until then.
    Outlook,
}

impl Later {
    /// Whether Outlook is to send it, and there is time left at `now` to hand it over.
    #[must_use]
    pub fn is_for_outlook(&self, now: Millis) -> bool {
        self.by == SentBy::Outlook && self.is_ahead(now)
    }

    /// Whether there is time left at `now` to hand it over.
    #[must_use]
    pub fn is_ahead(&self, now: Millis) -> bool {
        now.after(SOON) < self.at
    }

    /// What is wrong with it at `now`, as a fault of the form's field `later`.
    #[must_use]
    pub fn fault(&self, now: Millis) -> Option<FieldFault> {
        let message = if self.at <= now {
            "field_later_past"
        } else if self.at > now.after(FURTHEST) {
            "field_later_too_far"
        } else {
            return None;
        };
        Some(FieldFault::new("later", message))
    }
}
