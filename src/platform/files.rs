//! Files that the user chose.

use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlInputElement;

/// The bytes of the chosen file; `None` where there is none, or it cannot be read. Clears the field, so that the same
/// file can be chosen again.
pub async fn bytes_of(input: &HtmlInputElement) -> Option<Vec<u8>> {
    let file = input.files()?.get(0)?;
    let bytes = JsFuture::from(file.array_buffer()).await.ok()?;
    input.set_value("");
    Some(Uint8Array::new(&bytes).to_vec())
}
