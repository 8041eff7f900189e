//! The foot of a form: the state of the draft, and Discard.

use leptos::prelude::*;

use super::draft::{Draft, SaveState};
use crate::platform::i18n::text;
use crate::ui::components::{Button, ButtonKind};

/// "Draft saved", Discard.
#[component]
pub fn FormFoot(
    /// The draft.
    draft: Draft,
    /// Whether the recipients are being checked.
    checking: RwSignal<bool>,
    /// Called by Discard.
    #[prop(into)]
    on_discard: Callback<()>,
) -> impl IntoView {
    let words = move || match draft.kept.get() {
        _ if checking.get() => Some(text("form_checking")),
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
    view! {
        <div class="foot">
            <p class="small soft" data-draft=move || draft_state(&draft.kept.get())>
                {words}
                {move || {
                    failed().then(|| view! { <span class="tone-warn">{text("compose_not_saved")}</span> })
                }}
            </p>
            <Button look=ButtonKind::Quiet small=true on_press=on_discard>
                {text("compose_discard")}
            </Button>
        </div>
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
