//! The overview of a record: head, recent activity, what is on its way, foot. What appears and disappears is below
//! the list, so that nothing moves while the rep works.

use leptos::{html, prelude::*};

use super::acts::Acts;
use super::cadences::{InCadences, cadences};
use super::came_back::CameBackHere;
use super::focus::focus;
use super::foot::Foot;
use super::head::{Facts, Head, MomentLine};
use super::insights::{Choice, Content, Tabs, tab_id};
use super::membership::{Memberships, memberships};
use super::notes::Notes;
use super::state::PanelState;
use super::status::Statuses;
use crate::campaigns::Recency;
use crate::panel::RecordView;
use crate::platform::i18n::text;

/// The overview of a record.
#[component]
pub fn Overview(
    /// The record.
    record: RwSignal<RecordView>,
) -> impl IntoView {
    let state = PanelState::get();
    let choice = Choice::new(record);
    let campaigns = memberships(record);
    let cadences = cadences(record, Recency::Known);
    let list = NodeRef::<html::Main>::new();
    Effect::new(move |_| {
        if let Some(list) = list.get() {
            // To set what is there already would have the page lay itself out at once.
            match state.scrolled.get_value() {
                0 => {}
                scrolled => list.set_scroll_top(scrolled),
            }
            // Only after an action of the rep in the panel: it must not take the focus from the page.
            if let Some(target) = state.next_focus.try_update_value(Option::take).flatten() {
                focus(&target.selector());
            }
        }
    });
    view! {
        <Head record>
            <Facts record />
            <MomentLine record />
            <Acts record />
        </Head>
        <main
            class="list"
            data-tour="feed"
            // Focusable, so that it can be scrolled by keyboard.
            tabindex="0"
            aria-label=text("feed_label")
            node_ref=list
            on:scroll=move |_| {
                if let Some(list) = list.get_untracked() {
                    state.scrolled.set_value(list.scroll_top());
                }
            }
        >
            <Tabs record choice />
            <div id="tab-shows" role="tabpanel" aria-labelledby=move || tab_id(choice.tab())>
                <Content record choice campaigns />
            </div>
        </main>
        <section class="tray" aria-label=text("panel_tray")>
            <Notes record />
            <CameBackHere record />
            {campaigns.map(|campaigns| view! { <Memberships record campaigns /> })}
            {cadences.map(|cadences| view! { <InCadences record cadences /> })}
            <Statuses record />
        </section>
        <Foot record />
    }
}
