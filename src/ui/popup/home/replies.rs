//! Who is away, and was not seen yet. What else came back to the rep's mails is in the list of today.

use leptos::prelude::*;

use crate::base::Topic;
use crate::platform::i18n::text;
use crate::protocol::GetReplies;
use crate::replies::CameBackView;
use crate::ui::components::{Button, ButtonKind, CameBackRow, ask_and_follow};

/// The most rows that are shown before the rep unfolds the list.
const SHOWN: usize = 3;

/// The list; nothing where nobody is away.
#[component]
pub fn Replies() -> impl IntoView {
    let asked = ask_and_follow(GetReplies {}, Topic::Replies);
    let unseen = Memo::new(move |_| {
        let all = asked.value.get().unwrap_or_default().all;
        let fresh = all
            .into_iter()
            .filter(|one| !one.came_back.seen && !one.came_back.what.asks());
        fresh.collect::<Vec<_>>()
    });
    let all = RwSignal::new(false);
    let shown = move || {
        let most = if all.get() { usize::MAX } else { SHOWN };
        unseen.get().into_iter().take(most).collect::<Vec<_>>()
    };
    let key = |one: &CameBackView| (one.came_back.id.clone(), one.logged, one.fault.is_some());
    view! {
        <Show when=move || !unseen.with(Vec::is_empty)>
            <section data-list="replies">
                <h2>{text("home_came_back")}</h2>
                <ul class="rows">
                    <For each=shown key=key let:view>
                        <CameBackRow view />
                    </For>
                </ul>
                <Show when=move || !all.get() && unseen.with(|all| all.len() > SHOWN)>
                    <Button look=ButtonKind::Quiet small=true on_press=move |()| all.set(true)>
                        {text("home_drafts_all")}
                    </Button>
                </Show>
            </section>
        </Show>
    }
}
