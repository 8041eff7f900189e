//! The exported entry points, one for each script that starts the module.

use wasm_bindgen::prelude::*;

use crate::ui;

/// Draws the toolbar popup.
#[wasm_bindgen]
pub fn start_popup() {
    ui::popup::start();
}

/// Draws the web application.
#[wasm_bindgen]
pub fn start_app() {
    ui::app::start();
}
