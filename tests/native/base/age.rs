//! How long ago something was, by the calendar where the rep is.

use chrono::DateTime;
use msi_actions::base::{
    Day, Millis,
    age::{Age, Moment, Unit},
};
use proptest::prelude::*;

/// A moment as the clock on the rep's wall shows it, with that day's offset from UTC.
fn moment(text: &str) -> Moment {
    let at = DateTime::parse_from_rfc3339(text).unwrap();
    Moment {
        at: Millis(at.timestamp_millis()),
        day: Day::parse(&text[..10]).unwrap(),
    }
}

fn age(then: &str, now: &str) -> (i64, Unit) {
    let age = Age::of(moment(then), moment(now));
    (age.count, age.unit)
}

#[test]
fn yesterday_is_the_day_before() {
    use Unit::{Day, Hour, Minute, Second};
    let now = "2026-11-25T10:00:00+01:00";
    for (then, expected) in [
        ("2026-11-25T10:00:00+01:00", (0, Second)),
        ("2026-11-25T09:59:15+01:00", (-45, Second)),
        ("2026-11-25T09:59:00+01:00", (-1, Minute)),
        ("2026-11-25T08:00:00+01:00", (-2, Hour)),
        ("2026-11-24T10:01:00+01:00", (-23, Hour)),
        ("2026-11-24T10:00:00+01:00", (-1, Day)),
        ("2026-11-24T00:00:00+01:00", (-1, Day)),
        // 34 and 47 hours ago, and no longer yesterday.
        ("2026-11-23T23:59:00+01:00", (-2, Day)),
        ("2026-11-23T11:00:00+01:00", (-2, Day)),
        ("2026-11-23T00:00:00+01:00", (-2, Day)),
        ("2026-11-26T09:00:00+01:00", (23, Hour)),
        ("2026-11-26T23:59:00+01:00", (1, Day)),
        ("2026-11-27T09:00:00+01:00", (2, Day)),
    ] {
        assert_eq!(age(then, now), expected, "{then}");
    }
    let evening = "2026-11-25T23:30:00+01:00";
    assert_eq!(age("2026-11-24T00:30:00+01:00", evening), (-1, Day));
}

#[test]
fn the_calendar_is_the_reps_own() {
    // One moment, 46 hours ago for both.
    let honolulu = age("2026-11-23T22:00:00-10:00", "2026-11-25T20:00:00-10:00");
    let tokyo = age("2026-11-24T17:00:00+09:00", "2026-11-26T15:00:00+09:00");
    let auckland = age("2026-11-24T00:30:00+13:00", "2026-11-25T22:30:00+13:00");
    assert_eq!(honolulu, (-2, Unit::Day));
    assert_eq!(tokyo, (-2, Unit::Day));
    assert_eq!(auckland, (-1, Unit::Day));
}

#[test]
fn days_of_23_and_of_25_hours_are_days() {
    // Amsterdam, 25 October 2026: 25 hours. What was just after midnight is never "today" as a day.
    let (then, now) = ("2026-10-25T00:10:00+02:00", "2026-10-25T23:30:00+01:00");
    assert_eq!(age(then, now), (-24, Unit::Hour));
    let morning = "2026-10-26T00:05:00+01:00";
    assert_eq!(age(then, morning), (-1, Unit::Day));
    assert_eq!(
        age("2026-10-24T00:05:00+02:00", "2026-10-25T23:50:00+01:00"),
        (-1, Unit::Day),
        "48 hours and three quarters, and still the day before"
    );
    // 29 March 2026: 23 hours.
    let (saturday, monday) = ("2026-03-28T09:00:00+01:00", "2026-03-30T09:00:00+02:00");
    assert_eq!(age(saturday, monday), (-2, Unit::Day), "47 hours");
    assert_eq!(age(saturday, "2026-03-29T23:00:00+02:00"), (-1, Unit::Day));
}

#[test]
fn months_and_years_are_whole_ones() {
    use Unit::{Day, Month, Year};
    let now = "2026-03-31T12:00:00Z";
    for (then, expected) in [
        ("2026-03-02T12:00:00Z", (-29, Day)),
        ("2026-03-01T12:00:00Z", (-30, Day)),
        ("2026-02-28T12:00:00Z", (-1, Month)),
        ("2025-04-30T12:00:00Z", (-11, Month)),
        ("2025-03-31T12:00:00Z", (-1, Year)),
        ("2024-04-01T12:00:00Z", (-1, Year)),
        ("2024-03-31T12:00:00Z", (-2, Year)),
        ("2026-05-31T12:00:00Z", (2, Month)),
    ] {
        assert_eq!(age(then, now), expected, "{then}");
    }
    assert!(Day.has_names() && !Month.has_names() && !Year.has_names());
}

proptest! {
    #[test]
    fn an_age_is_never_of_another_sign(then in -4_000_000_000_000i64..4_000_000_000_000, now in -4_000_000_000_000i64..4_000_000_000_000) {
        let of = |at: i64| {
            let utc = DateTime::from_timestamp_millis(at).unwrap();
            moment(&utc.to_rfc3339_opts(chrono::SecondsFormat::Millis, true))
        };
        let age = Age::of(of(then), of(now));
        prop_assert!(age.count == 0 || (age.count < 0) == (then < now));
        prop_assert!(age.unit == Unit::Second || age.count != 0);
    }
}
