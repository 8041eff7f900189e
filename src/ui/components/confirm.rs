//! Asks first; only for what cannot be undone.

use leptos::{ev, html, prelude::*};

use super::{Button, Look};
use crate::platform::i18n::text;

/// A modal dialog while `open`; Esc and Cancel close it.
#[component]
pub fn Confirm(
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// The question.
    #[prop(into)]
    title: String,
    /// What follows from it.
    #[prop(into)]
    words: String,
    /// The verb of what happens.
    #[prop(into)]
    verb: String,
    /// Does it.
    #[prop(into)]
    on_yes: Callback<()>,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        match (open.get(), dialog.open()) {
            // It fails only for a dialog that is already open or not in the page.
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let yes = move |()| {
        open.set(false);
        on_yes.run(());
    };
    let name = title.clone();
    view! {
        <dialog
            class="dialog"
            node_ref=dialog
            aria-label=name
            on:close=move |_: ev::Event| open.set(false)
        >
            <h2>{title}</h2>
            <p class="soft">{words}</p>
            <div class="buttons">
                <Button look=Look::Quiet on_press=move |()| open.set(false)>
                    {text("cancel")}
                </Button>
                <Button look=Look::Danger on_press=yes>
                    {verb}
                </Button>
            </div>
        </dialog>
    }
}
