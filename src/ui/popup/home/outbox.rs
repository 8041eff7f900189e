//! The outbox: what needs the rep, and what is on its way.

use leptos::prelude::*;

use crate::base::Topic;
use crate::onboarding::HomeView;
use crate::outbox::OutboxItem;
use crate::platform::i18n::{counted, text};
use crate::protocol::GetOutbox;
use crate::ui::components::{
    Button, ButtonKind, Late, LateQuestion, OutboxRows, Stage, ask_and_follow, of_stage,
};

/// The most items shown of each kind; the rest is in the queue.
const SHOWN: usize = 3;

/// Both lists; nothing where both are empty.
#[component]
pub fn Outbox(
    /// The view.
    home: Memo<Option<HomeView>>,
    /// Opens the queue.
    review: Callback<()>,
) -> impl IntoView {
    // The outbox changes more often than the set-up, so it is a query of its own.
    let outbox = ask_and_follow(GetOutbox {}, Topic::Outbox);
    let items = Memo::new(move |_| {
        let first = || home.get().map(|home| home.outbox).unwrap_or_default();
        outbox.value.get().unwrap_or_else(first)
    });
    let late = Late::of(move || items.get());
    let of = move |stage| of_stage(move || late.rest(items.get()), stage);
    let needs_you = of(Stage::NeedsYou);
    view! {
        <LateQuestion late />
        <Items key="home_needs_you" items=needs_you />
        <Show when=move || needs_you.with(|items| items.len() > SHOWN)>
            <Button look=ButtonKind::Quiet small=true on_press=review>
                {text("home_review")}
            </Button>
        </Show>
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
