//! The module of the toolbar popup: what `extension/start.js` calls in `popup.html`.
#![no_main]

use msi_actions::platform::i18n;
use msi_actions::ui;
use wasm_bindgen::prelude::*;

/// Draws the toolbar popup.
#[wasm_bindgen]
pub async fn start() {
    i18n::follow_policy().await;
    ui::popup::start();
}
