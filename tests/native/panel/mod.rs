//! The panel as the worker serves it.

mod about;
mod fields;
mod forms;
mod side_panel;
