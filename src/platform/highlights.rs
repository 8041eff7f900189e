//! Colours parts of a text without changing it (CSS Custom Highlight API).

use wasm_bindgen::prelude::*;
use web_sys::Range;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = Highlight)]
    type JsHighlight;
    #[wasm_bindgen(constructor, js_class = "Highlight")]
    fn new() -> JsHighlight;
    #[wasm_bindgen(method)]
    fn add(this: &JsHighlight, range: &Range);
    #[wasm_bindgen(js_namespace = ["CSS", "highlights"], js_name = set)]
    fn set(name: &str, highlight: &JsHighlight);
    #[wasm_bindgen(js_namespace = ["CSS", "highlights"], js_name = delete)]
    fn delete(name: &str);
}

/// Gives these ranges, and no others of the page, the colours of `::highlight(name)`.
pub fn highlight(name: &str, ranges: &[Range]) {
    if ranges.is_empty() {
        delete(name);
        return;
    }
    let all = JsHighlight::new();
    for range in ranges {
        all.add(range);
    }
    set(name, &all);
}
