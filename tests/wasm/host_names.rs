//! Host names in ASCII, as the browser writes them.

use msi_actions::platform::host_names::to_ascii;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn host_names_of_every_language_have_an_ascii_form() {
    for case in include_str!("../native/data/host-names.tsv").lines() {
        let (host, ascii) = case.split_once('\t').unwrap();
        assert_eq!(to_ascii(host).as_deref(), Some(ascii), "{host}");
    }
    for none in ["a b", "a\u{200b}<b", "ü/ä@c", ""] {
        assert_ne!(to_ascii(none).as_deref(), Some(none));
    }
}
