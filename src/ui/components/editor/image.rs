//! Images in the toolbar: choosing them, and the words of one that is selected.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::engine::Opened;
use crate::platform::i18n::text;
use crate::ui::components::Button;

/// The field that chooses files, which the toolbar's button opens.
#[component]
pub fn ImageField(engine: Opened, field: NodeRef<html::Input>) -> impl IntoView {
    let chosen = move |event: ev::Event| {
        let input = event.target();
        let Some(input) = input.and_then(|input| input.dyn_into::<HtmlInputElement>().ok()) else {
            return;
        };
        if let Some(files) = input.files() {
            engine.with_value(|engine| engine.as_ref().map(|e| e.insert(&files)));
        }
        // The same file can be chosen again.
        input.set_value("");
    };
    view! {
        <input
            type="file"
            accept="image/png,image/jpeg,image/gif,image/webp"
            multiple
            hidden
            data-field="image"
            node_ref=field
            on:change=chosen
        />
    }
}

/// The words of the image that is selected: what a receiver reads who does not see it. Shown while `describing`.
#[component]
pub fn ImageForm(engine: Opened, describing: RwSignal<bool>) -> impl IntoView {
    let words = RwSignal::new(String::new());
    let input = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if describing.get() {
            let described = engine.with_value(|engine| engine.as_ref()?.described());
            words.set(described.unwrap_or_default());
        }
    });
    Effect::new(move |_| {
        if let (true, Some(input)) = (describing.get(), input.get()) {
            let _ = input.focus();
        }
    });
    let save = move |()| {
        describing.set(false);
        let words = words.get_untracked();
        engine.with_value(|engine| engine.as_ref().map(|e| e.describe(words.trim())));
    };
    let back = move || {
        describing.set(false);
        engine.with_value(|engine| engine.as_ref().map(|e| e.focus()));
    };
    let key = move |event: ev::KeyboardEvent| {
        match event.key().as_str() {
            "Enter" => save(()),
            "Escape" => back(),
            _ => return,
        }
        event.prevent_default();
    };
    let form = move || {
        view! {
            <div class="link-form">
                <label class="labelled">
                    <span class="small soft">{text("editor_image_words")}</span>
                    <input
                        class="input"
                        type="text"
                        autocomplete="off"
                        node_ref=input
                        prop:value=words
                        on:input=move |event| words.set(event_target_value(&event))
                        on:keydown=key
                    />
                </label>
                <Button small=true on_press=save>
                    {text("save")}
                </Button>
            </div>
        }
    };
    view! { <Show when=move || describing.get()>{form()}</Show> }
}
