//! Dates, times, numbers and plural forms by the browser's locale, through `Intl`.

use js_sys::{Array, Date, Function, Object, Reflect, global};
use serde_json::json;
use wasm_bindgen::{JsCast, JsValue};

use super::chrome;
use super::javascript::property;
use super::locale::language;
use crate::actions::Wall;
use crate::base::{
    Day, Language, Millis, Zone,
    age::{Age, Moment},
};

/// "2 hours ago", "in 3 days", "yesterday", by the calendar of this machine.
#[must_use]
pub fn ago(then: Millis, now: Millis) -> String {
    let moment = |at| Moment {
        at,
        day: calendar_day(at),
    };
    let Age { count, unit } = Age::of(moment(then), moment(now));
    let numeric = if unit.has_names() { "auto" } else { "always" };
    let options = chrome::options(&json!({ "numeric": numeric }));
    formatter("RelativeTimeFormat", &options)
        .and_then(|format| {
            let method: Function = property(&format, "format").dyn_into().ok()?;
            #[allow(clippy::cast_precision_loss, reason = "a small count")]
            let count = JsValue::from_f64(count as f64);
            method
                .call2(&format, &count, &unit.name().into())
                .ok()?
                .as_string()
        })
        .unwrap_or_default()
}

/// Date and time: "22 Nov 2026, 10:30".
#[must_use]
pub fn date_time(at: Millis) -> String {
    date(at, &json!({ "dateStyle": "medium", "timeStyle": "short" }))
}

/// The time of a moment of today: "10:30".
#[must_use]
pub fn time(at: Millis) -> String {
    date(at, &json!({ "timeStyle": "short" }))
}

/// Weekday, day and time by the clock of a zone, with the year where it is not that of `now`: "Tue, 24 Nov, 10:30".
#[must_use]
pub fn date_time_in(zone: &Zone, at: Millis, now: Millis) -> String {
    let mut options = json!({
        "weekday": "short", "day": "numeric", "month": "short", "hour": "numeric", "minute": "2-digit",
        "timeZone": zone.as_str(),
    });
    let years = [at, now].map(|at| calendar_day(at).year());
    if let (true, Some(options)) = (years.first() != years.last(), options.as_object_mut()) {
        options.insert("year".into(), "numeric".into());
    }
    date(at, &options)
}

/// The time by the clock of a zone: "10:30".
#[must_use]
pub fn time_in(zone: &Zone, at: Millis) -> String {
    date(
        at,
        &json!({ "hour": "numeric", "minute": "2-digit", "timeZone": zone.as_str() }),
    )
}

/// A calendar day: "22 Nov 2026".
#[must_use]
pub fn whole_day(day: Day) -> String {
    of_day(day, json!({ "dateStyle": "medium" }))
}

/// The weekday of a calendar day: "Tue".
#[must_use]
pub fn weekday(day: Day) -> String {
    of_day(day, json!({ "weekday": "short" }))
}

/// Day and month of a calendar day, with the year where it is not that of `today`: "22 Nov", "22 Nov 2025".
#[must_use]
pub fn short_day(day: Day, today: Day) -> String {
    let mut options = json!({ "day": "numeric", "month": "short" });
    if day.year() != today.year() {
        options = json!({ "day": "numeric", "month": "short", "year": "numeric" });
    }
    of_day(day, options)
}

/// A calendar day has no moment: it is formatted in UTC, for which its moment was made.
fn of_day(day: Day, mut options: serde_json::Value) -> String {
    if let Some(options) = options.as_object_mut() {
        options.insert("timeZone".into(), "UTC".into());
    }
    date(day.at_greenwich(), &options)
}

/// "1,234".
#[must_use]
pub fn number(count: usize) -> String {
    counted("NumberFormat", "format", count).unwrap_or_else(|| count.to_string())
}

