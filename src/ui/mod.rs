//! Draws the views; holds no business rule.

pub mod app;
#[allow(
    dead_code,
    unused_imports,
    reason = "some are for the panel, which is not drawn yet"
)]
pub mod components;
pub mod popup;
