//! The toolbar: one stop for Tab, arrow keys inside (the toolbar pattern of the ARIA practices).

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::engine::{Deed, Opened, Switch};
use super::image::{ImageField, ImageForm};
use super::link::LinkForm;
use super::size::Sizes;
use crate::platform::i18n::text;
use crate::ui::components::{Icon, Shape};

/// Formats that are on or off at the caret.
const FORMATS: [(&str, Shape, Switch); 3] = [
    ("editor_bold", Shape::Bold, Switch::Bold),
    ("editor_italic", Shape::Italic, Switch::Italic),
    ("editor_underline", Shape::Underline, Switch::Underline),
];
/// The same of whole lines.
const LINES: [(&str, Shape, Switch); 3] = [
    ("editor_list", Shape::List, Switch::Bullets),
    ("editor_numbers", Shape::Numbers, Switch::Numbers),
    ("editor_quote", Shape::Quote, Switch::Quote),
];
const DEEDS: [(&str, Shape, Deed); 3] = [
    ("editor_plain", Shape::Plain, Deed::Plain),
    ("editor_undo", Shape::Undo, Deed::Undo),
    ("editor_redo", Shape::Redo, Deed::Redo),
];

/// Formats, size, colour, link, image, lists, quotation, plain, undo and redo.
#[component]
pub fn Toolbar(
    engine: Opened,
    linking: RwSignal<bool>,
    describing: RwSignal<bool>,
    /// Whether the text takes images.
    images: bool,
    /// Whether no dialog can ask for one.
    pasted_only: bool,
    /// Triggered whenever the selection may have moved, so that the switches show its formats.
    moved: Trigger,
) -> impl IntoView {
    let switches = move |all: [(&'static str, Shape, Switch); 3]| {
        all.map(|(name, shape, switch)| {
            let on = Memo::new(move |_| {
                moved.track();
                engine.with_value(|engine| engine.as_ref().is_some_and(|e| e.is_on(switch)))
            });
            let press = move || {
                engine.with_value(|engine| engine.as_ref().map(|e| e.switch(switch)));
                moved.notify();
            };
            view! { <Tool name shape on press first=switch == Switch::Bold /> }
        })
    };
    let deeds = DEEDS.map(|(name, shape, deed)| {
        let press = move || {
            engine.with_value(|engine| engine.as_ref().map(|e| e.perform(deed)));
            moved.notify();
        };
        view! { <Tool name shape press /> }
    });
    let color = move |event: ev::Event| {
        let color = event_target_value(&event);
        engine.with_value(|engine| engine.as_ref().map(|e| e.color(&color)));
    };
    let chosen = move || {
        engine.with_value(|engine| engine.as_ref().is_some_and(|e| e.described().is_some()))
    };
    let files = NodeRef::<html::Input>::new();
    let hinted = RwSignal::new(false);
    let image = move || {
        linking.set(false);
        if describing.get_untracked() || chosen() {
            hinted.set(false);
            describing.update(|describing| *describing = !*describing);
        } else if pasted_only {
            hinted.update(|hinted| *hinted = !*hinted);
        } else if let Some(files) = files.get_untracked() {
            files.click();
        }
    };
    let image_name = Memo::new(move |_| {
        moved.track();
        match chosen() {
            true => "editor_image_words",
            false => "editor_image",
        }
    });
    view! {
        <div class="toolbar" role="toolbar" aria-label=text("editor_tools") on:keydown=arrows>
            {switches(FORMATS)}
            <Sizes engine moved />
            <input
                type="color"
                value="#cc0000"
                class="tool"
                aria-label=text("editor_color")
                title=text("editor_color")
                tabindex="-1"
                on:change=color
            />
            <Tool
                name="editor_link"
                shape=Shape::Link
                on=linking
                press=move || {
                    describing.set(false);
                    linking.update(|linking| *linking = !*linking);
                }
            />
            {images.then(|| view! { <Tool name=image_name shape=Shape::Image press=image /> })}
            {switches(LINES)}
            {deeds}
        </div>
        <LinkForm engine linking />
        {images
            .then(|| {
                view! {
                    <ImageForm engine describing />
                    <Show when=move || hinted.get()>
                        <p class="link-form small" role="status">
                            {text("editor_image_paste")}
                        </p>
                    </Show>
                    <ImageField engine field=files />
                }
            })}
    }
}

#[component]
fn Tool(
    #[prop(into)] name: Signal<&'static str>,
    shape: Shape,
    /// Whether it is on, of what can be.
    #[prop(optional, into)]
    on: Option<Signal<bool>>,
    #[prop(optional)] first: bool,
    press: impl Fn() + 'static,
) -> impl IntoView {
    let label = move || text(name.get());
    view! {
        <button
            type="button"
            class="tool"
            data-tool=move || name.get()
            aria-label=label
            title=label
            aria-pressed=move || on.map(|on| on.get().to_string())
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
