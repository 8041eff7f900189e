//! The outbox: what is on its way. What needs the rep is in the list of today.

use leptos::prelude::*;

use crate::base::Topic;
use crate::onboarding::HomeView;
use crate::outbox::OutboxItem;
use crate::platform::i18n::counted;
use crate::protocol::GetOutbox;
use crate::ui::components::{OutboxRows, Stage, ask_and_follow, of_stage};

/// The most items shown of each kind; the rest is in the queue.
const SHOWN: usize = 3;

/// Both lists; nothing where both are empty.
#[component]
pub fn Outbox(
    /// The view.
    home: Memo<Option<HomeView>>,
) -> impl IntoView {
    // The outbox changes more often than the set-up, so it is a query of its own.
    let outbox = ask_and_follow(GetOutbox {}, Topic::Outbox);
    let items = Memo::new(move |_| {
        let first = || home.get().map(|home| home.outbox).unwrap_or_default();
        outbox.value.get().unwrap_or_else(first)
    });
    let of = move |stage| of_stage(move || items.get(), stage);
    view! {
        <Items key="home_under_way" items=of(Stage::UnderWay) />
        <Items key="home_scheduled" items=of(Stage::Scheduled) />
    }
}

#[component]
fn Items(key: &'static str, items: Memo<Vec<OutboxItem>>) -> impl IntoView {
    let count = Memo::new(move |_| items.with(Vec::len));
    view! {
        <Show when=move || { count.get() > 0 }>
            <section>
                <h2>{move || counted(key, count.get())}</h2>
                <OutboxRows items shown=SHOWN />
            </section>
        </Show>
    }
}
