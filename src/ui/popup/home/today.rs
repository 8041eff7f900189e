//! How much there is to do today. The first few of it are in the lists below; the web application has all as one list.

use leptos::prelude::*;

use crate::base::Topic;
use crate::platform::i18n::{counted, text};
use crate::protocol::GetToday;
use crate::ui::components::{Button, ButtonKind, ask_and_follow_any};

/// The line; nothing where there is nothing to do.
#[component]
pub fn Today(
    /// Called to see it all.
    #[prop(into)]
    see_all: Callback<()>,
) -> impl IntoView {
    let topics = vec![
        Topic::Outbox,
        Topic::Replies,
        Topic::Tasks,
        Topic::Campaigns,
    ];
    let asked = ask_and_follow_any(GetToday { refresh: false }, topics);
    let count = Memo::new(move |_| {
        let items = asked
            .value
            .with(|view| view.as_ref().map(|view| view.items.len()));
        items.unwrap_or_default()
    });
    view! {
        <Show when=move || count.get() != 0>
            <section class="bets" data-list="today">
                <div class="title">
                    <h2>{text("today_title")}</h2>
                    <span class="small soft">{move || counted("today_count", count.get())}</span>
                    <Button look=ButtonKind::Quiet small=true on_press=see_all>
                        {text("bets_see_all")}
                        <span class="hidden-text">": " {text("today_title")}</span>
                    </Button>
                </div>
            </section>
        </Show>
    }
}
