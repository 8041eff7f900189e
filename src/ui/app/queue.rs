//! The queue: every submission, to be seen, retried and discarded.

use leptos::prelude::*;

use super::page::Page;
use super::queue_bar::QueueBar;
use super::route::Route;
use crate::outbox::OutboxItem;
use crate::platform::i18n::text;
use crate::ui::components::{
    ExpiringNotice, FaultView, Icon, Late, LateQuestion, LeftToday, OutboxRows, Query, Shape,
    Skeleton, Stage, Standing, of_stage,
};

#[component]
pub fn Queue(outbox: Query<Vec<OutboxItem>>) -> impl IntoView {
    let standing = outbox.standing();
    let again = Callback::new(move |()| outbox.again());
    let stale = move || {
        let fault = (standing.get() == Standing::Ready)
            .then(|| outbox.fault.get())
            .flatten();
        fault.map(|fault| view! { <FaultView fault on_retry=again /> })
    };
    let empty = Memo::new(move |_| {
        outbox
            .value
            .with(|items| items.as_ref().is_none_or(Vec::is_empty))
    });
    let late = Late::of(move || outbox.value.get().unwrap_or_default());
    let list = move || match standing.get() {
        Standing::Loading => view! { <Skeleton blocks=2 /> }.into_any(),
        Standing::Failed(fault) => view! { <FaultView fault on_retry=again /> }.into_any(),
        Standing::Ready if empty.get() => view! { <Empty /> }.into_any(),
        Standing::Ready => view! {
            <LateQuestion late />
            <QueueBar items=outbox.value />
            <Section outbox late stage=Stage::NeedsYou title="queue_needs_you" />
            <Section outbox late stage=Stage::UnderWay title="queue_under_way" />
            <Section outbox late stage=Stage::Scheduled title="queue_scheduled" />
            <Section outbox late stage=Stage::Done title="queue_done" />
        }
        .into_any(),
    };
    view! {
        <Page title=text("queue_title") lead=text("queue_text")>
            {stale}
            <p>
                <LeftToday />
            </p>
            <p class="small">
                <a href=Route::Diagnostics.address()>{text("queue_history")}</a>
            </p>
            <ExpiringNotice />
            {list}
        </Page>
    }
}

/// The items of one stage.
#[component]
fn Section(
    outbox: Query<Vec<OutboxItem>>,
    late: Late,
    stage: Stage,
    title: &'static str,
) -> impl IntoView {
    let items = of_stage(
        move || late.rest(outbox.value.get().unwrap_or_default()),
        stage,
    );
    let any = Memo::new(move |_| items.with(|items| !items.is_empty()));
    view! {
        <Show when=move || any.get()>
            <section class="card">
                <header>
                    <h2>{text(title)}</h2>
                </header>
                <OutboxRows items />
            </section>
        </Show>
    }
}

#[component]
fn Empty() -> impl IntoView {
    view! {
        <div class="card empty">
            <Icon shape=Shape::Check class="large tone-good" />
            <p class="strong">{text("queue_empty_title")}</p>
            <p>{text("queue_empty_text")}</p>
        </div>
    }
}
