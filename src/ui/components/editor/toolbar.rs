//! The toolbar: one stop for Tab, arrow keys inside (the toolbar pattern of the ARIA practices).

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::commands::Switch;
use super::link::{LinkForm, range_in};
use crate::platform::i18n::text;
use crate::ui::components::{Icon, Shape};

/// Bold, italic, link, list.
#[component]
pub fn Toolbar(
    field: NodeRef<html::Div>,
    linking: RwSignal<bool>,
    /// Triggered whenever the selection may have moved, so that the switches show its formats.
    moved: Trigger,
) -> impl IntoView {
    let is_on = move |switch: Switch| {
        Memo::new(move |_| {
            moved.track();
            switch.is_on()
        })
    };
    let press = move |switch: Switch| {
        move || {
            if let Some(field) = field.get_untracked()
                && range_in(&field).is_none()
            {
                let _ = field.focus();
            }
            switch.press();
            moved.notify();
        }
    };
    view! {
        <div class="toolbar" role="toolbar" aria-label=text("editor_tools") on:keydown=arrows>
            <Tool
                name="editor_bold"
                shape=Shape::Bold
                on=is_on(Switch::Bold)
                first=true
                press=press(Switch::Bold)
            />
            <Tool
                name="editor_italic"
                shape=Shape::Italic
                on=is_on(Switch::Italic)
                press=press(Switch::Italic)
            />
            <Tool
                name="editor_link"
                shape=Shape::Link
                on=linking
                press=move || linking.update(|linking| *linking = !*linking)
            />
            <Tool
                name="editor_list"
                shape=Shape::List
                on=is_on(Switch::List)
                press=press(Switch::List)
            />
        </div>
        <LinkForm field linking />
    }
}

#[component]
fn Tool(
    name: &'static str,
    shape: Shape,
    #[prop(into)] on: Signal<bool>,
    #[prop(optional)] first: bool,
    press: impl Fn() + 'static,
) -> impl IntoView {
    let label = text(name);
    view! {
        <button
            type="button"
            class="tool"
            aria-label=label.clone()
            title=label
            aria-pressed=move || on.get().to_string()
            tabindex=if first { "0" } else { "-1" }
            // The text keeps its selection.
            on:mousedown=|event| event.prevent_default()
            on:click=move |_| press()
        >
            <Icon shape />
        </button>
    }
}

/// Puts the focus on the toolbar of the editor that `field` belongs to.
pub fn focus(field: Option<&HtmlElement>) {
    let tool = field
        .and_then(|field| field.parent_element())
        .and_then(|editor| editor.query_selector(".tool[tabindex='0']").ok().flatten());
    focus_on(tool);
}

fn arrows(event: ev::KeyboardEvent) {
    let Some(current) = event.target().and_then(|t| t.dyn_into::<Element>().ok()) else {
        return;
    };
    let next = match event.key().as_str() {
        "ArrowRight" => current.next_element_sibling(),
        "ArrowLeft" => current.previous_element_sibling(),
        "Home" => current
            .parent_element()
            .and_then(|bar| bar.first_element_child()),
        "End" => current
            .parent_element()
            .and_then(|bar| bar.last_element_child()),
        _ => return,
    };
    event.prevent_default();
    if next.is_some() {
        // Tab stops once in the toolbar: at the tool that had the focus last.
        let _ = current.set_attribute("tabindex", "-1");
        if let Some(next) = &next {
            let _ = next.set_attribute("tabindex", "0");
        }
        focus_on(next);
    }
}

fn focus_on(element: Option<Element>) {
    if let Some(element) = element.and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}
