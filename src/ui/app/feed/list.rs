//! The events of one org.

use leptos::prelude::*;

use crate::base::{ActionKind, OrgHost};
use crate::feed::{FeedEvent, FeedView, OrgFeed};
use crate::platform::{
    i18n::{text, text_with},
    intl, now,
};
use crate::ui::components::{Button, FaultView, FeedRow, Query, last_known};

/// So many events are shown at first, and so many more each time.
const PAGE: usize = 50;

#[component]
pub fn OfOrg(
    org: OrgHost,
    asked: Query<FeedView>,
    fresh: RwSignal<Vec<String>>,
    several: Memo<bool>,
    actions: Memo<Vec<ActionKind>>,
    refresh: Callback<()>,
) -> impl IntoView {
    let of = org.clone();
    let here = last_known(move || {
        asked.value.with(|view| {
            let mut orgs = view.as_ref()?.orgs.iter();
            orgs.find(|feed| feed.org == of).cloned()
        })
    });
    let get = move |what: fn(&OrgFeed) -> bool| here.with(|here| here.as_ref().is_some_and(what));
    let fault = Memo::new(move |_| here.get().and_then(|here| here.fault));
    let most = RwSignal::new(PAGE);
    let shown = move || {
        let events = here.get().map(|here| here.events).unwrap_or_default();
        events.into_iter().take(most.get()).collect::<Vec<_>>()
    };
    let more =
        move || here.with(|here| here.as_ref().map_or(0, |here| here.events.len())) > most.get();
    let old = move || {
        let at = here.with(|here| here.as_ref()?.at);
        let at = at.filter(|_| fault.with(Option::is_some))?;
        let words = text_with("panel_stale", &[&intl::ago(at, now())]);
        Some(view! { <p class="small soft">{words}</p> })
    };
    let nothing = move || get(|here| here.events.is_empty() && here.at.is_some());
    let (name, of_fault, of_rows) = (org.to_string(), org.clone(), org);
    let actions = Signal::derive(move || actions.get());
    let row = move |event: FeedEvent| {
        let id = event.id.clone();
        let fresh = Signal::derive(move || fresh.with(|fresh| fresh.contains(&id)));
        view! { <FeedRow org=of_rows.clone() event fresh actions /> }
    };
    view! {
        <section class="card">
            <Show when=move || several.get()>
                <header>
                    <h2>{name.clone()}</h2>
                </header>
            </Show>
            <div class="inside notes">
                {move || {
                    let org = Some(of_fault.clone());
                    fault.get().map(|fault| view! { <FaultView fault on_retry=refresh org /> })
                }}
                {old}
                <p class="soft" role="status">
                    {move || nothing().then(|| text("live_feed_none"))}
                </p>
            </div>
            <ul class="rows">
                <For each=shown key=|event| (event.id.clone(), event.watched) children=row />
            </ul>
            <Show when=more>
                <footer class="foot">
                    <Button on_press=move |()| most.update(|most| *most += PAGE)>
                        {text("bets_more")}
                    </Button>
                </footer>
            </Show>
        </section>
    }
}
