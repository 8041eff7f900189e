//! Rich text: formats, links, lists. For the signature and for sales e-mails.

mod engine;
mod image;
mod image_store;
mod link;
pub(super) mod sanitizer;
mod size;
mod toolbar;

use leptos::task::spawn_local;
use leptos::{ev, html, prelude::*};

use engine::{Engine, Opened};
use image_store::KeepImage;
use toolbar::Toolbar;

/// Edits rich text. HTML is sanitised before it enters the page (the initial value, pasted content) and when it is
/// read.
#[component]
pub fn Editor(
    /// The field's label.
    #[prop(into)]
    label: String,
    /// The placeholder.
    #[prop(optional, into)]
    placeholder: String,
    /// The HTML to show; shown again when it becomes another one than the editor's own content.
    #[prop(into)]
    html: Signal<String>,
    /// Called at every change by the rep, with sanitised HTML; it is empty if nothing is written.
    #[prop(into)]
    on_change: Callback<String>,
    /// Keeps the images that are put into the text; without it the text takes none.
    #[prop(optional)]
    images: Option<KeepImage>,
    /// Whether images are pasted only: Chrome closes its popup when a dialog asks for a file.
    #[prop(optional)]
    pasted_only: bool,
) -> impl IntoView {
    let field = NodeRef::<html::Div>::new();
    let engine: Opened = StoredValue::new_local(None);
    let ready = RwSignal::new(false);
    let empty = RwSignal::new(true);
    let linking = RwSignal::new(false);
    let describing = RwSignal::new(false);
    let moved = Trigger::new();
    // What was given to the editor or taken from it last, and how it reads there.
    let given = StoredValue::new(None::<String>);
    let read = StoredValue::new(String::new());

    let changed = move || {
        // The editor notes its undo steps in the text itself, which is no change of the rep's.
        let now = engine.try_with_value(|engine| {
            let engine = engine.as_ref()?;
            Some((engine.html(), engine.is_empty()))
        });
        if let Some(Some((html, is_empty))) = now {
            empty.try_set(is_empty);
            if read.get_value() != html {
                read.set_value(html.clone());
                given.set_value(Some(html.clone()));
                on_change.run(html);
            }
        }
    };
    on_cleanup(move || {
        engine.try_with_value(|engine| engine.as_ref().map(Engine::flush));
    });
    Effect::new(move |_| {
        let Some(field) = field.get() else {
            return;
        };
        spawn_local(async move {
            let told = move || moved.notify();
            if let Some(opened) = Engine::open(&field, images, changed, told).await
                // The form may be gone by now.
                && engine.try_set_value(Some(opened)).is_none()
            {
                ready.set(true);
            }
        });
    });
    Effect::new(move |_| {
        let html = html.get();
        if !ready.get() || given.get_value().as_ref() == Some(&html) {
            return;
        }
        let now = engine.with_value(|engine| {
            let engine = engine.as_ref()?;
            engine.set(&html);
            empty.set(engine.is_empty());
            Some(engine.html())
        });
        let now = now.unwrap_or_default();
        read.set_value(now.clone());
        // An image that came as data is a file now.
        if images.is_some() && html.contains("src=\"data:") {
            given.set_value(Some(now.clone()));
            on_change.run(now);
        } else {
            given.set_value(Some(html));
        }
    });
    let key = move |event: ev::KeyboardEvent| {
        let chord = event.ctrl_key() || event.meta_key();
        match event.key().as_str() {
            "k" if chord => {
                describing.set(false);
                linking.set(true);
            }
            "F10" if event.alt_key() => toolbar::focus(field.get_untracked().as_deref()),
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <div class="editor">
            <div
                class="written"
                node_ref=field
                role="textbox"
                aria-multiline="true"
                aria-label=label
                tabindex="0"
                data-empty=move || empty.get().to_string()
                data-placeholder=placeholder
                on:drop=|event: ev::DragEvent| event.prevent_default()
                on:keydown=key
            ></div>
            // Shown above the text, but after it in the document: Tab goes to the text first, then to the tools.
            <Toolbar engine linking describing images=images.is_some() pasted_only moved />
        </div>
    }
}
