//! Asks for confirmation; only for actions that cannot be undone.

use leptos::prelude::*;

use super::{Button, ButtonKind, modal};
use crate::platform::i18n::text;

/// A modal dialog while `open`; Esc and Cancel close it, and the focus returns to where it was.
#[component]
pub fn Confirm(
    /// Whether it is shown.
    open: RwSignal<bool>,
    /// The question.
    #[prop(into)]
    title: String,
    /// The consequences.
    #[prop(into)]
    words: String,
    /// The verb of the action, as the button's label.
    #[prop(into)]
    verb: String,
    /// Called on confirmation.
    #[prop(into)]
    on_yes: Callback<()>,
) -> impl IntoView {
    let (dialog, close) = modal();
    let yes = move |()| {
        close();
        on_yes.run(());
    };
    let texts = StoredValue::new((title, words, verb));
    view! {
        <Show when=move || open.get()>
            {
                let (title, words, verb) = texts.get_value();
                view! {
                    <dialog
                        class="dialog"
                        node_ref=dialog
                        aria-label=title.clone()
                        on:close=move |_| open.set(false)
                    >
                        <h2>{title.clone()}</h2>
                        <p class="soft">{words}</p>
                        <div class="buttons">
                            <Button look=ButtonKind::Quiet on_press=move |()| close()>
                                {text("cancel")}
                            </Button>
                            <Button look=ButtonKind::Danger on_press=yes>
                                {verb}
                            </Button>
                        </div>
                    </dialog>
                }
            }
        </Show>
    }
}
