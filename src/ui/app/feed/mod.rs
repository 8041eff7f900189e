//! The page of the live feed. What it shows counts as seen.

mod list;
mod notices;

use leptos::{ev, prelude::*};

use super::of_orgs::{OfOrgs, Words};
use super::page::Page;
use crate::base::{ActionKind, Topic};
use crate::feed::FeedView;
use crate::platform::i18n::text;
use crate::protocol::{GetFeed, SeeFeed};
use crate::ui::components::{Command, Query, ask_and_follow};
use list::OfOrg;
use notices::Notices;

#[component]
pub fn Feed() -> impl IntoView {
    let asked = ask_and_follow(GetFeed { refresh: false }, Topic::Feed);
    let refreshing = Command::new();
    let refresh = Callback::new(move |()| {
        refreshing.run(GetFeed { refresh: true }, move |view| asked.put(view));
    });
    let fresh = see(asked);
    let orgs = Memo::new(move |_| {
        asked.value.with(|view| {
            let orgs = view.iter().flat_map(|view| &view.orgs);
            orgs.map(|of| of.org.clone()).collect::<Vec<_>>()
        })
    });
    let actions = Memo::new(move |_| {
        let actions = |view: &FeedView| -> Vec<ActionKind> { view.actions.clone() };
        asked
            .value
            .with(|view| view.as_ref().map(actions))
            .unwrap_or_default()
    });
    // Where the policy allows none, nothing is offered.
    let notices = Memo::new(move |_| {
        asked
            .value
            .with(|view| view.as_ref().is_some_and(|view| view.notices.is_some()))
    });
    let choice = Memo::new(move |_| {
        let choice = asked
            .value
            .with(|view| view.as_ref().and_then(|view| view.notices.clone()));
        choice.unwrap_or_default()
    });
    let words = Words {
        loading: "live_feed_loading",
        refresh: "live_feed_refresh",
        no_org: "live_feed_no_org",
    };
    let card = Callback::new(move |(org, several)| {
        view! { <OfOrg org asked fresh several actions refresh /> }.into_any()
    });
    view! {
        <Page title=text("live_feed_title") lead=text("live_feed_lead")>
            <div class="bets" aria-busy=move || refreshing.busy.get().to_string()>
                <OfOrgs words standing=asked.standing() orgs refresh refreshing card />
                {move || notices.get().then(|| view! { <Notices choice /> })}
            </div>
        </Page>
    }
}

/// Tells the worker what the rep sees here, while the page is visible. Gives the ids of what was new when it was
/// first shown, which stays marked until the page is left.
fn see(asked: Query<FeedView>) -> RwSignal<Vec<String>> {
    let fresh = RwSignal::new(Vec::new());
    let looks = RwSignal::new(());
    let visible = window_event_listener(ev::visibilitychange, move |_| looks.set(()));
    on_cleanup(move || visible.remove());
    Effect::new(move |_| {
        looks.track();
        let orgs = asked.value.get().unwrap_or_default().orgs;
        if document().hidden() {
            return;
        }
        for of in orgs {
            let new = of.events.into_iter().filter(|event| !event.seen);
            let ids: Vec<String> = new.map(|event| event.id).collect();
            if !ids.is_empty() {
                fresh.update(|fresh| fresh.extend(ids.iter().cloned()));
                // What cannot be noted now is noted when the page is looked at again.
                Command::new().run(SeeFeed { org: of.org, ids }, |_| ());
            }
        }
    });
    fresh
}
