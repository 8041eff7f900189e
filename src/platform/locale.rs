//! The locale of the surfaces: the browser's by `chrome.i18n`, or the one that the policy sets.

use js_sys::{Array, Function, Promise, global};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::chrome;
use super::javascript::property;
use crate::base::texts::{Texts, bundled};

thread_local! {
    /// The policy's locale with its texts.
    static CHOSEN: RefCell<Option<(&'static str, Texts)>> = const { RefCell::new(None) };
}

/// Loads the locale that the policy sets now. A surface calls it before it draws for the first time, and keeps that
/// language while it is open.
pub async fn follow_policy() {
    let locale = policy().await;
    if CHOSEN.with_borrow(|chosen| chosen.as_ref().map(|(locale, _)| *locale)) == locale {
        return;
    }
    let texts = match locale {
        Some(locale) => bundle(locale).await.map(|texts| (locale, texts)),
        None => None,
    };
    CHOSEN.set(texts);
}

/// The bundled locale that the policy sets; `None` without one, or where the name is wrong.
async fn policy() -> Option<&'static str> {
    let managed = chrome::STORAGE_MANAGED.with(Clone::clone);
    let policy = managed.get(&"locale".into()).await.ok()?;
    bundled(&property(&policy, "locale").as_string()?)
}

async fn bundle(locale: &str) -> Option<Texts> {
    let url = chrome::runtime_get_url(&format!("_locales/{locale}/messages.json"));
    let fetch: Function = property(&global(), "fetch").dyn_into().ok()?;
    let promise: Promise = fetch.call1(&global(), &url.into()).ok()?.dyn_into().ok()?;
    let response: web_sys::Response = JsFuture::from(promise).await.ok()?.dyn_into().ok()?;
    let json = JsFuture::from(response.text().ok()?).await.ok()?;
    Texts::read(&json.as_string()?)
}

/// The language for dates and numbers, as BCP 47: the browser's own with its region, if the texts are in it; else
/// that of the texts.
#[must_use]
pub fn language() -> String {
    let browser = chrome::i18n_get_ui_language();
    match message("language", &[]) {
        Some(texts) if base(&browser) != base(&texts) => texts,
        _ => browser,
    }
}

fn base(language: &str) -> Option<&str> {
    language.split(['-', '_']).next()
}

/// The message of `key` with its placeholders filled, in order; `None` where no locale has it.
pub(super) fn message(key: &str, values: &[&str]) -> Option<String> {
    let chosen = CHOSEN.with_borrow(|chosen| chosen.as_ref()?.1.text(key, values));
    chosen.or_else(|| {
        let values: Array = values.iter().map(|value| JsValue::from(*value)).collect();
        Some(chrome::i18n_get_message(key, &values)).filter(|text| !text.is_empty())
    })
}
