//! What became of the draft, and Discard.

use leptos::prelude::*;

use super::draft::{Draft, Kept};
use crate::panel::RecordView;
use crate::platform::i18n::{text, text_with};
use crate::ui::components::{Button, Look};

/// "Draft saved · logs on Ada Lovelace", Discard.
#[component]
pub fn FormFoot(
    /// The record.
    record: RwSignal<RecordView>,
    /// The draft.
    draft: Draft,
    /// The people whom it is for are being looked at.
    checking: RwSignal<bool>,
    /// What Discard does.
    #[prop(into)]
    on_discard: Callback<()>,
) -> impl IntoView {
    let name = Memo::new(move |_| record.with(|record| record.name.clone()));
    let words = move || match draft.kept.get() {
        Kept::Fresh | Kept::NotSaved(_) | Kept::Elsewhere(_) => None,
        Kept::Saving => Some(text("saving")),
        Kept::Saved => Some(text("compose_saved")),
    };
    let failed = move || matches!(draft.kept.get(), Kept::NotSaved(_) | Kept::Elsewhere(_));
    let says = move || {
        if checking.get() {
            text("form_checking")
        } else {
            text_with("compose_logs_on", &[&name.get()])
        }
    };
    view! {
        <footer class="foot">
            <p class="small soft" data-draft=move || draft_state(&draft.kept.get())>
                {move || words().map(|words| format!("{words} · "))}
                {move || {
                    failed().then(|| view! { <span class="tone-warn">{text("compose_not_saved")} " · "</span> })
                }}
                {says}
            </p>
            <Button look=Look::Quiet small=true on_press=on_discard>
                {text("compose_discard")}
            </Button>
        </footer>
    }
}

const fn draft_state(kept: &Kept) -> &'static str {
    match kept {
        Kept::Fresh => "fresh",
        Kept::Saving => "saving",
        Kept::Saved => "saved",
        Kept::NotSaved(_) => "not_saved",
        Kept::Elsewhere(_) => "elsewhere",
    }
}
