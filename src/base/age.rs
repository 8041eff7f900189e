//! How long ago something was, or how soon it will be, in the unit that a person would use.
//!
//! Below a day it is the time that passed. From a day on it is the calendar that counts, as people
//! do: yesterday is the day before, whether 24 or 47 hours ago.

use crate::base::{Day, Millis};

/// A moment, and the day on the calendar where the rep is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The moment.
    pub at: Millis,
    /// Its day on that calendar.
    pub day: Day,
}

/// A distance in time: negative in the past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Age {
    /// The number of units.
    pub count: i64,
    /// The unit that is counted.
    pub unit: Unit,
}

/// The unit of an [`Age`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "they say it")]
pub enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Month,
    Year,
}

impl Unit {
    /// The name that `Intl.RelativeTimeFormat` has for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Second => "second",
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// Whether one unit may be called "last" or "next". Months and years may not: "last month" means the month
    /// before on the calendar, and whole months are counted here.
    #[must_use]
    pub const fn has_names(self) -> bool {
        !matches!(self, Self::Month | Self::Year)
    }
}

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

impl Age {
    /// The age of `then`, seen from `now`.
    #[must_use]
    pub fn of(then: Moment, now: Moment) -> Self {
        let seconds = then.at.0.saturating_sub(now.at.0) / 1000;
        let days = now.day.days_to(then.day);
        let of = |count, unit| Self { count, unit };
        match seconds.abs() {
            0..MINUTE => of(seconds, Unit::Second),
            MINUTE..HOUR => of(seconds / MINUTE, Unit::Minute),
            HOUR..DAY => of(seconds / HOUR, Unit::Hour),
            // The day on which summer time ends has 25 hours.
            _ if days == 0 => of(seconds / HOUR, Unit::Hour),
            _ => match now.day.months_to(then.day) {
                _ if days.abs() < 30 => of(days, Unit::Day),
                0 => of(days, Unit::Day),
                months @ -11..=11 => of(months, Unit::Month),
                months => of(months / 12, Unit::Year),
            },
        }
    }
}
