//! Helpers for untyped JavaScript values.

use js_sys::{JSON, Reflect};
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};

use crate::base::json;

/// A property of a JavaScript object; `undefined` where there is none.
pub(super) fn property(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// Reads a plain object, such as an answer of chrome.*. It goes through JSON text, for which every module has a reader
/// already.
pub(super) fn read<T: DeserializeOwned>(value: &JsValue) -> Option<T> {
    let text = JsValue::from(JSON::stringify(value).ok()?).as_string()?;
    json::read(text).ok()
}

/// The message of a thrown JavaScript value.
pub(super) fn message_of(error: &JsValue) -> String {
    error
        .dyn_ref::<js_sys::Error>()
        .map(|error| String::from(error.message()))
        .or_else(|| error.as_string())
        .unwrap_or_else(|| "unknown error".into())
}
