//! When an activity was or is due. A date of Salesforce has no time zone and is the same day everywhere; a moment
//! is on different days in different time zones.

use serde::{Deserialize, Serialize};

use crate::base::{Day, Millis};

/// A moment or a calendar day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum When {
    /// The value of a date and time field, such as when a mail was sent.
    At(Millis),
    /// The value of a date field, such as a task's due date or the day of a call.
    On(Day),
}

impl When {
    /// The day; `day_of` gives the day of a moment where the rep is.
    #[must_use]
    pub fn day(self, day_of: impl Fn(Millis) -> Day) -> Day {
        match self {
            Self::At(at) => day_of(at),
            Self::On(day) => day,
        }
    }

    /// The moment, where it is one.
    #[must_use]
    pub const fn moment(self) -> Option<Millis> {
        match self {
            Self::At(at) => Some(at),
            Self::On(_) => None,
        }
    }
}

/// The days that divide a list of activities into parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weeks {
    /// Today.
    pub today: Day,
    /// The first day of this week.
    pub this: Day,
    /// The first day of the week before.
    pub last: Day,
}

/// The parts of a list of activities, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Part {
    Open,
    ThisWeek,
    LastWeek,
    Earlier,
}

impl Part {
    /// All, in order.
    pub const ALL: [Self; 4] = [Self::Open, Self::ThisWeek, Self::LastWeek, Self::Earlier];

    /// The part of an activity of that day. A done activity of a later day is in this week's.
    #[must_use]
    pub fn of(day: Option<Day>, open: bool, weeks: Weeks) -> Self {
        match day {
            _ if open => Self::Open,
            Some(day) if day >= weeks.this => Self::ThisWeek,
            Some(day) if day >= weeks.last => Self::LastWeek,
            _ => Self::Earlier,
        }
    }

    /// Whether the name of the weekday says which day it is.
    #[must_use]
    pub fn says_weekday(self, day: Day, weeks: Weeks) -> bool {
        let past = matches!(self, Self::ThisWeek | Self::LastWeek);
        past && weeks.last <= day && day < weeks.this.later(7)
    }
}
