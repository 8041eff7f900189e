//! The module of the web application: what `extension/start.js` calls in `app.html`.
#![no_main]

use msi_actions::platform::i18n;
use msi_actions::ui;
use wasm_bindgen::prelude::*;

/// Draws the web application.
#[wasm_bindgen]
pub async fn start() {
    i18n::follow_policy().await;
    ui::app::start();
}
