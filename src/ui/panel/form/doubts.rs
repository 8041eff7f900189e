//! The question about possible mistakes in a mail, before it is sent.

use leptos::prelude::*;

use super::question::Question;
use crate::actions::Doubt;
use crate::platform::i18n::text;
use crate::ui::components::{Button, ButtonKind};

/// The question, in the form's bar; the first button sends the mail as it is.
#[component]
pub fn Doubts(
    /// The possible mistakes; empty while nothing is asked.
    doubts: RwSignal<Vec<Doubt>>,
    /// Called to send.
    on_yes: Callback<()>,
) -> impl IntoView {
    move || {
        let found = doubts.get();
        if found.is_empty() {
            return None;
        }
        let line = |doubt: &Doubt| view! { <li class="small">{text(words(*doubt))}</li> };
        let lines = found.iter().map(line).collect_view();
        let buttons = view! {
            <Button look=ButtonKind::Primary small=true on_press=on_yes>
                {text("change_send_anyway")}
            </Button>
            <Button look=ButtonKind::Quiet small=true on_press=move |()| doubts.set(Vec::new())>
                {text("review_back")}
            </Button>
        };
        Some(view! {
            <Question title=text("doubt_title") id="doubts" buttons=buttons.into_any()>
                <ul class="changes">{lines}</ul>
            </Question>
        })
    }
}

const fn words(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::NoSubject => "doubt_no_subject",
        Doubt::NoWords => "doubt_no_words",
    }
}
