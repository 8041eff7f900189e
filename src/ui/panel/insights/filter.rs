//! The kinds of activity with their numbers: the legend of the picture, and which of them the list shows.

use leptos::prelude::*;

use super::choice::Choice;
use crate::insight::ActivityKind;
use crate::platform::{i18n::text, intl};
use crate::ui::components::Icon;
use crate::ui::components::activity_kind as kind;

/// One button for each kind that there is.
#[component]
pub fn Filter(
    /// What the rep chose.
    choice: Choice,
) -> impl IntoView {
    let counts = Memo::new(move |_| {
        choice.with_all(|all| {
            let mut counts = ActivityKind::ALL.map(|kind| (kind, 0));
            for activity in all.iter() {
                let of = counts.iter_mut().find(|(kind, _)| *kind == activity.kind);
                if let Some((_, count)) = of {
                    *count += 1;
                }
            }
            let counts = counts.into_iter();
            counts.filter(|(_, count)| *count > 0).collect::<Vec<_>>()
        })
    });
    let button = move |(of, count): (ActivityKind, usize)| {
        let count = intl::number(count);
        let label = format!("{}, {count}", text(kind::name(of)));
        let class = format!("kind {}", kind::class(of));
        view! {
            <button
                type="button"
                class=class
                aria-pressed=move || (!choice.without.with(|without| without.contains(&of))).to_string()
                aria-label=label
                title=text(kind::name(of))
                on:click=move |_| choice.toggle(of)
            >
                <Icon shape=kind::shape(of, false) />
                <span aria-hidden="true">{count}</span>
            </button>
        }
    };
    view! {
        <div class="kinds" role="group" aria-label=text("insights_kinds")>
            {move || counts.get().into_iter().map(button).collect_view()}
        </div>
    }
}
