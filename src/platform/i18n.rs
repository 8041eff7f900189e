//! Texts from `_locales`, in the browser's language.

use js_sys::Array;
use wasm_bindgen::JsValue;

use super::chrome;

/// The text of `key`; the key itself where no locale has it, so that a gap is seen and not blank.
#[must_use]
pub fn text(key: &str) -> String {
    text_with(key, &[])
}

/// The text of `key` with its placeholders filled, in order.
#[must_use]
pub fn text_with(key: &str, values: &[&str]) -> String {
    let values: Array = values.iter().map(|value| JsValue::from(*value)).collect();
    let text = chrome::i18n_get_message(key, &values);
    if text.is_empty() {
        key.to_owned()
    } else {
        text
    }
}

/// The text of `<key>_one` or, with the number, of `<key>_other`.
#[must_use]
pub fn counted(key: &str, count: usize) -> String {
    if count == 1 {
        text(&format!("{key}_one"))
    } else {
        text_with(&format!("{key}_other"), &[&count.to_string()])
    }
}

/// Whether a locale has `key`.
#[must_use]
pub fn has(key: &str) -> bool {
    !chrome::i18n_get_message(key, &Array::new()).is_empty()
}

/// The language that is read, as BCP 47: the browser's own, with its region, where the texts are in
/// it; else that of the texts, so that dates do not speak another one.
#[must_use]
pub fn language() -> String {
    let browser = chrome::i18n_get_ui_language();
    let texts = text("language");
    if base(&browser) == base(&texts) {
        browser
    } else {
        texts
    }
}

fn base(language: &str) -> Option<&str> {
    language.split(['-', '_']).next()
}
