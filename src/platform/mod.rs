//! The only code that touches chrome.* and web APIs.
//!
//! [`Chrome`] answers the core's ports in the worker; [`files`], [`messages`], [`i18n`], [`intl`],
//! [`side_panel`], [`sight`] and [`theme`] serve the surfaces.

mod alarms;
mod auth;
mod browser;
mod chrome;
mod database;
pub mod files;
pub mod host_names;
mod http;
pub mod i18n;
pub mod intl;
pub mod messages;
pub mod side_panel;
pub mod sight;
mod storage;
pub mod theme;

use js_sys::{Date, Reflect, Uint8Array, global};
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};

use crate::base::{Day, Millis};
use crate::ports::{Clock, Random, Tasks};

/// The browser, as the core sees it.
#[derive(Default)]
pub struct Chrome {
    auth: auth::AuthWindows,
    database: database::Connection,
}

/// Now.
#[must_use]
pub fn now() -> Millis {
    #[allow(
        clippy::cast_possible_truncation,
        reason = "milliseconds fit for 280,000 years"
    )]
    Millis(Date::now() as i64)
}

/// 16 cryptographically strong random bytes.
#[must_use]
pub fn random() -> [u8; 16] {
    let bytes = Uint8Array::new_with_length(16);
    chrome::crypto_get_random_values(&bytes);
    let mut out = [0; 16];
    bytes.copy_to(&mut out);
    out
}

/// Our extension's id.
#[must_use]
pub fn extension_id() -> String {
    chrome::RUNTIME_ID.with(Clone::clone)
}

impl Clock for Chrome {
    fn now(&self) -> Millis {
        now()
    }

    fn day(&self, at: Millis) -> Day {
        intl::calendar_day(at)
    }

    fn day_in(&self, zone: &str, at: Millis) -> Option<Day> {
        intl::calendar_day_in(zone, at)
    }

    async fn sleep(&self, span: Duration) {
        gloo_timers::future::sleep(span).await;
    }
}

impl Tasks for Chrome {
    fn spawn(&self, work: impl Future<Output = ()> + 'static) {
        wasm_bindgen_futures::spawn_local(work);
    }
}

impl Random for Chrome {
    fn bytes(&self) -> [u8; 16] {
        random()
    }
}

/// A property of a JavaScript object; `undefined` where there is none.
fn property(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// What a thrown JavaScript value says.
fn message_of(error: &JsValue) -> String {
    error
        .dyn_ref::<js_sys::Error>()
        .map(|error| String::from(error.message()))
        .or_else(|| error.as_string())
        .unwrap_or_else(|| "unknown error".into())
}

/// Whether the browser says that it is online; in doubt yes.
fn online() -> bool {
    property(&property(&global(), "navigator"), "onLine")
        .as_bool()
        .unwrap_or(true)
}
