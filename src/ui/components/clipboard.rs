//! A button that copies a text, and shows that it did.

use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;
use wasm_bindgen_futures::JsFuture;

use super::{Button, live};
use crate::platform::i18n::text;

/// Copies `content` to the clipboard, and shows for two seconds that it did.
#[component]
pub fn CopyButton(
    /// The text to copy, made when the button is pressed.
    #[prop(into)]
    content: Callback<(), String>,
    /// The button's label; "Copy" by default.
    #[prop(optional, into)]
    label: Option<String>,
    /// A name for screen readers, where the label alone does not tell what is copied.
    #[prop(optional, into)]
    name: Option<String>,
) -> impl IntoView {
    let copied = RwSignal::new(false);
    let label = label.unwrap_or_else(|| text("copy"));
    let live = live();
    let copy = move |()| {
        let writing = window()
            .navigator()
            .clipboard()
            .write_text(&content.run(()));
        spawn_local(async move {
            if JsFuture::from(writing).await.is_err() {
                return;
            }
            copied.try_set(true);
            live.say(text("copied"));
            set_timeout(
                move || {
                    copied.try_set(false);
                },
                Duration::from_secs(2),
            );
        });
    };
    view! {
        <Button small=true on_press=copy name>
            {move || if copied.get() { text("copied") } else { label.clone() }}
        </Button>
    }
}
