//! On which day a step is due, and when on it: by the person's own clock.

use std::cell::RefCell;
use std::collections::HashMap;
use std::time::Duration;

use super::Rules;
use crate::base::{Day, Millis, Zone};
use crate::ports::Clock;

const MINUTE: i64 = 60_000;
/// No place is further from Greenwich than this.
const FURTHEST: i64 = 15 * 60 * MINUTE;
/// More days in a row than these never are without a working day.
const LONGEST_BREAK: u16 = 400;

/// The clocks of people. Where a person's time zone is not known, it is the rep's.
pub(super) struct Calendar<'a, C> {
    clock: &'a C,
    midnights: RefCell<HashMap<(Option<Zone>, Day), Millis>>,
}

impl<'a, C: Clock> Calendar<'a, C> {
    pub fn new(clock: &'a C) -> Self {
        Self {
            clock,
            midnights: RefCell::default(),
        }
    }

    /// The day of a moment at a person's place.
    pub fn day(&self, zone: Option<&Zone>, at: Millis) -> Day {
        let there = zone.and_then(|zone| self.clock.day_in(zone.as_str(), at));
        there.unwrap_or_else(|| self.clock.day(at))
    }

    /// The first moment of a day at a person's place.
    fn midnight(&self, zone: Option<&Zone>, day: Day) -> Millis {
        let key = (zone.cloned(), day);
        if let Some(known) = self.midnights.borrow().get(&key) {
            return *known;
        }
        let greenwich = day.at_greenwich().0;
        let (mut before, mut after) = (greenwich - FURTHEST, greenwich + FURTHEST);
        while after - before > MINUTE {
            let middle = before + (after - before) / 2 / MINUTE * MINUTE;
            match self.day(zone, Millis(middle)) < day {
                true => before = middle,
                false => after = middle,
            }
            if after - before <= MINUTE {
                break;
            }
        }
        self.midnights.borrow_mut().insert(key, Millis(after));
        Millis(after)
    }

    /// The first moment from `from` on at which a step may happen.
    pub fn open(&self, rules: &Rules, zone: Option<&Zone>, from: Millis) -> Millis {
        let day = self.day(zone, from);
        let first = rules.next_working(day);
        if first == day {
            let midnight = self.midnight(zone, day);
            if from < midnight.after(minutes(rules.until)) {
                return from.max(midnight.after(minutes(rules.from)));
            }
        }
        let next = rules.next_working(first.later(u16::from(first == day)));
        self.midnight(zone, next).after(minutes(rules.from))
    }

    /// When the first step is due: on the campaign's day `day`, of which the first is that on which it began.
    pub fn first(&self, rules: &Rules, zone: Option<&Zone>, began: Millis, day: u16) -> Millis {
        let opens = self.open(rules, zone, began);
        self.later(rules, zone, opens, day.saturating_sub(1))
    }

    /// When a step is due that comes so many days after another one was done.
    pub fn later(&self, rules: &Rules, zone: Option<&Zone>, done: Millis, days: u16) -> Millis {
        if days == 0 {
            return self.open(rules, zone, done);
        }
        let mut day = self.day(zone, done);
        for _ in 0..days {
            day = rules.next_working(day.later(1));
        }
        self.midnight(zone, day).after(minutes(rules.from))
    }
}

impl Rules {
    /// The first day from `day` on that counts; `day` itself where none is found.
    fn next_working(&self, day: Day) -> Day {
        let days = (0..LONGEST_BREAK).map(|n| day.later(n));
        let mut working = days
            .filter(|day| !(self.working_days && day.is_weekend() || self.holidays.contains(day)));
        working.next().unwrap_or(day)
    }
}

fn minutes(n: u16) -> Duration {
    Duration::from_secs(u64::from(n) * 60)
}
