//! The question about changed recipients of a mail, before it is sent.

use leptos::prelude::*;

use super::draft::Draft;
use super::question::Question;
use crate::actions::SendEmail;
use crate::outbox::{Change, after_changes, verb};
use crate::platform::i18n::{text, text_with};
use crate::ui::components::{Button, ButtonKind};

/// The changes in the form's bar; the first button sends the mail as it can be sent now.
#[component]
pub fn Review(
    /// The draft.
    draft: Draft,
    /// The changes; empty while nothing is asked.
    changes: RwSignal<Vec<Change>>,
    /// Called to send.
    on_yes: Callback<()>,
) -> impl IntoView {
    move || {
        let found = changes.get();
        if found.is_empty() {
            return None;
        }
        let line = |change: &Change| {
            let told = change.line();
            let value = told.value.unwrap_or_default();
            view! { <li class="small">{text_with(&told.message, &[&value])}</li> }
        };
        let lines = found.iter().map(line).collect_view();
        let after = draft.read_now(|form: &SendEmail| after_changes(form, &found));
        let label = text(verb(&found));
        let nobody = after.is_none();
        let send = after.map(|after| {
            let go_on = move |()| {
                draft.edit(|form: &mut SendEmail| {
                    form.to.clone_from(&after.to);
                    form.cc.clone_from(&after.cc);
                    form.bcc.clone_from(&after.bcc);
                    form.each.clone_from(&after.each);
                });
                on_yes.run(());
            };
            view! {
                <Button look=ButtonKind::Primary small=true on_press=go_on>
                    {label}
                </Button>
            }
        });
        let buttons = view! {
            {send}
            <Button look=ButtonKind::Quiet small=true on_press=move |()| changes.set(Vec::new())>
                {text("review_back")}
            </Button>
        };
        Some(view! {
            <Question title=text("review_title") id="review" buttons=buttons.into_any()>
                <ul class="changes">{lines}</ul>
                {nobody.then(|| view! { <p class="small">{text("review_nobody")}</p> })}
            </Question>
        })
    }
}
