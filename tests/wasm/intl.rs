//! Dates by the browser's locale.

use js_sys::Function;
use msi_actions::platform::intl;
use msi_actions::ports::Millis;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

const HOUR: i64 = 3_600_000;

/// The part of `chrome.i18n` that these functions ask.
fn speak(language: &str) {
    let set = Function::new_with_args(
        "language",
        "globalThis.chrome = { ...globalThis.chrome, i18n: { getUILanguage: () => language } }",
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
    speak("nl");
    assert_eq!(intl::ago(at(-2), now), "2 uur geleden");
}

#[wasm_bindgen_test]
fn days_by_the_locale() {
    let noon = Millis(1_795_348_800_000);
    speak("en-GB");
    let english = intl::day(noon);
    speak("nl");
    let dutch = intl::day(noon);
    assert!(
        english.contains("Nov") && dutch.contains("nov"),
        "{english} / {dutch}"
    );
}
