//! Files that somebody chose.

use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlInputElement;

/// The bytes of the file that was chosen, which may then be chosen again; `None` where there is none
/// or it cannot be read.
pub async fn bytes_of(input: &HtmlInputElement) -> Option<Vec<u8>> {
    let file = input.files()?.get(0)?;
    let bytes = JsFuture::from(file.array_buffer()).await.ok()?;
    input.set_value("");
    Some(Uint8Array::new(&bytes).to_vec())
}
