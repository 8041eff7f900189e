//! What the list of a tab is sorted by.

use leptos::prelude::*;

use super::choice::Choice;
use crate::base::pieces::Pieces;
use crate::insight::{Dated, SortBy};
use crate::platform::i18n::text;

/// The choice; nothing where there is only one row.
#[component]
pub fn Sorting(
    /// What the rep chose.
    choice: Choice,
    /// The list.
    list: Memo<Pieces<Dated>>,
) -> impl IntoView {
    let sorts = Memo::new(move |_| choice.sorts());
    let several = Memo::new(move |_| list.with(Pieces::len) > 1 && sorts.with(|all| all.len() > 1));
    let choose = move |event| {
        let chosen = event_target_value(&event);
        let by = sorts.with_untracked(|all| all.iter().copied().find(|by| key(*by) == chosen));
        if let Some(by) = by {
            choice.sort_by(by);
        }
    };
    let option = move |by: SortBy| {
        view! {
            <option value=key(by) prop:selected=move || choice.sort() == by>
                {text(key(by))}
            </option>
        }
    };
    view! {
        <Show when=move || several.get()>
            <label class="sort-by small">
                <span class="soft">{text("sort_by")}</span>
                <select on:change=choose>
                    {move || sorts.get().into_iter().map(option).collect_view()}
                </select>
            </label>
        </Show>
    }
}

/// The locale key.
pub const fn key(by: SortBy) -> &'static str {
    match by {
        SortBy::Date => "sort_date",
        SortBy::DateReversed => "sort_date_reversed",
        SortBy::Person => "sort_person",
        SortBy::Kind => "sort_kind",
    }
}
