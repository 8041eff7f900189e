//! Moving the focus after an action of the rep in the panel.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{FocusOptions, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

use crate::base::ActionKind;

/// The element that gets the focus when the list is shown again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FocusTarget {
    /// The button of the action whose form it was.
    Action(ActionKind),
    /// The card of what was just sent.
    Status,
    /// The note about what was just discarded.
    Note,
}

impl FocusTarget {
    /// The element as a selector.
    pub fn selector(self) -> String {
        match self {
            Self::Action(action) => {
                let own = format!("[data-key={}]", action.name());
                format!(".acts {own}, .acts:not(:has({own})) .primary")
            }
            Self::Status => ".status".to_owned(),
            Self::Note => ".notes .button".to_owned(),
        }
    }
}

/// Puts the focus on the first element that matches, without scrolling.
pub fn focus(selector: &str) {
    let found = document().query_selector(selector).ok().flatten();
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // The list keeps its scroll position.
        let stay = FocusOptions::new();
        stay.set_prevent_scroll(true);
        // It fails only for an element without layout.
        let _ = element.focus_with_options(&stay);
    }
}

/// Scrolls the first element that matches into view, no further than needed.
pub fn into_view(selector: &str) {
    if let Ok(Some(element)) = document().query_selector(selector) {
        let near = ScrollIntoViewOptions::new();
        near.set_block(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&near);
    }
}

/// Puts the focus into a field: on its first control; on its button, where it has nothing else.
pub fn focus_field(field: &str) {
    let own = format!("[data-field='{field}']");
    let inputs = format!("{own} :is(input, select, textarea, [role='textbox'])");
    focus(&format!(
        "{inputs}, {own}:not(:has(input, select, textarea, [role='textbox'])) .button"
    ));
}
