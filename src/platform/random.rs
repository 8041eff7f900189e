//! Random bytes.

use js_sys::Uint8Array;

use super::{Chrome, chrome};
use crate::ports::Random;

/// 16 cryptographically strong random bytes.
#[must_use]
pub fn random() -> [u8; 16] {
    let bytes = Uint8Array::new_with_length(16);
    chrome::crypto_get_random_values(&bytes);
    let mut out = [0; 16];
    bytes.copy_to(&mut out);
    out
}

impl Random for Chrome {
    fn bytes(&self) -> [u8; 16] {
        random()
    }
}
