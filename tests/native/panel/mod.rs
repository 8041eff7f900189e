//! The panel as the worker serves it.

mod about;
mod forms;
mod side_panel;
