//! The browser's own editing commands, which work with its undo, its selection and its input methods.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{DataTransfer, HtmlDocument};

use super::sanitizer;

/// The formats that the toolbar can switch on the selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Switch {
    /// Bold.
    Bold,
    /// Italic.
    Italic,
    /// A list with bullets.
    List,
}

impl Switch {
    const fn command(self) -> &'static str {
        match self {
            Self::Bold => "bold",
            Self::Italic => "italic",
            Self::List => "insertUnorderedList",
        }
    }

    /// Switches it.
    pub fn press(self) {
        run(self.command(), "");
    }

    /// Whether the selection has it.
    pub fn is_on(self) -> bool {
        editable().is_some_and(|page| page.query_command_state(self.command()).unwrap_or(false))
    }
}

/// Makes the selection a link, or writes the address where nothing is selected.
pub fn link(address: &str, selected: bool) {
    if selected {
        run("createLink", address);
    } else {
        let shown = escaped(address.strip_prefix("mailto:").unwrap_or(address));
        run(
            "insertHTML",
            &format!("<a href=\"{}\">{shown}</a>", escaped(address)),
        );
    }
}

/// Makes the selected link plain text.
pub fn unlink() {
    run("unlink", "");
}

/// Inserts pasted content: sanitised HTML, else its plain text.
pub fn insert(data: &DataTransfer) {
    let html = data.get_data("text/html").unwrap_or_default();
    let html = sanitizer::clean(&html);
    if html.trim().is_empty() {
        run(
            "insertText",
            &data.get_data("text/plain").unwrap_or_default(),
        );
    } else {
        run("insertHTML", html.trim());
    }
}

fn run(command: &str, value: &str) {
    if let Some(page) = editable() {
        // It returns false where the command does not apply to the selection.
        let _ = page.exec_command_with_show_ui_and_value(command, false, value);
    }
}

fn editable() -> Option<HtmlDocument> {
    document().dyn_into().ok()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
