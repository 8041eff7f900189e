//! The module of the panel: what `extension/start.js` calls in `panel.html`.
#![no_main]

use msi_actions::platform::i18n;
use msi_actions::ui;
use wasm_bindgen::prelude::*;

/// Draws the panel.
#[wasm_bindgen]
pub async fn start() {
    i18n::follow_policy().await;
    ui::panel::start();
}
