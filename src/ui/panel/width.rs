//! The width of the panel.

use leptos::prelude::*;

/// The panel's width in CSS pixels.
pub fn own_width() -> u16 {
    let width = window().inner_width().ok().and_then(|width| width.as_f64());
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a cast from f64 saturates, and the worker clamps the width"
    )]
    let width = width.unwrap_or_default() as u16;
    width
}
