//! Rich text: bold, italic, links, lists. For the signature and for sales e-mails.

mod commands;
mod link;
pub(super) mod sanitizer;
mod toolbar;

use leptos::task::spawn_local;
use leptos::{ev, html, prelude::*};
use web_sys::HtmlElement;

use toolbar::Toolbar;

/// The content of an editor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Sanitised HTML; empty if there is no text.
    pub html: String,
    /// The same as plain text.
    pub text: String,
}

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
    /// Called at every change by the rep.
    #[prop(into)]
    on_change: Callback<Written>,
) -> impl IntoView {
    let field = NodeRef::<html::Div>::new();
    let ready = RwSignal::new(false);
    let empty = RwSignal::new(true);
    let linking = RwSignal::new(false);
    let moved = Trigger::new();
    let last = StoredValue::new(None::<String>);

    spawn_local(async move {
        sanitizer::prepare().await;
        ready.try_set(true);
    });
    Effect::new(move |_| {
        let html = html.get();
        let (Some(field), true) = (field.get(), ready.get()) else {
            return;
        };
        if last.get_value().as_ref() != Some(&html) {
            sanitizer::fill(&field, &html);
            empty.set(is_empty(&field));
            last.set_value(Some(html));
        }
    });
    let changed = move || {
        let Some(field) = field.get_untracked() else {
            return;
        };
        let written = written(&field);
        empty.set(is_empty(&field));
        last.set_value(Some(written.html.clone()));
        on_change.run(written);
    };
    let pasted = move |event: ev::ClipboardEvent| {
        // The browser must not insert unsanitised content such as pictures and styles.
        event.prevent_default();
        if let Some(data) = event.clipboard_data() {
            commands::insert(&data);
        }
    };
    let key = move |event: ev::KeyboardEvent| {
        let chord = event.ctrl_key() || event.meta_key();
        match event.key().as_str() {
            "k" if chord => linking.set(true),
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
                contenteditable=move || if ready.get() { "true" } else { "false" }
                tabindex="0"
                data-empty=move || empty.get().to_string()
                data-placeholder=placeholder
                on:input=move |_| changed()
                on:keyup=move |_| moved.notify()
                on:mouseup=move |_| moved.notify()
                on:focus=move |_| moved.notify()
                on:paste=pasted
                on:drop=|event: ev::DragEvent| event.prevent_default()
                on:keydown=key
            ></div>
            // Shown above the text, but after it in the document: Tab goes to the text first, then to the tools.
            <Toolbar field linking moved />
        </div>
    }
}

fn written(field: &HtmlElement) -> Written {
    let text = sanitizer::text(field);
    let html = if text.is_empty() {
        String::new()
    } else {
        sanitizer::clean(&field.inner_html())
    };
    Written { html, text }
}

fn is_empty(field: &HtmlElement) -> bool {
    sanitizer::text(field).is_empty() && !matches!(field.query_selector("li"), Ok(Some(_)))
}
