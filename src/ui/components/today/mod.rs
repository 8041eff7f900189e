//! Today's list as the popup and the web application show it: best first, worked through by keys.

mod desk;
mod keys;
mod row;
mod undo;

use leptos::{html, prelude::*};
use std::time::Duration;

pub use self::desk::Desk;
use self::row::Row;
use self::undo::{TakeBack, UndoLine};
use super::{FaultView, Late, LateQuestion, UnderWay};
use crate::platform::i18n::text;
use crate::today::Item;

/// How long loading takes before words say so.
const SLOW: Duration = Duration::from_secs(1);

/// The list with its Undo above, and what takes its place while there is none.
#[component]
pub fn TodayList(
    /// What is known of today.
    desk: Desk,
    /// What there is to do.
    items: Memo<Vec<Item>>,
    /// The most rows.
    #[prop(into)]
    shown: Signal<usize>,
    /// What stands there where there is nothing to do.
    #[prop(into)]
    nothing: ViewFn,
) -> impl IntoView {
    let late = Late::of(move || {
        items.with(|items| items.iter().filter_map(Item::held).cloned().collect())
    });
    let visible = Memo::new(move |_| {
        let items = items.get().into_iter();
        let alone = items.filter(|item| item.held().is_none_or(|held| !late.asks_about(held)));
        alone.take(shown.get()).collect::<Vec<_>>()
    });
    let any = Memo::new(move |_| !visible.with(Vec::is_empty));
    let none = Memo::new(move |_| items.with(Vec::is_empty));
    let rows = NodeRef::<html::Ul>::new();
    let place = StoredValue::new(0);
    let keys = Signal::derive(move || visible.with(|all| all.iter().map(Item::key).collect()));
    keys::keep_focus(rows, keys, place);
    let undone = TakeBack::new(desk);
    let pressed =
        move |event: leptos::ev::KeyboardEvent| keys::pressed(&event, rows, move || undone.run());
    let refresh = desk.refresh();
    view! {
        {move || desk.fault().map(|fault| view! { <FaultView fault on_retry=refresh /> })}
        {move || desk.opening.fault.get().map(|fault| view! { <FaultView fault /> })}
        <LateQuestion late />
        <div class="today" on:keydown=pressed>
            <UndoLine undone />
            <Show when=move || any.get()>
                <section class="card">
                    <ul
                        class="rows"
                        data-list="today"
                        node_ref=rows
                        on:focusin=move |event| keys::note(&event, rows, place)
                    >
                        <For each=move || visible.get() key=row::key let:item>
                            <Row item items desk />
                        </For>
                    </ul>
                </section>
                <keys::Legend />
            </Show>
        </div>
        <Show when=move || desk.is_reading()>
            <Bones />
        </Show>
        <Show when=move || none.get() && desk.is_complete()>{nothing.run()}</Show>
    }
}

/// Three tasks on their way, with words where that takes long.
#[component]
fn Bones() -> impl IntoView {
    let slow = RwSignal::new(false);
    let over = move || {
        slow.try_set(true);
    };
    if let Ok(waiting) = set_timeout_with_handle(over, SLOW) {
        on_cleanup(move || waiting.clear());
    }
    view! {
        <div class="skeleton">
            <span class="hidden-text">{text("loading")}</span>
            <p class="small soft" role="status">
                {move || slow.get().then(|| text("tasks_loading"))}
            </p>
            <Show when=move || slow.get()>
                <UnderWay />
            </Show>
            <div class="bone task"></div>
            <div class="bone task"></div>
            <div class="bone task"></div>
        </div>
    }
}
