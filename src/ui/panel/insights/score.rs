//! How the score changed, asked for when its tab is opened.

use leptos::prelude::*;

use super::choice::Choice;
use super::empty::Empty;
use crate::insight::{MOST_CHANGES, ScoreChange, ScoreField};
use crate::panel::RecordView;
use crate::platform::{
    i18n::{text, text_with},
    intl,
};
use crate::ui::components::FaultView;

/// The changes, or why there are none.
#[component]
pub fn Scores(
    /// The record.
    record: RwSignal<RecordView>,
    /// What the rep chose, with the changes once they are known.
    choice: Choice,
) -> impl IntoView {
    choice.read_scores();
    let retry = Callback::new(move |()| choice.read_scores());
    let row = |change: ScoreChange| {
        let value = |value: Option<i64>| match value {
            Some(value) => intl::number(usize::try_from(value).unwrap_or(0)),
            None => "–".to_owned(),
        };
        let day = intl::calendar_day(change.at);
        let words = text_with(
            "score_from_to",
            &[&value(change.before), &value(change.after)],
        );
        view! {
            <li>
                <span>{text(name(change.field))}</span>
                <span class="strong">{words}</span>
                <span class="small soft when">{intl::short_day(day, intl::calendar_day(crate::platform::now()))}</span>
            </li>
        }
    };
    let known = move || {
        choice.scores.with(|scores| {
            scores.as_ref().map(|changes| match changes.is_empty() {
                true => view! { <Empty record choice /> }.into_any(),
                false => {
                    let newest = (changes.len() >= MOST_CHANGES)
                        .then(|| text_with("score_newest", &[&intl::number(MOST_CHANGES)]));
                    view! {
                        <ul class="scores" role="list" aria-label=text("tab_score")>
                            {changes.iter().cloned().map(row).collect_view()}
                        </ul>
                        {newest.map(|words| view! { <p class="small soft below">{words}</p> })}
                    }
                    .into_any()
                }
            })
        })
    };
    let status = move || choice.scoring.busy.get().then(|| text("loading"));
    view! {
        <p class="small soft below" role="status">{status}</p>
        {move || choice.scoring.fault.get().map(|fault| view! { <FaultView fault on_retry=retry /> })}
        {known}
    }
}

const fn name(field: ScoreField) -> &'static str {
    match field {
        ScoreField::Score => "score_score",
        ScoreField::Priority => "score_priority",
        ScoreField::Stars => "score_stars",
        ScoreField::Flames => "score_flames",
    }
}
