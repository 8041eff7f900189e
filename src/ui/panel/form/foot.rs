//! The foot of a form: the state of the draft, and Discard.

use leptos::prelude::*;

use super::draft::{Draft, SaveState};
use crate::panel::RecordView;
use crate::platform::i18n::{text, text_with};
use crate::ui::components::{Button, ButtonKind};

/// "Draft saved · logs on Ada Lovelace", Discard.
#[component]
pub fn FormFoot(
    /// The record.
    record: RwSignal<RecordView>,
    /// The draft.
    draft: Draft,
    /// Whether the recipients are being checked.
    checking: RwSignal<bool>,
    /// Called by Discard.
    #[prop(into)]
    on_discard: Callback<()>,
) -> impl IntoView {
    let name = Memo::new(move |_| record.with(|record| record.facts.name.clone()));
    let words = move || match draft.kept.get() {
        SaveState::Fresh | SaveState::NotSaved(_) | SaveState::Elsewhere(_) => None,
        SaveState::Saving => Some(text("saving")),
        SaveState::Saved => Some(text("compose_saved")),
    };
    let failed = move || {
        matches!(
            draft.kept.get(),
            SaveState::NotSaved(_) | SaveState::Elsewhere(_)
        )
    };
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
            <Button look=ButtonKind::Quiet small=true on_press=on_discard>
                {text("compose_discard")}
            </Button>
        </footer>
    }
}

const fn draft_state(kept: &SaveState) -> &'static str {
    match kept {
        SaveState::Fresh => "fresh",
        SaveState::Saving => "saving",
        SaveState::Saved => "saved",
        SaveState::NotSaved(_) => "not_saved",
        SaveState::Elsewhere(_) => "elsewhere",
    }
}
