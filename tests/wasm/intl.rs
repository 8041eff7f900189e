//! Dates by the browser's locale.

use js_sys::Function;
use msi_actions::base::{Day, Millis};
use msi_actions::platform::intl;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

const HOUR: i64 = 3_600_000;

/// The part of `chrome.i18n` that these functions ask.
fn speak(language: &str) {
    let set = Function::new_with_args(
        "language",
        "globalThis.chrome = { ...globalThis.chrome, i18n: {
            getUILanguage: () => language, getMessage: () => language.slice(0, 2) } }",
    );
    set.call1(&JsValue::NULL, &language.into()).unwrap();
}

#[wasm_bindgen_test]
fn spans_in_words() {
    let now = Millis(1_800_000_000_000);
    let at = |hours: i64| Millis(now.0 + hours * HOUR);
    speak("en-GB");
    assert_eq!(intl::ago(at(-2), now), "2 hours ago");
    assert_eq!(intl::ago(at(-24), now), "yesterday");
    assert_eq!(intl::ago(at(72), now), "in 3 days");
    assert_eq!(intl::ago(now, now), "now");
    let november = |day: i32, hour| {
        let local = js_sys::Date::new_with_year_month_day_hr(2026, 10, day, hour);
        Millis(local.get_time() as i64)
    };
    assert_eq!(intl::ago(november(24, 1), november(25, 23)), "yesterday");
    assert_eq!(intl::ago(november(23, 23), november(25, 22)), "2 days ago");
    assert_eq!(
        intl::ago(november(-20, 12), november(25, 12)),
        "1 month ago"
    );
    speak("nl");
    assert_eq!(intl::ago(at(-2), now), "2 uur geleden");
}

#[wasm_bindgen_test]
fn days_by_the_locale() {
    let day = |text: &str| Day::parse(text).unwrap();
    let (november, next) = (day("2026-11-22"), day("2027-01-01"));
    speak("en-GB");
    let english = intl::short_day(november, november);
    assert_eq!(intl::short_day(november, next), "22 Nov 2026");
    assert_eq!(intl::whole_day(november), "22 Nov 2026");
    speak("nl");
    let dutch = intl::short_day(november, november);
    assert!(
        english.contains("Nov") && dutch.contains("nov"),
        "{english} / {dutch}"
    );
}

#[wasm_bindgen_test]
fn weeks_begin_where_the_locale_begins_them() {
    // Wednesday 25 November 2026, noon by the clock of this machine.
    let local = js_sys::Date::new_with_year_month_day_hr(2026, 10, 25, 12);
    let wednesday = Millis(local.get_time() as i64);
    let day = |text: &str| Day::parse(text).unwrap();
    speak("en-US");
    assert_eq!(intl::week_start(wednesday, 0), day("2026-11-22"));
    assert_eq!(intl::week_start(wednesday, 4), day("2026-10-25"));
    speak("nl");
    assert_eq!(intl::week_start(wednesday, 0), day("2026-11-23"));
    assert_eq!(intl::weekday(day("2026-11-25")), "wo");
}

#[wasm_bindgen_test]
fn a_day_is_that_of_the_zone() {
    let at = |text: &str| Millis(js_sys::Date::parse(text) as i64);
    // In a language with another calendar and other digits, too.
    for language in ["en-US", "ja", "ar-EG", "fa-IR", "th-TH"] {
        speak(language);
        for (zone, moment, day) in [
            ("America/Los_Angeles", "2026-11-23T01:30:00Z", "2026-11-22"),
            ("America/Los_Angeles", "2026-07-01T06:59:00Z", "2026-06-30"),
            ("America/Los_Angeles", "2026-07-01T07:00:00Z", "2026-07-01"),
            ("America/Los_Angeles", "2026-12-01T07:59:00Z", "2026-11-30"),
            ("Europe/Amsterdam", "2026-10-25T00:30:00Z", "2026-10-25"),
            ("Europe/Amsterdam", "2026-10-25T22:59:00Z", "2026-10-25"),
            ("Europe/Amsterdam", "2026-10-25T23:00:00Z", "2026-10-26"),
            ("Asia/Kolkata", "2026-11-22T18:29:00Z", "2026-11-22"),
            ("Asia/Kolkata", "2026-11-22T18:30:00Z", "2026-11-23"),
            ("Australia/Lord_Howe", "2026-01-01T12:59:00Z", "2026-01-01"),
            ("Australia/Lord_Howe", "2026-01-01T13:00:00Z", "2026-01-02"),
            ("Pacific/Kiritimati", "2026-12-31T10:00:00Z", "2027-01-01"),
            ("GMT", "2026-02-28T23:59:59Z", "2026-02-28"),
        ] {
            let found = intl::calendar_day_in(zone, at(moment)).map(|day| day.to_string());
            assert_eq!(found.as_deref(), Some(day), "{language} {zone} {moment}");
        }
    }
    assert_eq!(intl::calendar_day_in("Mars/Olympus", Millis(0)), None);
}

#[wasm_bindgen_test]
fn a_year_is_said_where_it_is_not_this_one() {
    let day = |text: &str| Day::parse(text).unwrap();
    let today = day("2026-11-22");
    speak("en-GB");
    assert_eq!(intl::short_day(day("2026-11-21"), today), "21 Nov");
    assert_eq!(intl::short_day(day("2025-10-18"), today), "18 Oct 2025");
}
