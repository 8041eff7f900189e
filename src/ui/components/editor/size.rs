//! The size of words: one small menu in the toolbar.

use js_sys::{Function, Reflect};
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::engine::Opened;
use crate::platform::i18n::text;

/// The sizes: what each is called, and its style. They are those of Gmail's menu.
const SIZES: [(&str, &str); 4] = [
    ("editor_size_small", "small"),
    ("editor_size_normal", ""),
    ("editor_size_large", "large"),
    ("editor_size_huge", "xx-large"),
];

/// Shows the size at the caret, and changes it.
#[component]
pub fn Sizes(engine: Opened, moved: Trigger) -> impl IntoView {
    let size = Memo::new(move |_| {
        moved.track();
        let sized = engine.with_value(|engine| engine.as_ref().map(|e| e.sized()));
        sized.unwrap_or_default()
    });
    let choose = move |event: ev::Event| {
        let size = event_target_value(&event);
        engine.with_value(|engine| engine.as_ref().map(|e| e.size(&size)));
        moved.notify();
    };
    let options = SIZES.map(|(name, style)| view! { <option value=style selected=style.is_empty()>{text(name)}</option> });
    view! {
        <select
            class="tool sizes"
            aria-label=text("editor_size")
            title=text("editor_size")
            tabindex="-1"
            prop:value=size
            on:keydown=open
            on:change=choose
        >
            {options}
        </select>
    }
}

/// The arrow keys open the list: a change at each would take the focus back to the text too early.
fn open(event: ev::KeyboardEvent) {
    if !matches!(event.key().as_str(), "ArrowDown" | "ArrowUp") {
        return;
    }
    let select = event.target().and_then(|t| t.dyn_into::<Element>().ok());
    let show = select.and_then(|select| {
        let show = Reflect::get(&select, &"showPicker".into()).ok()?;
        let show = show.dyn_into::<Function>().ok()?;
        show.call0(&select).ok()
    });
    if show.is_some() {
        event.prevent_default();
    }
}
