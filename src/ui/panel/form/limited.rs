//! What of a form the rep may not write in Salesforce, said above the form.

use leptos::prelude::*;

use super::draft::Draft;
use crate::actions::{Form, Limits, Part};
use crate::base::ActionKind;
use crate::platform::i18n::{text, text_with};
use crate::ui::components::{Notice, Tone};

/// Whether nothing of the form could be written, so that it is not sent.
pub fn is_in_vain(draft: Draft) -> bool {
    let no_tasks = draft.choices.with_value(|choices| choices.limits.no_tasks);
    let action = draft.form.with_untracked(Form::kind);
    no_tasks && matches!(action, ActionKind::LogCall | ActionKind::AddTask)
}

/// The notes; nothing where everything can be written.
#[component]
pub fn Limited(
    /// The draft, with what the org lets the rep write.
    draft: Draft,
) -> impl IntoView {
    let action = draft.form.with_untracked(Form::kind);
    let limits = draft.choices.with_value(|choices| choices.limits.clone());
    let Limits {
        no_tasks,
        no_mails,
        required,
        ..
    } = &limits;
    let of_task = matches!(action, ActionKind::LogCall | ActionKind::AddTask);
    let nothing = match action {
        ActionKind::SendEmail => no_mails.then_some("form_mail_not_logged"),
        _ => (*no_tasks && of_task).then_some("form_no_tasks"),
    };
    let nothing = nothing.map(|words| view! { <Notice tone=Tone::Warn title=text(words) /> });
    let tells = of_task && !no_tasks;
    let barred = Part::of(action).iter().filter(|part| limits.bars(**part));
    let barred: Vec<String> = barred.map(|part| text(label(*part))).collect();
    let barred = (tells && !barred.is_empty()).then(|| {
        let words = text_with("form_not_written", &[&barred.join(", ")]);
        view! { <p class="small soft" data-barred="">{words}</p> }
    });
    let required = (tells && !required.is_empty()).then(|| {
        let words = text_with("form_required_elsewhere", &[&required.join(", ")]);
        view! { <Notice tone=Tone::Warn title=words /> }
    });
    view! { {nothing} {required} {barred} }
}

const fn label(part: Part) -> &'static str {
    match part {
        Part::About => "form_related",
        Part::Assignee => "task_assignee",
        Part::Direction => "call_direction",
        Part::Day => "call_on",
        Part::Minutes => "call_minutes",
        Part::Notes => "form_notes",
        Part::Outcome => "call_outcome",
        Part::Priority => "form_priority",
        Part::Reminder => "form_reminder",
    }
}
