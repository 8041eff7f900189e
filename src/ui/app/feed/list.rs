//! The events of one org.

use leptos::prelude::*;

use crate::base::{ActionKind, OrgHost};
use crate::feed::{FeedEvent, FeedView, OrgFeed};
use crate::platform::i18n::text;
use crate::ui::app::of_orgs::OrgCard;
use crate::ui::components::{Button, FeedRow, Query, last_known};

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
    let nothing = move || get(|here| here.events.is_empty() && here.at.is_some());
    let at = Memo::new(move |_| here.with(|here| here.as_ref()?.at));
    let of_rows = org.clone();
    let actions = Signal::derive(move || actions.get());
    let row = move |event: FeedEvent| {
        let id = event.id.clone();
        let fresh = Signal::derive(move || fresh.with(|fresh| fresh.contains(&id)));
        view! { <FeedRow org=of_rows.clone() event fresh actions /> }
    };
    let notes = move || {
        view! {
            <p class="soft" role="status">
                {move || nothing().then(|| text("live_feed_none"))}
            </p>
        }
    };
    view! {
        <OrgCard org several fault at on_retry=refresh notes>
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
        </OrgCard>
    }
}
