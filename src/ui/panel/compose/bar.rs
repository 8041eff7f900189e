//! The bar of the form: back, preview, send.

use leptos::prelude::*;

use crate::platform::i18n::text;
use crate::ui::components::{Button, Icon, Look, Shape};

/// Back at the left; at the right what is done with the form.
#[component]
pub fn ComposeBar(
    /// Whether the preview is shown.
    previewing: RwSignal<bool>,
    /// Whether the form is on its way to the worker.
    busy: RwSignal<bool>,
    /// Back to the list; the draft stays.
    on_back: Callback<()>,
    /// Sends.
    on_send: Callback<()>,
) -> impl IntoView {
    let back = move |()| {
        if previewing.get_untracked() {
            previewing.set(false);
        } else {
            on_back.run(());
        }
    };
    let toggle = move |()| previewing.update(|previewing| *previewing = !*previewing);
    view! {
        <div class="compose-bar">
            <Button look=Look::Quiet role_in_view="back" on_press=back>
                <Icon shape=Shape::Back />
                {text("back")}
            </Button>
            <span class="end buttons">
                <Button on_press=toggle>
                    {move || text(if previewing.get() { "compose_edit" } else { "compose_preview" })}
                </Button>
                <Button look=Look::Primary on_press=on_send disabled=busy>
                    <Icon shape=Shape::Mail />
                    {text("compose_send")}
                </Button>
            </span>
        </div>
    }
}
