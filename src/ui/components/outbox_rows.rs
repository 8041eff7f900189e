//! The items of one stage, as rows.

use leptos::prelude::*;

use super::{OutboxRow, Stage};
use crate::outbox::OutboxItem;

/// The items of a stage; changes only when they do.
pub fn of_stage(
    items: impl Fn() -> Vec<OutboxItem> + Send + Sync + 'static,
    stage: Stage,
) -> Memo<Vec<OutboxItem>> {
    Memo::new(move |_| {
        let items = items().into_iter();
        items
            .filter(|item| Stage::of(&item.state) == stage)
            .collect()
    })
}

/// The rows, at most `shown`. A row is drawn again only when its item changes.
#[component]
pub fn OutboxRows(
    /// The items.
    items: Memo<Vec<OutboxItem>>,
    /// The most rows.
    #[prop(default = usize::MAX)]
    shown: usize,
) -> impl IntoView {
    view! {
        <ul class="rows">
            <For
                each=move || items.get().into_iter().take(shown)
                key=|item| (item.intent.clone(), format!("{:?}", item.state))
                let:item
            >
                <OutboxRow item />
            </For>
        </ul>
    }
}