/// The length of a file: "1.5 MB", "12 kB".
#[must_use]
pub fn bytes(size: u64) -> String {
    let (unit, of) = match size {
        0..1_000 => ("byte", 1),
        1_000..1_000_000 => ("kilobyte", 1_000),
        _ => ("megabyte", 1_000_000),
    };
    let digits = u8::from(of == 1_000_000);
    let options = chrome::options(&json!({
        "style": "unit", "unit": unit, "unitDisplay": "short", "maximumFractionDigits": digits,
    }));
    formatter("NumberFormat", &options)
        .and_then(|format| {
            let method: Function = property(&format, "format").dyn_into().ok()?;
            #[allow(clippy::cast_precision_loss, reason = "shown with one digit")]
            let count = JsValue::from_f64(size as f64 / f64::from(of));
            method.call1(&format, &count).ok()?.as_string()
        })
        .unwrap_or_default()
}

/// The plural form of `count`: "one", "other" and further ones of some languages.
#[must_use]
pub fn plural(count: usize) -> String {
    counted("PluralRules", "select", count).unwrap_or_else(|| "other".to_owned())
}

fn counted(class: &str, method: &str, count: usize) -> Option<String> {
    #[allow(clippy::cast_precision_loss, reason = "a count of what is shown")]
    let count = JsValue::from_f64(count as f64);
    let format = formatter(class, &Object::new())?;
    let method: Function = property(&format, method).dyn_into().ok()?;
    method.call1(&format, &count).ok()?.as_string()
}

/// The day of `at` by the clock of this machine.
#[must_use]
pub fn calendar_day(at: Millis) -> Day {
    let date = js_date(at);
    let (year, month) = (date.get_full_year(), date.get_month() + 1);
    let text = format!("{year:04}-{month:02}-{:02}", date.get_date());
    // The clock always gives a valid day.
    Day::parse(&text).unwrap_or_default()
}

/// The day of `at` in a time zone by its IANA name; `None` where the browser knows no such zone.
#[must_use]
pub fn calendar_day_in(zone: &str, at: Millis) -> Option<Day> {
    let parts = parts_in(zone, at)?;
    Day::parse(parts.get(..10)?).ok()
}

/// The time zone of this machine; `None` where the browser names none.
#[must_use]
pub fn time_zone() -> Option<Zone> {
    let format = formatter("DateTimeFormat", &Object::new())?;
    let method: Function = property(&format, "resolvedOptions").dyn_into().ok()?;
    let options = method.call0(&format).ok()?;
    Zone::parse(&property(&options, "timeZone").as_string()?).ok()
}

/// All time zones that the browser knows.
#[must_use]
pub fn time_zones() -> Vec<Zone> {
    let intl = property(&global(), "Intl");
    let names = property(&intl, "supportedValuesOf")
        .dyn_into::<Function>()
        .and_then(|method| method.call1(&intl, &"timeZone".into()))
        .and_then(JsCast::dyn_into::<Array>);
    let names = names.unwrap_or_default().into_iter();
    names
        .filter_map(|name| Zone::parse(&name.as_string()?).ok())
        .collect()
}

/// How many minutes the clock of a zone is ahead of Greenwich at a moment; `None` where the browser knows no such
/// zone.
fn minutes_east(zone: &Zone, at: Millis) -> Option<i64> {
    let there = Wall::parse(&parts_in(zone.as_str(), at)?)?.at(|_| Some(0))?;
    Some((there.0 - at.0).div_euclid(60_000) + i64::from((there.0 - at.0).rem_euclid(60_000) > 0))
}

/// What the clock of a zone shows at a moment.
#[must_use]
pub fn wall_in(zone: &Zone, at: Millis) -> Option<Wall> {
    Some(Wall::of(at, minutes_east(zone, at)?))
}

/// The moment at which the clock of a zone shows `wall`.
#[must_use]
pub fn moment_in(zone: &Zone, wall: Wall) -> Option<Millis> {
    wall.at(|at| minutes_east(zone, at))
}

/// The language of the texts.
#[must_use]
pub fn words() -> Language {
    Language::of(&language())
}

