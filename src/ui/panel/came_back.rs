//! What came back to mails that were written on the record, until the rep has seen it.

use leptos::prelude::*;

use crate::base::Topic;
use crate::panel::RecordView;
use crate::platform::i18n::text;
use crate::protocol::GetReplies;
use crate::replies::CameBackView;
use crate::ui::components::{CameBackRow, ask_and_follow};

/// The list; nothing where nothing came back.
#[component]
pub fn CameBackHere(
    /// The record.
    record: RwSignal<RecordView>,
) -> impl IntoView {
    let asked = ask_and_follow(GetReplies {}, Topic::Replies);
    let here = Memo::new(move |_| {
        let of = record.with(|record| record.facts.record.clone());
        let all = asked.value.get().unwrap_or_default().all;
        let fresh = all
            .into_iter()
            .filter(|one| one.came_back.record == of && !one.came_back.seen);
        fresh.collect::<Vec<_>>()
    });
    let key = |one: &CameBackView| (one.came_back.id.clone(), one.logged, one.fault.is_some());
    view! {
        <Show when=move || !here.with(Vec::is_empty)>
            <div class="statuses">
                <ul class="rows" aria-label=text("home_came_back") data-list="replies">
                    <For each=move || here.get() key=key let:view>
                        <CameBackRow view here=true />
                    </For>
                </ul>
            </div>
        </Show>
    }
}
