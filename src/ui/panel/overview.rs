//! The record at rest: head, recent activity, what is on its way, how old this is. What comes and
//! goes stands below the list, so that nothing moves under the rep's hands.

use leptos::{html, prelude::*};

use super::acts::Acts;
use super::feed::Feed;
use super::focus::focus;
use super::foot::Foot;
use super::head::{Head, MomentLine};
use super::notes::Notes;
use super::people::People;
use super::state::PanelState;
use super::status::Statuses;
use crate::panel::RecordView;
use crate::platform::i18n::text;

/// What there is to see of a record.
#[component]
pub fn Overview(
    /// The record.
    record: RwSignal<RecordView>,
) -> impl IntoView {
    let state = PanelState::get();
    let list = NodeRef::<html::Main>::new();
    Effect::new(move |_| {
        if let Some(list) = list.get() {
            list.set_scroll_top(state.scrolled.get_value());
            // Only after something that the rep did here: the panel takes no focus from the page.
            if let Some(eye) = state.eye.try_update_value(Option::take).flatten() {
                focus(&eye.selector());
            }
        }
    });
    view! {
        <Head record>
            <MomentLine record />
            <Acts record />
        </Head>
        <main
            class="list"
            data-tour="feed"
            // It scrolls, and the keyboard has to reach what scrolls.
            tabindex="0"
            aria-label=text("feed_label")
            node_ref=list
            on:scroll=move |_| {
                if let Some(list) = list.get_untracked() {
                    state.scrolled.set_value(list.scroll_top());
                }
            }
        >
            <People record />
            <Feed record />
        </main>
        <section class="tray" aria-label=text("panel_tray")>
            <Notes record />
            <Statuses record />
        </section>
        <Foot record />
    }
}
