//! Adding a link: a form below the toolbar asks for its address, and restores the selection afterwards.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node, Range};

use super::commands;
use crate::platform::i18n::text;
use crate::ui::components::{Button, ButtonKind};

/// The form, shown while `linking`.
#[component]
pub fn LinkForm(field: NodeRef<html::Div>, linking: RwSignal<bool>) -> impl IntoView {
    // The selection when the form opened; a Range can be used on this thread only.
    let kept = StoredValue::new_local(None::<Range>);
    let address = RwSignal::new(String::new());
    let invalid = RwSignal::new(false);
    let existing = RwSignal::new(false);
    let input = NodeRef::<html::Input>::new();

    Effect::new(move |_| {
        if !linking.get() {
            return;
        }
        let range = field.get_untracked().and_then(|field| range_in(&field));
        let link = range.as_ref().and_then(link_around);
        existing.set(link.is_some());
        address.set(
            link.as_ref()
                .and_then(|a| a.get_attribute("href"))
                .unwrap_or_default(),
        );
        invalid.set(false);
        if let (Some(range), Some(link)) = (&range, &link) {
            // The whole link is changed, even if only a caret is within it.
            let _ = range.select_node_contents(link);
        }
        kept.set_value(range);
    });
    Effect::new(move |_| {
        if let (true, Some(input)) = (linking.get(), input.get()) {
            let _ = input.focus();
        }
    });
    let back_to_text = move || {
        linking.set(false);
        if let Some(field) = field.get_untracked() {
            let _ = field.focus();
            kept.with_value(|range| select(range.as_ref()));
        }
    };
    let add = move |()| match link_address(&address.get_untracked()) {
        Some(target) => {
            back_to_text();
            let selected = kept.with_value(|range| range.as_ref().is_some_and(|r| !r.collapsed()));
            commands::link(&target, selected);
        }
        None => invalid.set(true),
    };
    let remove = move |()| {
        back_to_text();
        commands::unlink();
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

/// The selection, if it lies inside of `field`.
pub fn range_in(field: &HtmlElement) -> Option<Range> {
    let selection = window().get_selection().ok().flatten()?;
    let range = selection.get_range_at(0).ok()?;
    let inside = range.common_ancestor_container().ok()?;
    field.contains(Some(&inside)).then_some(range)
}

fn select(range: Option<&Range>) {
    if let (Some(range), Ok(Some(selection))) = (range, window().get_selection()) {
        let _ = selection.remove_all_ranges();
        let _ = selection.add_range(range);
    }
}

fn link_around(range: &Range) -> Option<Element> {
    let node: Node = range.start_container().ok()?;
    let element = node
        .dyn_ref::<Element>()
        .cloned()
        .or_else(|| node.parent_element())?;
    element.closest("a").ok().flatten()
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
