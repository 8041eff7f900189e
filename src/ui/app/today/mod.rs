//! Today: what there is to do, best first, worked through by keys.

mod desk;
mod keys;
mod row;

use leptos::{html, prelude::*};
use std::time::Duration;

use self::desk::{Desk, DoneTask};
use self::row::Row;
use super::page::Page;
use crate::base::Topic;
use crate::platform::{
    i18n::{counted, text, text_with},
    intl, now,
};
use crate::protocol::{CompleteTask, GetToday};
use crate::today::{Item, TodayView};
use crate::ui::components::{
    Button, Command, FaultView, Icon, Shape, Skeleton, Standing, ToolButton, UnderWay,
    ask_and_follow_any, live,
};

/// What of it may have changed, and with it the list.
const TOPICS: [Topic; 4] = [
    Topic::Outbox,
    Topic::Replies,
    Topic::Tasks,
    Topic::Campaigns,
];

#[component]
pub fn Today() -> impl IntoView {
    let asked = ask_and_follow_any(GetToday { refresh: false }, TOPICS.to_vec());
    let refreshing = Command::new();
    let refresh = Callback::new(move |()| {
        refreshing.run(GetToday { refresh: true }, move |view| asked.put(view));
    });
    let desk = Desk {
        done: RwSignal::new(None),
        back: RwSignal::new(None),
        opening: Command::new(),
        asked,
    };
    let get = move |what: fn(&TodayView) -> bool| {
        asked.value.with(|view| view.as_ref().is_some_and(what))
    };
    let nowhere = Memo::new(move |_| get(|view| view.orgs.is_empty() && view.items.is_empty()));
    let standing = asked.standing();
    let body = move || match standing.get() {
        Standing::Loading => view! {
            <p class="small soft" role="status">
                {text("tasks_loading")}
            </p>
            <UnderWay />
            <Skeleton blocks=2 />
        }
        .into_any(),
        Standing::Failed(fault) => view! { <FaultView fault on_retry=refresh /> }.into_any(),
        Standing::Ready if nowhere.get() => {
            view! { <p class="card empty">{text("today_no_org")}</p> }.into_any()
        }
        Standing::Ready => view! { <List desk refresh refreshing /> }.into_any(),
    };
    view! {
        <Page title=text("today_title") lead=text("today_lead")>
            <div class="today" aria-busy=move || refreshing.busy.get().to_string()>
                {body}
            </div>
        </Page>
    }
}

/// The list, with the keys that work in it.
#[component]
fn List(desk: Desk, refresh: Callback<()>, refreshing: Command) -> impl IntoView {
    let asked = desk.asked;
    let items = Memo::new(move |_| {
        let items = |view: &TodayView| view.items.clone();
        asked
            .value
            .with(|view| view.as_ref().map(items))
            .unwrap_or_default()
    });
    let count = Memo::new(move |_| items.with(Vec::len));
    let several = Memo::new(move |_| {
        asked
            .value
            .with(|view| view.as_ref().is_some_and(|view| view.orgs.len() > 1))
    });
    let faults = move || {
        let faults = asked
            .value
            .with(|view| view.as_ref().map(|view| view.faults.clone()));
        let notice = |(org, fault)| view! { <FaultView fault on_retry=refresh org=Some(org) /> };
        faults
            .unwrap_or_default()
            .into_iter()
            .map(notice)
            .collect_view()
    };
    let age = move || {
        let at = asked.value.with(|view| view.as_ref()?.at)?;
        Some(text_with("panel_stale", &[&intl::ago(at, now())]))
    };
    let more = move || {
        asked
            .value
            .with(|view| view.as_ref().is_some_and(|view| view.more))
    };
    // The empty list says it in its own words.
    let todo = move || match count.get() {
        0 => String::new(),
        count => counted("today_count", count),
    };
    let rows = NodeRef::<html::Ul>::new();
    let place = StoredValue::new(0);
    let keys = Signal::derive(move || items.with(|items| items.iter().map(Item::key).collect()));
    keys::keep_focus(rows, keys, place);
    let undone = Undo::new(desk);
    let pressed =
        move |event: leptos::ev::KeyboardEvent| keys::pressed(&event, rows, move || undone.run());
    view! {
        {faults}
        {move || refreshing.fault.get().map(|fault| view! { <FaultView fault on_retry=refresh /> })}
        {move || desk.opening.fault.get().map(|fault| view! { <FaultView fault /> })}
        <div class="list-head">
            <p class="grow">
                <span class="strong">{todo}</span>
                " "
                <span class="small soft">{age}</span>
            </p>
            <ToolButton
                label=text("tasks_refresh")
                shape=Shape::Refresh
                disabled=refreshing.busy
                on_press=refresh
            />
        </div>
        <div on:keydown=pressed>
            <UndoLine undone />
            <Show when=move || count.get() == 0>
                <div class="card empty">
                    <Icon shape=Shape::Check class="large tone-good" />
                    <p class="strong">{text("today_none_title")}</p>
                    <p>{text("today_none_text")}</p>
                </div>
            </Show>
            <Show when=move || { count.get() > 0 }>
                <keys::Legend />
                <section class="card">
                    <ul
                        class="rows"
                        data-list="today"
                        node_ref=rows
                        on:focusin=move |event| keys::note(&event, rows, place)
                    >
                        <For each=move || items.get() key=row::key let:item>
                            <Row item items desk several />
                        </For>
                    </ul>
                </section>
            </Show>
        </div>
        <Show when=more>
            <p class="small soft">{text_with("tasks_more", &[&crate::agenda::LIMIT.to_string()])}</p>
        </Show>
    }
}

/// Takes back the last task that was done.
#[derive(Clone, Copy)]
struct Undo {
    desk: Desk,
    doing: Command,
    live: crate::ui::components::Live,
}

impl Undo {
    fn new(desk: Desk) -> Self {
        Self {
            desk,
            doing: Command::new(),
            live: live(),
        }
    }

    fn run(self) {
        let Some(DoneTask { org, task, subject }) = self.desk.done.get_untracked() else {
            return;
        };
        let (done, back) = (false, (org.clone(), task.clone()));
        self.doing.run(CompleteTask { org, task, done }, move |_| {
            self.desk.done.try_set(None);
            self.desk.back.try_set(Some(back));
            self.live.say(text_with("tasks_undone", &[&subject]));
        });
    }
}

/// What was done last, with its Undo, for as long as the rep may want it.
#[component]
fn UndoLine(undone: Undo) -> impl IntoView {
    /// How long it stays.
    const STAYS: Duration = Duration::from_secs(60);
    let last = undone.desk.done;
    Effect::new(move |_| {
        let shown = last.get();
        if shown.is_none() {
            return;
        }
        let over = move || {
            if last.try_get_untracked() == Some(shown) {
                last.try_set(None);
            }
        };
        if let Ok(timer) = set_timeout_with_handle(over, STAYS) {
            on_cleanup(move || timer.clear());
        }
    });
    let line = move || {
        let DoneTask { subject, .. } = last.get()?;
        Some(view! {
            <div class="list-head">
                <p class="grow small">{text_with("tasks_done", &[&subject])}</p>
                <Button small=true disabled=undone.doing.busy on_press=move |()| undone.run()>
                    {text("outbox_undo")}
                </Button>
            </div>
        })
    };
    view! {
        <div role="status">{line}</div>
        {move || undone.doing.fault.get().map(|fault| view! { <FaultView fault /> })}
    }
}
