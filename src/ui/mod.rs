//! Draws the views; holds no business rule.

pub mod app;
mod components;
pub mod panel;
pub mod popup;
