//! The panel as the worker serves it.

mod forms;
mod side_panel;
