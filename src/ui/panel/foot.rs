//! The foot: the age of the view, and Refresh.

use leptos::prelude::*;

use super::state::PanelState;
use crate::base::Millis;
use crate::panel::RecordView;
use crate::platform::{
    i18n::{text, text_with},
    intl, now,
};
use crate::protocol::GetRecord;
use crate::ui::components::{Command, Shape, ToolButton, live};

/// "Updated 2 minutes ago", Refresh.
#[component]
pub fn Foot(
    /// The record.
    record: RwSignal<RecordView>,
) -> impl IntoView {
    let state = PanelState::get();
    let doing = Command::new();
    let live = live();
    let updated = Memo::new(move |_| record.with(|record| record.facts.freshness.at));
    let refresh = move || {
        doing.run(GetRecord { refresh: true }, move |view| {
            state.now.set(now());
            state.put(view);
            // The record, and this line with it, may be gone by now.
            if let Some(at) = updated.try_get_untracked() {
                live.say(updated_words(at, now()));
            }
        });
    };
    // A request that failed is shown as the fault of the view.
    Effect::new(move |_| {
        if let Some(fault) = doing.fault.get() {
            state.view.fault.set(Some(fault));
        }
    });
    view! {
        <footer class="foot">
            <p class="small soft">
                {move || updated_words(updated.get(), state.now.get())}
            </p>
            <ToolButton
                label=text("panel_refresh")
                shape=Shape::Refresh
                disabled=doing.busy
                on_press=move |()| refresh()
            />
        </footer>
    }
}

/// "Updated just now", "Updated 2 minutes ago".
fn updated_words(at: Millis, now: Millis) -> String {
    if now.since(at).as_secs() < 60 {
        text("panel_updated_now")
    } else {
        text_with("panel_updated", &[&intl::ago(at, now)])
    }
}
