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
        pub fn fill(element: &Element, html: &str) -> Result<(), JsValue>;
    }
}

/// Waits until [`fill`] may be called.
pub async fn prepare() {
    // Without a sanitiser, the function below writes nothing, which is safe.
    let _ = js::prepare().await;
}

/// Replaces the content of `element` by the HTML, reduced to what a mail may have in it.
pub fn fill(element: &Element, html: &str) {
    if js::fill(element, html).is_err() {
        element.set_text_content(None);
    }
}
