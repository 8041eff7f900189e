//! What is new in the live feed; the web application has it all. What came back to the mailbox has its own list.

use leptos::prelude::*;

use crate::base::{OrgHost, Topic};
use crate::feed::FeedEvent;
use crate::platform::i18n::{counted, text};
use crate::protocol::GetFeed;
use crate::ui::components::{Button, ButtonKind, FeedRow, ask_and_follow};

/// The most events that are shown.
const SHOWN: usize = 3;

/// The newest few; nothing where nothing is new.
#[component]
pub fn Feed(
    /// Called to see them all.
    #[prop(into)]
    see_all: Callback<()>,
) -> impl IntoView {
    let asked = ask_and_follow(GetFeed { refresh: false }, Topic::Feed);
    let new = Memo::new(move |_| {
        asked.value.with(|view| {
            let orgs = view.iter().flat_map(|view| &view.orgs);
            let events = orgs.flat_map(|of| of.events.iter().map(|event| (&of.org, event)));
            let new = events.filter(|(_, event)| !event.seen && !event.kind.is_of_mailbox());
            new.map(|(org, event)| (org.clone(), event.clone()))
                .collect::<Vec<_>>()
        })
    });
    let count = move || new.with(Vec::len);
    let shown = move || new.get().into_iter().take(SHOWN).collect::<Vec<_>>();
    let actions = Signal::derive(move || {
        let actions = asked
            .value
            .with(|view| view.as_ref().map(|view| view.actions.clone()));
        actions.unwrap_or_default()
    });
    let row = move |(org, event): (OrgHost, FeedEvent)| {
        let fresh = Signal::derive(|| false);
        view! { <FeedRow org event fresh actions /> }
    };
    view! {
        <Show when=move || count() != 0>
            <section class="bets" data-list="feed">
                <div class="title">
                    <h2>{text("live_feed_title")}</h2>
                    <span class="small soft">{move || counted("live_feed_count", count())}</span>
                    <Button look=ButtonKind::Quiet small=true on_press=see_all>
                        {text("bets_see_all")}
                        <span class="hidden-text">": " {text("live_feed_title")}</span>
                    </Button>
                </div>
                <ul class="rows">
                    <For
                        each=shown
                        key=|(org, event)| (org.clone(), event.id.clone(), event.watched)
                        children=row
                    />
                </ul>
            </section>
        </Show>
    }
}
