//! Draws the views; holds no business rule.

pub mod app;
pub mod components;
pub mod panel;
pub mod popup;
