//! `extension/sanitize.js`, which the shells of all surfaces load.

mod js {
    use wasm_bindgen::prelude::*;

    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(catch, js_namespace = htmlSanitizer)]
        pub async fn prepare() -> Result<JsValue, JsValue>;
        #[wasm_bindgen(catch, js_namespace = htmlSanitizer)]
        pub fn clean(html: &str) -> Result<String, JsValue>;
    }
}

/// Waits until [`clean`] may be called.
pub async fn prepare() {
    // Without a sanitiser, the function below returns nothing, which is safe.
    let _ = js::prepare().await;
}

/// The HTML, reduced to what a mail may have in it.
pub fn clean(html: &str) -> String {
    js::clean(html).unwrap_or_default()
}
