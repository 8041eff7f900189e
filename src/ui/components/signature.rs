//! The editor of a signature, with its images.

use futures_util::future::LocalBoxFuture;
use leptos::prelude::*;

use super::{Editor, Icon, Shape, live};
use crate::mailbox::is_shown_image;
use crate::platform::files::ChosenFile;
use crate::platform::i18n::{text, text_with};
use crate::platform::intl;

/// The largest image, in bytes: it goes with every mail.
const LARGEST: u64 = 1_000_000;

/// Edits a signature; as [`Editor`].
#[component]
pub fn SignatureEditor(
    /// The field's label.
    label: String,
    /// The HTML to show.
    #[prop(into)]
    html: Signal<String>,
    /// Called at every change by the rep.
    #[prop(into)]
    on_change: Callback<String>,
    /// Whether images are pasted only, as in the popup.
    #[prop(optional)]
    pasted_only: bool,
) -> impl IntoView {
    let refused = RwSignal::new(None::<String>);
    let live = live();
    let refuse = move |words: String| {
        live.say(words.clone());
        refused.try_set(Some(words));
    };
    let keep = move |image: ChosenFile| -> Option<LocalBoxFuture<'static, bool>> {
        refused.set(None);
        let (name, size) = (image.attachment.name.clone(), image.attachment.size);
        if !is_shown_image(&image.attachment.kind) {
            refuse(text_with("editor_image_kind", &[&name]));
            return None;
        }
        if size > LARGEST {
            refuse(text_with("attach_too_large", &[&name, &intl::bytes(size)]));
            return None;
        }
        Some(Box::pin(async move {
            let stored = image.store().await.is_ok();
            if !stored {
                refuse(text_with("attach_not_stored", &[&name]));
            }
            stored
        }))
    };
    view! {
        <Editor
            label
            placeholder=text("signature_placeholder")
            html
            on_change
            images=Callback::new(keep)
            pasted_only
        />
        {move || {
            refused
                .get()
                .map(|words| {
                    view! {
                        <p class="field-fault">
                            <Icon shape=Shape::Warn />
                            <span>{words}</span>
                        </p>
                    }
                })
        }}
    }
}
