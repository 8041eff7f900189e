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
    // Without a sanitiser, the two functions below return nothing, which is safe.
    let _ = js::prepare().await;
}

/// The HTML, reduced to what a mail may have in it.
pub fn clean(html: &str) -> String {
    js::clean(html).unwrap_or_default()
}

/// Replaces the content of `element` by the sanitised HTML.
pub fn fill(element: &Element, html: &str) {
    if js::fill(element, html).is_err() {
        element.set_text_content(None);
    }
}

/// The content of `element` as plain text, for the mail's text part.
pub fn text(element: &Element) -> String {
    js::text(element).unwrap_or_else(|_| element.text_content().unwrap_or_default())
}
