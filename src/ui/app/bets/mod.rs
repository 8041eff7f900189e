//! The page of Best Bets and the watch list.

mod filters;
mod list;

use leptos::prelude::*;

use super::page::Page;
use crate::base::Topic;
use crate::people::PeopleList;
use crate::platform::i18n::text;
use crate::protocol::GetPeople;
use crate::ui::components::{
    Command, FaultView, Shape, Skeleton, Standing, ToolButton, UnderWay, ask_and_follow,
};
use filters::{Chosen, Filters};
use list::OfOrg;

const LISTS: [(PeopleList, &str); 2] = [
    (PeopleList::BestBets, "bets_best_bets"),
    (PeopleList::WatchList, "bets_watch_list"),
];

#[component]
pub fn Bets() -> impl IntoView {
    let shown = RwSignal::new(PeopleList::BestBets);
    let segment = move |(list, name): (PeopleList, &'static str)| {
        view! {
            <label class="segment">
                <input
                    type="radio"
                    name="people"
                    prop:checked=move || shown.get() == list
                    on:change=move |_| shown.set(list)
                />
                <span>{text(name)}</span>
            </label>
        }
    };
    view! {
        <Page title=text("bets_best_bets") lead=text("bets_lead")>
            <div class="segments" role="radiogroup" aria-label=text("bets_which")>
                {LISTS.map(segment).collect_view()}
            </div>
            {move || view! { <List list=shown.get() /> }}
        </Page>
    }
}

/// One of the lists, of every org.
#[component]
fn List(list: PeopleList) -> impl IntoView {
    let request = GetPeople {
        list,
        refresh: false,
    };
    let asked = ask_and_follow(request, Topic::People);
    let refreshing = Command::new();
    let refresh = Callback::new(move |()| {
        let request = GetPeople {
            list,
            refresh: true,
        };
        refreshing.run(request, move |view| asked.put(view));
    });
    let chosen = Chosen::new(list);
    let orgs = Memo::new(move |_| {
        asked.value.with(|view| {
            let orgs = view.iter().flat_map(|view| &view.orgs);
            orgs.map(|of| of.org.clone()).collect::<Vec<_>>()
        })
    });
    let several = Memo::new(move |_| orgs.with(|orgs| orgs.len() > 1));
    let nowhere = Memo::new(move |_| orgs.with(Vec::is_empty));
    let standing = asked.standing();
    let body = move || match standing.get() {
        Standing::Loading => view! {
            <p class="small soft" role="status">
                {text("bets_loading")}
            </p>
            <UnderWay />
            <Skeleton blocks=2 />
        }
        .into_any(),
        Standing::Failed(fault) => view! { <FaultView fault on_retry=refresh /> }.into_any(),
        Standing::Ready if nowhere.get() => {
            view! { <p class="card empty">{text("bets_no_org")}</p> }.into_any()
        }
        Standing::Ready => view! {
            <For each=move || orgs.get() key=Clone::clone let:org>
                <OfOrg org list asked chosen several refresh />
            </For>
        }
        .into_any(),
    };
    view! {
        <div class="bets" aria-busy=move || refreshing.busy.get().to_string()>
            <div class="filters">
                <Filters list asked chosen />
                <ToolButton
                    label=text("bets_refresh")
                    shape=Shape::Refresh
                    disabled=refreshing.busy
                    on_press=refresh
                />
            </div>
            {move || refreshing.fault.get().map(|fault| view! { <FaultView fault on_retry=refresh /> })}
            {body}
        </div>
    }
}
