//! Files that somebody chose.

use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlInputElement;

/// The text of the file that was chosen, which may then be chosen again; `None` where there is none
/// or it cannot be read.
pub async fn text_of(input: &HtmlInputElement) -> Option<String> {
    let file = input.files()?.get(0)?;
    let text = JsFuture::from(file.text()).await.ok()?;
    input.set_value("");
    text.as_string()
}
