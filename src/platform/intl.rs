//! Dates and times by the browser's locale, through `Intl`.

use js_sys::{Array, Date, Function, Object, Reflect, global};
use serde_json::json;
use wasm_bindgen::{JsCast, JsValue};

use super::{chrome, i18n, property};
use crate::ports::Millis;

/// "2 hours ago", "in 3 days", "yesterday".
#[must_use]
pub fn ago(then: Millis, now: Millis) -> String {
    let (count, unit) = largest_unit(then.0.saturating_sub(now.0));
    let options = chrome::options(&json!({ "numeric": "auto" }));
    formatter("RelativeTimeFormat", &options)
        .and_then(|format| {
            let method: Function = property(&format, "format").dyn_into().ok()?;
            #[allow(clippy::cast_precision_loss, reason = "a small count")]
            let count = JsValue::from_f64(count as f64);
            method
                .call2(&format, &count, &unit.into())
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

/// Weekday and day: "Tue 22 Nov".
#[must_use]
pub fn day(at: Millis) -> String {
    date(
        at,
        &json!({ "weekday": "short", "day": "numeric", "month": "short" }),
    )
}

fn date(at: Millis, options: &serde_json::Value) -> String {
    formatter("DateTimeFormat", &chrome::options(options))
        .and_then(|format| {
            let method: Function = property(&format, "format").dyn_into().ok()?;
            #[allow(clippy::cast_precision_loss, reason = "milliseconds fit a double")]
            let date = Date::new(&JsValue::from_f64(at.0 as f64));
            method.call1(&format, &date).ok()?.as_string()
        })
        .unwrap_or_default()
}

fn formatter(class: &str, options: &JsValue) -> Option<Object> {
    let class: Function = property(&property(&global(), "Intl"), class)
        .dyn_into()
        .ok()?;
    let arguments = Array::of2(&i18n::language().into(), options);
    Reflect::construct(&class, &arguments).ok()?.dyn_into().ok()
}

/// The span in its largest whole unit, as `Intl.RelativeTimeFormat` wants it.
fn largest_unit(millis: i64) -> (i64, &'static str) {
    const UNITS: [(i64, &str); 5] = [
        (365 * 86_400, "year"),
        (30 * 86_400, "month"),
        (86_400, "day"),
        (3_600, "hour"),
        (60, "minute"),
    ];
    let seconds = millis / 1000;
    UNITS
        .iter()
        .find(|(size, _)| seconds.abs() >= *size)
        .map_or((seconds, "second"), |(size, unit)| (seconds / size, *unit))
}
