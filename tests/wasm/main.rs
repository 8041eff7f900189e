//! Tests of the platform adapters in a real browser.
#![cfg(target_arch = "wasm32")]
