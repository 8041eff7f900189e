//! Ninety days by week: above the line what they did, below what we did, a block for each activity. Each week is a
//! radio button, so that arrow keys choose and a screen reader reads it.

use leptos::prelude::*;

use super::choice::Choice;
use crate::base::Day;
use crate::insight::{ActivityKind, Week, weeks};
use crate::platform::{
    i18n::{text, text_with},
    intl,
};
use crate::ui::components::activity_kind as kind;
use crate::ui::panel::state::PanelState;

/// The height of each side, and of a block with its gap; more blocks than fit are drawn lower.
const SIDE: f64 = 36.0;
const BLOCK: f64 = 9.0;
const WIDTH: f64 = 14.0;

/// The picture.
#[component]
pub fn Picture(
    /// What the rep chose.
    choice: Choice,
) -> impl IntoView {
    let state = PanelState::get();
    let all = Memo::new(move |_| {
        let this = intl::week_start(state.now.get_untracked(), 0);
        let is_whole = |first| !choice.is_partly(first);
        state.older.with_counted(choice.account.get(), |counted| {
            choice.with_all(|all| weeks(all.iter(), this, is_whole, counted))
        })
    });
    let partly = Memo::new(move |_| all.with(|all| all.iter().any(|week| week.partly)));
    let first = move || all.with(|all| all.first().map(|week| short(week.first)));
    view! {
        <fieldset class="weeks">
            <legend class="hidden-text">{text("weeks_label")}</legend>
            <div class="sides small soft" aria-hidden="true">
                <span>{text("weeks_they")}</span>
                <span>{text("weeks_we")}</span>
            </div>
            <div class="all">
                {move || all.get().into_iter().map(|week| view! { <OneWeek week choice /> }).collect_view()}
            </div>
            <div class="ends small soft" aria-hidden="true">
                <span>{first}</span>
                <span>{text("feed_this_week")}</span>
            </div>
        </fieldset>
        {move || {
            partly
                .get()
                .then(|| {
                    view! {
                        <p class="small soft below">
                            {text("weeks_partly")} " "
                            <button type="button" class="text-button" disabled=choice.reading.busy on:click=move |_| choice.count()>
                                {text("weeks_count")}
                            </button>
                        </p>
                    }
                })
        }}
        {move || {
            choice
                .week
                .get()
                .map(|first| {
                    view! {
                        <p class="small chosen-week">
                            <span class="strong">{text_with("week_of", &[&short(first)])}</span>
                            <button type="button" class="text-button" on:click=move |_| choice.week.set(None)>
                                {text("insights_show_all")}
                            </button>
                        </p>
                    }
                })
        }}
    }
}

#[component]
fn OneWeek(week: Week, choice: Choice) -> impl IntoView {
    let first = week.first;
    let chosen = Memo::new(move |_| choice.week.get() == Some(first));
    let label = in_words(&week);
    let title = label.clone();
    let (above, below) = (blocks(&week.theirs, true), blocks(&week.ours, false));
    view! {
        <label class="week" class:partly=week.partly title=title>
            <input
                type="radio"
                name="week"
                class="hidden-text"
                aria-label=label
                prop:checked=chosen
                on:change=move |_| choice.week.set(Some(first))
                on:keydown=move |event| {
                    if event.key() == "Escape" && choice.week.get_untracked().is_some() {
                        event.stop_propagation();
                        choice.week.set(None);
                    }
                }
            />
            <svg viewBox="0 0 18 76" preserveAspectRatio="none" aria-hidden="true">
                <line x1="0" x2="18" y1="38" y2="38" />
                {above}
                {below}
            </svg>
        </label>
    }
}

/// A block for each activity, from the line outwards.
fn blocks(counts: &[(ActivityKind, usize)], above: bool) -> impl IntoView + use<> {
    let kinds = counts
        .iter()
        .flat_map(|(of, count)| std::iter::repeat_n(*of, *count));
    let kinds: Vec<ActivityKind> = kinds.take(200).collect();
    let many = u32::try_from(kinds.len()).map_or(1.0, f64::from).max(1.0);
    let step = BLOCK.min(SIDE / many);
    let height = (step - 1.0).max(step / 2.0);
    let block = |(n, of): (u32, ActivityKind)| {
        let from_line = 1.0 + step * f64::from(n);
        let y = if above {
            38.0 - from_line - height
        } else {
            38.0 + from_line
        };
        view! { <rect class=kind::class(of) x="2" y=format!("{y:.1}") width=WIDTH height=format!("{height:.1}") rx="1.5" /> }
    };
    (0..).zip(kinds).map(block).collect_view()
}

/// "Week of 23 Nov. They: Email 2. We: Call 1, Task 1."
fn in_words(week: &Week) -> String {
    let side = |key: &str, counts: &[(ActivityKind, usize)]| {
        let parts = counts
            .iter()
            .map(|(of, count)| format!("{} {}", text(kind::name(*of)), intl::number(*count)));
        let parts: Vec<String> = parts.collect();
        (!parts.is_empty()).then(|| format!("{}: {}", text(key), parts.join(", ")))
    };
    let sides = [
        side("weeks_they", &week.theirs),
        side("weeks_we", &week.ours),
    ];
    let mut parts = vec![text_with("week_of", &[&short(week.first)])];
    parts.extend(sides.into_iter().flatten());
    if week.count() == 0 {
        parts.push(text("feed_empty_title"));
    }
    parts.join(". ")
}

fn short(day: Day) -> String {
    intl::short_day(day, day)
}
