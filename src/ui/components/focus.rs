//! Focus and keys: a new view gets the focus, Enter does the primary action, Esc goes back.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement};

use crate::platform::sight::framed;

/// The heading of a view. It takes the focus when the view appears, so that a screen reader reads it.
#[component]
pub fn Heading(
    /// The words.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let heading = NodeRef::<html::H1>::new();
    Effect::new(move |_| {
        if let Some(heading) = heading.get() {
            // It fails only for an element without layout.
            let _ = heading.focus();
        }
    });
    view! {
        <h1 node_ref=heading tabindex="-1">
            {text}
        </h1>
    }
}

/// Enter presses the primary button and Esc the one named `back`, wherever the focus is, unless the focused control
/// uses the key itself. Without such a button, Esc moves the focus from the panel to the page around it.
#[component]
pub fn Keys() -> impl IntoView {
    let listener = window_event_listener(ev::keydown, move |event| {
        let plain = !event.shift_key() && !event.alt_key();
        // A key that is held down counts once.
        if event.default_prevented() || event.is_composing() || event.repeat() || !plain {
            return;
        }
        let chord = event.ctrl_key() || event.meta_key();
        let wanted = match event.key().as_str() {
            "Enter" if chord || !uses_enter(event.target()) => "primary",
            "Escape" if !chord => "back",
            _ => return,
        };
        if dialog_open() {
            return; // its own buttons have the keys
        }
        if press(wanted) {
            event.prevent_default();
        } else if wanted == "back" && framed() {
            back_to_the_page();
        }
    });
    on_cleanup(move || listener.remove());
}

fn dialog_open() -> bool {
    let dialog = document().query_selector("dialog[open]");
    dialog.is_ok_and(|dialog| dialog.is_some())
}

/// Moves the focus from the panel to the page around it.
fn back_to_the_page() {
    if let Ok(Some(page)) = window().parent() {
        // The page may refuse; the focus stays then.
        let _ = page.focus();
    }
}

/// Presses the last button of that name.
fn press(name: &str) -> bool {
    let Ok(buttons) = document().query_selector_all(&format!("[data-key={name}]")) else {
        return false;
    };
    let last = buttons
        .length()
        .checked_sub(1)
        .and_then(|i| buttons.item(i));
    match last.and_then(|node| node.dyn_into::<HtmlElement>().ok()) {
        Some(button) => {
            button.click();
            true
        }
        None => false,
    }
}

fn uses_enter(target: Option<EventTarget>) -> bool {
    target
        .and_then(|target| target.dyn_into::<Element>().ok())
        .and_then(|element| {
            element
                .closest("a, button, summary, textarea, select, [contenteditable], dialog")
                .ok()
                .flatten()
        })
        .is_some()
}
