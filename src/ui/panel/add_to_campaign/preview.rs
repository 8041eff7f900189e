//! A campaign's steps, before anybody is added.

use leptos::prelude::*;

use crate::campaigns::{Step, What};
use crate::platform::i18n::{text, text_with};
use crate::ui::components::Icon;
use crate::ui::panel::membership::{kind_of, shape_of, subject_of};

/// The steps, folded but for their first lines.
#[component]
pub fn Preview(
    /// In order.
    steps: Vec<Step>,
) -> impl IntoView {
    let step = |step: Step| {
        let day = text_with("campaign_add_day", &[&step.day.to_string()]);
        let subject = subject_of(&step.what);
        let subject = (!subject.is_empty()).then(|| format!(": {subject}"));
        let sent = match step.what {
            What::Mail {
                by_itself: true, ..
            } => Some("campaign_add_by_itself"),
            What::Mail { .. } => Some("campaign_add_looked_at"),
            What::Task { .. } => None,
        };
        view! {
            <li>
                <span class="small soft">{day}</span>
                <Icon shape=shape_of(&step.what) class="soft" />
                <span class="small">
                    {kind_of(&step.what)}{subject}
                    {sent.map(|key| view! { <span class="soft">" · " {text(key)}</span> })}
                </span>
            </li>
        }
    };
    view! {
        <ol class="campaign-steps" aria-label=text("campaign_add_preview")>
            {steps.into_iter().map(step).collect_view()}
        </ol>
    }
}
