//! `extension/sanitize.js`, which the shells of all surfaces load.

use web_sys::Element;

mod js {
    use wasm_bindgen::prelude::*;
    use web_sys::Element;

    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(catch, js_namespace = htmlSanitizer)]
        pub async fn prepare() -> Result<JsValue, JsValue>;
        #[wasm_bindgen(catch, js_namespace = htmlSanitizer)]
        pub fn clean(html: &str) -> Result<String, JsValue>;
        #[wasm_bindgen(catch, js_namespace = htmlSanitizer)]
        pub fn fill(element: &Element, html: &str) -> Result<(), JsValue>;
        #[wasm_bindgen(catch, js_namespace = htmlSanitizer)]
        pub fn text(element: &Element) -> Result<String, JsValue>;
    }
}

/// Waits until [`clean`] and [`fill`] may be called.
pub async fn prepare() {
    // Without a sanitiser the two below give nothing, which is safe.
    let _ = js::prepare().await;
}

/// The HTML with nothing in it that a mail should not hold.
pub fn clean(html: &str) -> String {
    js::clean(html).unwrap_or_default()
}

/// Puts the cleaned HTML into `element`, in place of what it held.
pub fn fill(element: &Element, html: &str) {
    if js::fill(element, html).is_err() {
        element.set_text_content(None);
    }
}

/// What stands in `element` as plain text, for the mail's text part.
pub fn text(element: &Element) -> String {
    js::text(element).unwrap_or_else(|_| element.text_content().unwrap_or_default())
}
