//! The page of Best Bets and the watch list.

mod filters;
mod list;

use leptos::prelude::*;

use super::of_orgs::{OfOrgs, Words};
use super::page::Page;
use crate::base::Topic;
use crate::people::PeopleList;
use crate::platform::i18n::text;
use crate::protocol::GetPeople;
use crate::ui::components::{Command, ask_and_follow};
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
    let words = Words {
        loading: "bets_loading",
        refresh: "bets_refresh",
        no_org: "bets_no_org",
    };
    let card = Callback::new(move |(org, several)| {
        view! { <OfOrg org list asked chosen several refresh /> }.into_any()
    });
    let filters = move || view! { <Filters list asked chosen /> };
    view! {
        <div class="bets" aria-busy=move || refreshing.busy.get().to_string()>
            <OfOrgs words standing=asked.standing() orgs refresh refreshing card filters />
        </div>
    }
}
