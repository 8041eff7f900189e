//! Adding a link: a form below the toolbar asks for its address. The text keeps its selection meanwhile.

use leptos::{ev, html, prelude::*};

use super::engine::Opened;
use crate::platform::i18n::text;
use crate::ui::components::{Button, ButtonKind};

/// The form, shown while `linking`.
#[component]
pub fn LinkForm(engine: Opened, linking: RwSignal<bool>) -> impl IntoView {
    let address = RwSignal::new(String::new());
    let invalid = RwSignal::new(false);
    let existing = RwSignal::new(false);
    let input = NodeRef::<html::Input>::new();

    Effect::new(move |_| {
        if !linking.get() {
            return;
        }
        let linked = engine.with_value(|engine| engine.as_ref().and_then(|e| e.linked()));
        existing.set(linked.is_some());
        address.set(linked.unwrap_or_default());
        invalid.set(false);
    });
    Effect::new(move |_| {
        if let (true, Some(input)) = (linking.get(), input.get()) {
            let _ = input.focus();
        }
    });
    let back_to_text = move || {
        linking.set(false);
        engine.with_value(|engine| engine.as_ref().map(|e| e.focus()));
    };
    let add = move |()| match link_address(&address.get_untracked()) {
        Some(target) => {
            linking.set(false);
            engine.with_value(|engine| engine.as_ref().map(|e| e.link(&target)));
        }
        None => invalid.set(true),
    };
    let remove = move |()| {
        linking.set(false);
        engine.with_value(|engine| engine.as_ref().map(|e| e.unlink()));
    };
    let key = move |event: ev::KeyboardEvent| {
        match event.key().as_str() {
            "Enter" => add(()),
            "Escape" => back_to_text(),
            _ => return,
        }
        event.prevent_default();
    };
    let form = move || {
        view! {
            <div class="link-form">
                <input
                    class="input"
                    type="text"
                    inputmode="url"
                    autocomplete="off"
                    spellcheck="false"
                    placeholder="https://"
                    aria-label=text("editor_link_address")
                    aria-invalid=move || invalid.get().then_some("true")
                    node_ref=input
                    prop:value=address
                    on:input=move |event| {
                        address.set(event_target_value(&event));
                        invalid.set(false);
                    }
                    on:keydown=key
                />
                <Button small=true on_press=add>
                    {text("editor_link_set")}
                </Button>
                {move || {
                    existing
                        .get()
                        .then(|| {
                            view! {
                                <Button small=true look=ButtonKind::Quiet on_press=remove>
                                    {text("editor_link_remove")}
                                </Button>
                            }
                        })
                }}
                {move || {
                    invalid
                        .get()
                        .then(|| {
                            view! {
                                <p class="field-fault" role="alert">
                                    {text("editor_link_invalid")}
                                </p>
                            }
                        })
                }}
            </div>
        }
    };
    view! { <Show when=move || linking.get()>{form()}</Show> }
}

/// The address of a link from the typed text: with a scheme as it is, else as a web or e-mail address.
fn link_address(typed: &str) -> Option<String> {
    let typed = typed.trim();
    if typed.is_empty() || typed.contains(char::is_whitespace) {
        return None;
    }
    let lower = typed.to_ascii_lowercase();
    if ["http://", "https://", "mailto:", "tel:"]
        .iter()
        .any(|s| lower.starts_with(s))
    {
        return normalised(typed);
    }
    if typed.contains("://") || !typed.contains('.') {
        return None;
    }
    let scheme = if typed.contains('@') {
        "mailto:"
    } else {
        "https://"
    };
    normalised(&format!("{scheme}{typed}"))
}

/// The address as the browser normalises it; `None` where it is no valid address.
fn normalised(address: &str) -> Option<String> {
    let url = web_sys::Url::new(address).ok()?;
    Some(url.href())
}
