//! The panel as the worker serves it.

mod about;
mod fields;
mod forms;
mod images;
mod several;
mod side_panel;
