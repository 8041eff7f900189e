//! A tab without anything: why, and whose move it is.

use leptos::prelude::*;

use super::choice::Choice;
use crate::insight::{ActivityKind, TabName};
use crate::panel::RecordView;
use crate::platform::{
    i18n::{text, text_with},
    intl,
};
use crate::ui::components::activity_kind as kind;
use crate::ui::components::{Button, ButtonKind, Icon, Shape};

/// The words in the list's place.
#[component]
pub fn Empty(
    /// The record.
    record: RwSignal<RecordView>,
    /// What the rep chose.
    choice: Choice,
) -> impl IntoView {
    let marketo = Memo::new(move |_| record.with(|record| record.facts.marketo.clone()));
    let is_person = move || record.with(|record| record.facts.record.object.is_person());
    let narrowed = move || choice.week.get().is_some() || !choice.without.with(Vec::is_empty);
    move || {
        let tab = choice.tab();
        if tab == TabName::Insights && narrowed() {
            return view! {
                <div class="empty">
                    <p>{text("insights_none_shown")}</p>
                    <Button look=ButtonKind::Quiet small=true on_press=move |()| {
                        choice.week.set(None);
                        choice.without.set(Vec::new());
                    }>{text("insights_show_all")}</Button>
                </div>
            }
            .into_any();
        }
        let marketo = marketo.get();
        let (shape, title, words) = match tab {
            TabName::People | TabName::Insights => {
                (Shape::Clock, "feed_empty_title", "feed_empty_text")
            }
            TabName::Upcoming => (Shape::Clock, "upcoming_empty_title", "upcoming_empty_text"),
            TabName::Email => (
                kind::shape(ActivityKind::Email, false),
                "email_empty_title",
                "email_empty_text",
            ),
            TabName::Calls => (
                kind::shape(ActivityKind::Call, false),
                "calls_empty_title",
                "calls_empty_text",
            ),
            TabName::Meetings => (
                kind::shape(ActivityKind::Meeting, false),
                "meetings_empty_title",
                "meetings_empty_text",
            ),
            TabName::Moments if marketo.is_there => (
                Shape::FocusTarget,
                "moments_empty_title",
                "moments_empty_text",
            ),
            TabName::Moments => (Shape::FocusTarget, "moments_empty_title", "marketo_missing"),
            TabName::Score if is_person() => (Shape::Star, "score_none_title", "score_none_text"),
            TabName::Score => (Shape::Star, "score_empty_title", "marketo_not_connected"),
            TabName::Web => (Shape::Cloud, "web_empty_title", "marketo_not_connected"),
        };
        let score = marketo.score.filter(|_| tab == TabName::Score);
        let score = score.map(|score| {
            let score = intl::number(usize::try_from(score).unwrap_or(0));
            view! { <p class="strong">{text_with("head_score", &[&score])}</p> }
        });
        let link = marketo
            .link
            .filter(|_| matches!(tab, TabName::Score | TabName::Web));
        let link = link.map(|href| {
            view! { <p><a href=href target="_blank" rel="noopener noreferrer">{text("head_view_in_marketo")}</a></p> }
        });
        view! {
            <div class="empty">
                <Icon shape class="large" />
                <p class="strong">{text(title)}</p>
                {score}
                <p>{text(words)}</p>
                {link}
            </div>
        }
        .into_any()
    }
}
