//! What may be a slip in a mail, asked about before anything is sent.

use leptos::{html, prelude::*};

use crate::actions::Doubt;
use crate::platform::i18n::text;
use crate::ui::components::{Button, Icon, Look, Shape};

/// The question, in the form's bar; the first button sends the mail as it is.
#[component]
pub fn Doubts(
    /// What is asked about; empty for nothing.
    doubts: RwSignal<Vec<Doubt>>,
    /// Goes on.
    on_yes: Callback<()>,
) -> impl IntoView {
    let question = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        doubts.track();
        if let Some(question) = question.get() {
            // An element without layout cannot take it; there is nothing else to do then.
            let _ = question.focus();
        }
    });
    move || {
        let found = doubts.get();
        if found.is_empty() {
            return None;
        }
        let line = |doubt: &Doubt| view! { <li class="small">{text(words(*doubt))}</li> };
        let lines = found.iter().map(line).collect_view();
        Some(view! {
            <div
                class="ask"
                role="alertdialog"
                aria-labelledby="doubts-title"
                aria-describedby="doubts-text"
                tabindex="-1"
                node_ref=question
            >
                <Icon shape=Shape::Warn class="tone-warn" />
                <div class="words">
                    <p class="strong" id="doubts-title">
                        {text("doubt_title")}
                    </p>
                    <ul class="changes" id="doubts-text">
                        {lines}
                    </ul>
                    <div class="buttons">
                        <Button look=Look::Primary small=true on_press=on_yes>
                            {text("change_send_anyway")}
                        </Button>
                        <Button look=Look::Quiet small=true on_press=move |()| doubts.set(Vec::new())>
                            {text("review_back")}
                        </Button>
                    </div>
                </div>
            </div>
        })
    }
}

const fn words(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::NoSubject => "doubt_no_subject",
        Doubt::NoWords => "doubt_no_words",
    }
}
