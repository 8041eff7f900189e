//! A day and a time as a clock on the wall shows them, and the moment that they are in a time zone.

use std::time::Duration;

use crate::base::{Day, Millis};

const MINUTE: i64 = 60_000;
const MINUTES_A_DAY: i64 = 24 * 60;
/// When a working day begins, in minutes after midnight.
pub(super) const MORNING: u16 = 9 * 60;

/// What a clock on the wall shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wall {
    /// The day.
    pub day: Day,
    /// Minutes after midnight, less than 1440.
    pub minute: u16,
}

impl Wall {
    /// What the clock shows at a moment, so many minutes east of Greenwich.
    #[must_use]
    pub fn of(at: Millis, minutes_east: i64) -> Self {
        let there = at.0.div_euclid(MINUTE).saturating_add(minutes_east);
        let days = u16::try_from(there.div_euclid(MINUTES_A_DAY)).unwrap_or_default();
        Self {
            day: epoch().later(days),
            minute: u16::try_from(there.rem_euclid(MINUTES_A_DAY)).unwrap_or_default(),
        }
    }

    /// The moment at which the clock of a place shows it; `minutes_east` is how far it is ahead of Greenwich at a
    /// moment. An hour that the clock leaves out in spring is the one after it; of an hour that it shows twice in
    /// autumn it is the first.
    #[must_use]
    pub fn at(self, minutes_east: impl Fn(Millis) -> Option<i64>) -> Option<Millis> {
        let greenwich = self.day.at_greenwich().0 + i64::from(self.minute) * MINUTE;
        let less = |minutes: i64| Millis(greenwich - minutes * MINUTE);
        // The clock changes at most once within these two days.
        let before = minutes_east(Millis(greenwich - MINUTES_A_DAY * MINUTE))?;
        let after = minutes_east(Millis(greenwich + MINUTES_A_DAY * MINUTE))?;
        let shows = |at: &Millis| minutes_east(*at).map(|east| Self::of(*at, east)) == Some(self);
        let candidates = [less(before), less(after)];
        Some(candidates.into_iter().find(shows).unwrap_or(less(before)))
    }

    /// As the value of a `datetime-local` field: "2026-11-30T09:00".
    #[must_use]
    pub fn text(self) -> String {
        let Self { day, minute } = self;
        format!("{day}T{:02}:{:02}", minute / 60, minute % 60)
    }

    /// Reads [`Self::text`]; a field may add seconds.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (day, time) = text.split_once('T')?;
        let mut parts = time.split(':');
        let (hours, minutes) = (parts.next()?, parts.next()?);
        let (hours, minutes) = (hours.parse().ok()?, minutes.parse().ok()?);
        Some(Self {
            day: Day::parse(day).ok()?,
            minute: minute_of(hours, minutes)?,
        })
    }

    /// The next morning.
    #[must_use]
    pub fn tomorrow_morning(self) -> Self {
        Self {
            day: self.day.later(1),
            minute: MORNING,
        }
    }

    /// The morning of the next Monday, which on a Monday is in a week.
    #[must_use]
    pub fn monday_morning(self) -> Self {
        Self {
            day: self.day.later(7 - self.weekday()),
            minute: MORNING,
        }
    }

    /// The day of the week: 0 is Monday.
    #[must_use]
    pub(super) fn weekday(self) -> u16 {
        // 1970 began on a Thursday.
        u16::try_from((epoch().days_to(self.day) + 3).rem_euclid(7)).unwrap_or_default()
    }

    /// The clock so much later.
    pub(super) fn later(self, span: Duration) -> Self {
        let here = self.day.at_greenwich().0 + i64::from(self.minute) * MINUTE;
        Self::of(Millis(here).after(span), 0)
    }
}

/// A time of the day in minutes after midnight, where there is such a time.
pub(super) fn minute_of(hours: u16, minutes: u16) -> Option<u16> {
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

fn epoch() -> Day {
    Day::parse("1970-01-01").unwrap_or_default()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn wall(text: &str) -> Wall {
        Wall::parse(text).unwrap()
    }

    /// Amsterdam in 2027: an hour ahead, two from 28 March, 1:00 UTC, to 31 October, 1:00 UTC.
    fn amsterdam(at: Millis) -> Option<i64> {
        let summer =
            wall("2027-03-28T01:00").at(|_| Some(0))?..wall("2027-10-31T01:00").at(|_| Some(0))?;
        Some(if summer.contains(&at) { 120 } else { 60 })
    }

    #[test]
    fn the_clock_is_read_and_written() {
        let at = wall("2026-11-30T09:05");
        assert_eq!(at.text(), "2026-11-30T09:05");
        assert_eq!(wall("2026-11-30T09:05:30"), at);
        assert_eq!(at.weekday(), 0, "a Monday");
        for text in [
            "",
            "2026-11-30",
            "2026-11-30T24:00",
            "2026-11-30T09:60",
            "T09:00",
        ] {
            assert_eq!(Wall::parse(text), None, "{text}");
        }
    }

    #[test]
    fn an_hour_that_is_left_out_is_the_one_after_it() {
        let moment = |text: &str| wall(text).at(amsterdam).unwrap();
        let shown = |at: Millis| Wall::of(at, amsterdam(at).unwrap()).text();
        assert_eq!(shown(moment("2027-03-28T02:30")), "2027-03-28T03:30");
        assert_eq!(shown(moment("2027-03-28T03:30")), "2027-03-28T03:30");
        let twice = moment("2027-10-31T02:30");
        assert_eq!(shown(twice), "2027-10-31T02:30");
        assert_eq!(amsterdam(twice), Some(120), "the first of the two");
    }

    #[test]
    fn suggestions_are_ahead() {
        assert_eq!(
            wall("2026-11-30T08:00").monday_morning(),
            wall("2026-12-07T09:00")
        );
        assert_eq!(
            wall("2026-11-29T23:00").monday_morning(),
            wall("2026-11-30T09:00")
        );
        assert_eq!(
            wall("2026-12-31T23:00").tomorrow_morning(),
            wall("2027-01-01T09:00")
        );
    }

    proptest! {
        #[test]
        fn the_moment_shows_what_was_chosen(day in 0u16..730, minute in 0u16..1440) {
            let chosen = Wall { day: Day::parse("2026-06-01").unwrap().later(day), minute };
            let at = chosen.at(amsterdam).unwrap();
            let shown = Wall::of(at, amsterdam(at).unwrap());
            // But for the hour that is left out.
            let gap = chosen.text().starts_with("2027-03-28T02");
            prop_assert_eq!(shown == chosen, !gap);
        }

        #[test]
        fn nothing_makes_it_fail(text in ".{0,20}", at in any::<i64>(), east in -1000i64..1000) {
            let _ = (Wall::parse(&text), Wall::of(Millis(at), east).text());
        }
    }
}
