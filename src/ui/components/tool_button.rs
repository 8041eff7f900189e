//! A button that is an icon alone.

use leptos::prelude::*;

use super::{Icon, Shape};

/// The button; its label is read, and shown under the pointer.
#[component]
pub fn ToolButton(
    /// What it does, in words.
    label: String,
    /// Its icon.
    shape: Shape,
    /// Called by a click.
    #[prop(into)]
    on_press: Callback<()>,
    /// Whether what it switches is on, where it switches something.
    #[prop(optional)]
    pressed: Option<bool>,
    /// Whether it cannot be pressed now; it keeps the focus.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="tool"
            aria-label=label.clone()
            title=label
            aria-pressed=pressed.map(|on| on.to_string())
            aria-disabled=move || disabled.get().then_some("true")
            on:click=move |_| {
                // A second click may come while the view is being replaced.
                on_press.try_run(());
            }
        >
            <Icon shape />
        </button>
    }
}
