//! JavaScript values of which nobody knows the type.

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};

/// A property of a JavaScript object; `undefined` where there is none.
pub(super) fn property(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// What a thrown JavaScript value says.
pub(super) fn message_of(error: &JsValue) -> String {
    error
        .dyn_ref::<js_sys::Error>()
        .map(|error| String::from(error.message()))
        .or_else(|| error.as_string())
        .unwrap_or_else(|| "unknown error".into())
}