/// "2026-11-22T10:30" by the clock of a zone.
fn parts_in(zone: &str, at: Millis) -> Option<String> {
    let options = chrome::options(&json!({
        "timeZone": zone, "calendar": "iso8601", "numberingSystem": "latn", "hourCycle": "h23",
        "year": "numeric", "month": "2-digit", "day": "2-digit", "hour": "2-digit", "minute": "2-digit",
    }));
    let format = formatter("DateTimeFormat", &options)?;
    let method: Function = property(&format, "formatToParts").dyn_into().ok()?;
    let parts: Array = method.call1(&format, &js_date(at)).ok()?.dyn_into().ok()?;
    let part = |wanted: &str| {
        let part = parts
            .iter()
            .find(|part| property(part, "type").as_string().as_deref() == Some(wanted))?;
        property(&part, "value").as_string()
    };
    Some(format!(
        "{}-{}-{}T{}:{}",
        part("year")?,
        part("month")?,
        part("day")?,
        part("hour")?,
        part("minute")?
    ))
}

/// The Monday of the next week, which on a Sunday is not the day after.
#[must_use]
pub fn next_monday(at: Millis) -> Day {
    let days = match js_date(at).get_day() {
        0 => 8,
        day => 8 - day,
    };
    calendar_day(at).later(u16::try_from(days).unwrap_or(7))
}

/// A moment as the value of a `datetime-local` field, by the clock of this machine: "2026-11-22T10:30".
#[must_use]
pub fn local_text(at: Millis) -> String {
    let date = js_date(at);
    let (hours, minutes) = (date.get_hours(), date.get_minutes());
    format!("{}T{hours:02}:{minutes:02}", calendar_day(at))
}

/// The moment of [`local_text`]; ECMAScript reads a date and time without an offset as local time.
#[must_use]
pub fn moment(text: &str) -> Option<Millis> {
    let at = Date::parse(text);
    #[allow(
        clippy::cast_possible_truncation,
        reason = "milliseconds fit for 280,000 years"
    )]
    (!at.is_nan() && text.contains('T')).then_some(Millis(at as i64))
}

/// The first day of the week of `at`, by the clock of this machine, or of the week so many weeks before it.
/// Weeks begin on the day on which the browser's locale begins them.
#[must_use]
pub fn week_start(at: Millis, weeks_before: u16) -> Day {
    let since = (js_date(at).get_day() + 7 - first_weekday()) % 7;
    let since = u16::try_from(since).unwrap_or(0);
    calendar_day(at).earlier(since.saturating_add(weeks_before.saturating_mul(7)))
}

/// 0 is Sunday, as in `Date.getDay`; Monday where the locale does not say.
fn first_weekday() -> u32 {
    let none = Object::new();
    formatter("Locale", &none)
        .and_then(|locale| {
            let method: Function = property(&locale, "getWeekInfo").dyn_into().ok()?;
            let info = method.call0(&locale).ok()?;
            property(&info, "firstDay").as_f64()
        })
        .map_or(1, |day| {
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "1 to 7"
            )]
            let day = day as u32;
            day % 7
        })
}

fn js_date(at: Millis) -> Date {
    #[allow(clippy::cast_precision_loss, reason = "milliseconds fit a double")]
    Date::new(&JsValue::from_f64(at.0 as f64))
}

fn date(at: Millis, options: &serde_json::Value) -> String {
    formatter("DateTimeFormat", &chrome::options(options))
        .and_then(|format| {
            let method: Function = property(&format, "format").dyn_into().ok()?;
            method.call1(&format, &js_date(at)).ok()?.as_string()
        })
        .unwrap_or_default()
}

fn formatter(class: &str, options: &JsValue) -> Option<Object> {
    let class: Function = property(&property(&global(), "Intl"), class)
        .dyn_into()
        .ok()?;
    let arguments = Array::of2(&language().into(), options);
    Reflect::construct(&class, &arguments).ok()?.dyn_into().ok()
}
