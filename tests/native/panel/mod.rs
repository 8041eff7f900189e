//! The panel as the worker serves it.

mod about;
mod ahead;
mod fields;
mod forms;
mod history;
mod images;
mod launch;
mod list;
mod looks;
mod ordered;
mod several;
mod side_panel;
mod tabs;
mod written;
