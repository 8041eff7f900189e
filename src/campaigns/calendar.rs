//! On which day a step is due, and when on it: by the person's own clock.

use std::cell::RefCell;
use std::collections::HashMap;
use std::time::Duration;

use super::{Absence, Member, Rules, WhileAway};
use crate::base::{Day, Millis, Zone};
use crate::ports::Clock;

const MINUTE: i64 = 60_000;
/// No place is further from Greenwich than this.
const FURTHEST: i64 = 15 * 60 * MINUTE;
/// More days in a row than these never are without a working day: absences of two years, and holidays.
const LONGEST_BREAK: u16 = 1_200;

/// The clocks of people, and when the rep is away. Where a person's time zone is not known, it is the rep's.
pub(super) struct Calendar<'a, C> {
    clock: &'a C,
    away: &'a [Absence],
    midnights: RefCell<HashMap<(Option<Zone>, Day), Millis>>,
}

impl<'a, C: Clock> Calendar<'a, C> {
    pub fn new(clock: &'a C, away: &'a [Absence]) -> Self {
        Self {
            clock,
            away,
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

    /// Whether the rep is away at a moment: by their clock, or by that of the person.
    fn is_away(&self, zone: Option<&Zone>, at: Millis) -> bool {
        self.back(self.day(None, at)).is_some() || self.back(self.day(zone, at)).is_some()
    }

    /// Whether nothing may leave for a member at a moment: it is paused for them, or the rep is away.
    pub fn waits(&self, member: &Member, at: Millis) -> bool {
        member.is_paused(at) || self.is_away(member.zone.as_ref(), at)
    }

    /// The day after the absence that has a day.
    fn back(&self, day: Day) -> Option<Day> {
        let mut away = self.away.iter();
        away.find(|absence| absence.has(day))
            .map(|absence| absence.last.later(1))
    }

    /// The first moment from `from` on at which a step may happen: in the hours of a working day on which the rep is not
    /// away, neither by their clock nor by that of the person.
    pub fn open(&self, rules: &Rules, zone: Option<&Zone>, from: Millis) -> Millis {
        let mut open = self.hours(rules, zone, from);
        while let Some(back) = self.back(self.day(None, open)) {
            open = self.hours(rules, zone, self.midnight(None, back));
        }
        open
    }

    /// As [`Self::open`], from the beginning of a day at the person's place.
    pub fn open_on(&self, rules: &Rules, zone: Option<&Zone>, day: Day) -> Millis {
        self.open(rules, zone, self.midnight(zone, day))
    }

    /// As [`Self::open`], by the person's clock alone.
    fn hours(&self, rules: &Rules, zone: Option<&Zone>, from: Millis) -> Millis {
        let day = self.day(zone, from);
        let is_away = |day| self.back(day).is_some();
        let first = rules.next_working(day, is_away);
        if first == day {
            let midnight = self.midnight(zone, day);
            if from < midnight.after(minutes(rules.until)) {
                return from.max(midnight.after(minutes(rules.from)));
            }
        }
        let next = rules.next_working(first.later(u16::from(first == day)), is_away);
        self.midnight(zone, next).after(minutes(rules.from))
    }

    /// When the first step is due: on the campaign's day `day`, of which the first is that on which it began.
    pub fn first(&self, rules: &Rules, zone: Option<&Zone>, began: Millis, day: u16) -> Millis {
        let opens = self.open(rules, zone, began);
        self.later(rules, zone, opens, day.saturating_sub(1))
    }

    /// When a step is due that comes so many days after another one was done. Nothing happens before
    /// [`Self::open`] of it.
    pub fn later(&self, rules: &Rules, zone: Option<&Zone>, done: Millis, days: u16) -> Millis {
        if days == 0 {
            return self.open(rules, zone, done);
        }
        let moves = |day| {
            let mut away = self.away.iter();
            away.any(|absence| absence.how == WhileAway::Move && absence.has(day))
        };
        let mut day = self.day(zone, done);
        for _ in 0..days {
            day = rules.next_working(day.later(1), moves);
        }
        self.midnight(zone, day).after(minutes(rules.from))
    }
}

impl Rules {
    /// The first day from `day` on that counts and is none of `others`; `day` itself where none is found.
    pub(super) fn next_working(&self, day: Day, others: impl Fn(Day) -> bool) -> Day {
        let is_free = |day: Day| {
            self.working_days && day.is_weekend() || self.holidays.contains(&day) || others(day)
        };
        let mut days = (0..LONGEST_BREAK).map(|n| day.later(n));
        days.find(|day| !is_free(*day)).unwrap_or(day)
    }
}

fn minutes(n: u16) -> Duration {
    Duration::from_secs(u64::from(n) * 60)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HOUR: i64 = 60 * MINUTE;
    /// A Friday, at midnight in Greenwich.
    const START: i64 = 1_800_057_600_000;

    /// The rep's clock is so many hours ahead of Greenwich; a zone's name says how many its own is.
    struct Hours(i64);

    impl Clock for Hours {
        fn now(&self) -> Millis {
            Millis(START)
        }
        fn day(&self, at: Millis) -> Day {
            let there = crate::base::time::datetime(Millis(at.0 + self.0 * HOUR));
            Day::parse(there.get(..10).unwrap()).unwrap()
        }
        fn day_in(&self, zone: &str, at: Millis) -> Option<Day> {
            Some(Self(zone.parse().ok()?).day(at))
        }
        async fn sleep(&self, _: Duration) {}
    }

    fn zone() -> impl Strategy<Value = Option<Zone>> {
        proptest::option::of(-12_i64..=14)
            .prop_map(|hours| hours.map(|hours| Zone::parse(&hours.to_string()).unwrap()))
    }

    fn absences() -> impl Strategy<Value = Vec<Absence>> {
        let one = (0_u16..60, 0_u16..30, any::<bool>()).prop_map(|(first, length, moves)| {
            let first = Hours(0).day(Millis(START)).later(first);
            let how = if moves {
                WhileAway::Move
            } else {
                WhileAway::Wait
            };
            let last = first.later(length);
            Absence { first, last, how }
        });
        proptest::collection::vec(one, 0..4)
    }

    fn rules() -> impl Strategy<Value = Rules> {
        (any::<bool>(), 0_u16..1_400, 1_u16..40).prop_map(|(working_days, from, minutes)| Rules {
            working_days,
            from,
            until: from + minutes,
            ..Rules::default()
        })
    }

    proptest! {
        #[test]
        fn nothing_happens_while_the_rep_is_away_whatever_the_clocks(
            own in -12_i64..=14, zone in zone(), away in absences(), rules in rules(), from in 0_i64..2_000,
        ) {
            let clock = Hours(own);
            let calendar = Calendar::new(&clock, &away);
            let from = Millis(START + from * HOUR);
            let open = calendar.open(&rules, zone.as_ref(), from);
            prop_assert!(open >= from);
            prop_assert!(!calendar.is_away(zone.as_ref(), open));
            let there = calendar.day(zone.as_ref(), open);
            prop_assert!(away.iter().all(|absence| !absence.has(there) && !absence.has(clock.day(open))));
            // It is found in the end, and is the same when it is asked for again.
            prop_assert_eq!(calendar.open(&rules, zone.as_ref(), open), open);
            prop_assert!(open.since(from) < Duration::from_secs(200 * 24 * 3600));
        }

        #[test]
        fn what_waits_for_a_day_does_not_happen_before_it_whatever_the_clocks(
            own in -12_i64..=14, zone in zone(), rules in rules(), day in 0_u16..400,
        ) {
            let clock = Hours(own);
            let calendar = Calendar::new(&clock, &[]);
            let day = Hours(0).day(Millis(START)).later(day);
            let open = calendar.open_on(&rules, zone.as_ref(), day);
            prop_assert!(calendar.day(zone.as_ref(), open) >= day);
            prop_assert!(rules.working_days || calendar.day(zone.as_ref(), open) == day);
        }

        #[test]
        fn a_pause_changes_no_day_outside_of_it_and_a_move_never_makes_a_step_earlier(
            own in -12_i64..=14, zone in zone(), away in absences(), rules in rules(),
            done in 0_i64..2_000, days in 0_u16..40,
        ) {
            let clock = Hours(own);
            let zone = zone.as_ref();
            let done = Millis(START + done * HOUR);
            let due = |away: &[Absence]| {
                let calendar = Calendar::new(&clock, away);
                calendar.open(&rules, zone, calendar.later(&rules, zone, done, days))
            };
            let without = due(&[]);
            let with = |how| {
                let all: Vec<Absence> = away.iter().map(|absence| Absence { how, ..*absence }).collect();
                due(&all)
            };
            let (waits, moves) = (with(WhileAway::Wait), with(WhileAway::Move));
            prop_assert!(waits >= without && moves >= waits);
            if !Calendar::new(&clock, &away).is_away(zone, without) {
                prop_assert_eq!(waits, without);
            }
        }
    }
}
