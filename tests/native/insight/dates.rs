//! A date of Salesforce is a day, not a moment: it is the same day wherever the rep is.

use crate::support::record_view::{ada, view, world};
use chrono::DateTime;
use msi_actions::base::{Day, Millis};
use msi_actions::insight::{ActivityKind, Part, Weeks, When};
use msi_actions::ports::Clock;
use serde_json::json;
use std::time::Duration;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn at(text: &str) -> Millis {
    Millis(
        DateTime::parse_from_rfc3339(text)
            .unwrap()
            .timestamp_millis(),
    )
}

const ZONES: [i64; 4] = [-11, 0, 9, 14];

#[test]
fn a_past_call_is_of_its_own_day_in_every_zone_whenever_it_was_logged() {
    for zone in ZONES {
        let (world, acme) = world();
        world.travel(zone);
        acme.rows(
            "AND IsClosed = true",
            json!([
                { "Id": "00T1", "Subject": "Logged late", "TaskSubtype": "Call", "ActivityDate": "2026-11-17",
                  "CompletedDateTime": "2026-11-25T23:59:59.000+0000" },
                { "Id": "00T2", "Subject": "Without a day", "TaskSubtype": "Task", "ActivityDate": null,
                  "CompletedDateTime": "2026-11-18T12:00:00.000+0000" },
            ]),
        );
        acme.rows(
            "IsClosed = false",
            json!([{ "Id": "00T3", "Subject": "Due", "ActivityDate": "2026-11-29", "TaskSubtype": "Task" }]),
        );
        let activities = view(&world, &ada(), false).unwrap().activities;
        let told: Vec<_> = activities
            .iter()
            .filter(|each| each.kind == ActivityKind::Task || each.kind == ActivityKind::Call)
            .map(|each| (each.id.as_str(), each.at.unwrap()))
            .collect();
        let noon = at("2026-11-18T12:00:00Z");
        assert_eq!(
            told,
            [
                ("00T3", When::On(day("2026-11-29"))),
                // Completed last, and still below: the order is that of the days.
                ("00T2", When::At(noon)),
                ("00T1", When::On(day("2026-11-17"))),
            ],
            "{zone}"
        );
    }
}

#[test]
fn a_moment_has_the_day_of_the_place_around_midnight() {
    let (world, _) = world();
    // Midnight in Pago Pago, in London, in Tokyo and on Kiritimati.
    let midnights = ["11:00", "00:00", "15:00", "10:00"];
    for (zone, midnight) in ZONES.into_iter().zip(midnights) {
        world.travel(zone);
        let midnight = at(&format!("2026-11-17T{midnight}:00Z"));
        let of = |at: Millis| When::At(at).day(|at| world.day(at));
        assert_eq!(of(Millis(midnight.0 - 1)).later(1), of(midnight), "{zone}");
        let dated = When::On(day("2026-11-17"));
        assert_eq!(dated.day(|at| world.day(at)), day("2026-11-17"), "{zone}");
    }
}

#[test]
fn the_weeks_of_a_list_are_weeks_of_days() {
    let weeks = Weeks {
        today: day("2026-11-25"),
        this: day("2026-11-23"),
        last: day("2026-11-16"),
    };
    for (on, open, part, weekday) in [
        ("2026-11-23", false, Part::ThisWeek, true),
        ("2026-11-22", false, Part::LastWeek, true),
        ("2026-11-16", false, Part::LastWeek, true),
        ("2026-11-15", false, Part::Earlier, false),
        // Done before its day came: the weekday alone would be read as this week's.
        ("2026-11-30", false, Part::ThisWeek, false),
        ("2026-11-24", true, Part::Open, false),
    ] {
        let on = day(on);
        let found = Part::of(Some(on), open, weeks);
        assert_eq!(
            (found, found.says_weekday(on, weeks)),
            (part, weekday),
            "{on}"
        );
    }
    assert_eq!(Part::of(None, false, weeks), Part::Earlier);
}

#[test]
fn days_are_counted_by_the_calendar_over_changes_of_the_clock() {
    // In Los Angeles the clocks go back on 7 November 2027: that week has 169 hours.
    let (world, _) = world();
    let zone = "America/Los_Angeles";
    let sunday = at("2027-11-07T07:00:00Z");
    let last_hour = world.day_in(zone, sunday.after(Duration::from_secs(24 * 3600 + 1800)));
    assert_eq!(world.day_in(zone, sunday), Some(day("2027-11-07")));
    assert_eq!(last_hour, Some(day("2027-11-07")));
    assert_eq!(day("2027-11-08").earlier(1), day("2027-11-07"));
    assert_eq!(day("2027-03-14").earlier(14), day("2027-02-28"));
}

#[test]
fn what_earlier_releases_kept_of_a_moment_is_read() {
    assert_eq!(
        serde_json::from_value::<When>(json!(1_800_000_000_000_i64)).unwrap(),
        When::At(Millis(1_800_000_000_000))
    );
    let on = When::On(day("2026-11-17"));
    assert_eq!(serde_json::to_value(on).unwrap(), json!("2026-11-17"));
    assert_eq!(
        serde_json::from_value::<When>(json!("2026-11-17")).unwrap(),
        on
    );
}
