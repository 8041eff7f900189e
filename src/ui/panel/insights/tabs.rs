//! The tabs, with the keys of the ARIA practices guide ("Tabs Pattern").

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::choice::Choice;
use crate::insight::TabName;
use crate::panel::RecordView;
use crate::platform::i18n::text;

/// The row of tabs.
#[component]
pub fn Tabs(
    /// The record.
    record: RwSignal<RecordView>,
    /// What the rep chose.
    choice: Choice,
) -> impl IntoView {
    let go = move |event: ev::KeyboardEvent| {
        let tabs = choice.tabs();
        let at = tabs
            .iter()
            .position(|tab| *tab == choice.tab())
            .unwrap_or(0);
        let to = match event.key().as_str() {
            "ArrowRight" => (at + 1) % tabs.len().max(1),
            "ArrowLeft" => at.checked_sub(1).unwrap_or(tabs.len().saturating_sub(1)),
            "Home" => 0,
            "End" => tabs.len().saturating_sub(1),
            _ => return,
        };
        event.prevent_default();
        if let Some(tab) = tabs.get(to) {
            choice.choose(*tab);
            let element = document().get_element_by_id(&id(*tab));
            if let Some(element) = element.and_then(|one| one.dyn_into::<HtmlElement>().ok()) {
                let _ = element.focus();
            }
        }
    };
    let opportunity = move || {
        let object = record.with(|record| record.facts.record.object);
        object == crate::base::ObjectType::Opportunity
    };
    let tab = move |tab: TabName| {
        let chosen = Memo::new(move |_| choice.tab() == tab);
        let name = match tab {
            TabName::People if opportunity() => text("people_opportunity"),
            tab => text(key(tab)),
        };
        view! {
            <button
                type="button"
                role="tab"
                id=id(tab)
                aria-selected=move || chosen.get().to_string()
                aria-controls="tab-shows"
                tabindex=move || if chosen.get() { "0" } else { "-1" }
                on:click=move |_| choice.choose(tab)
            >
                {name}
            </button>
        }
    };
    view! {
        <div class="tabs" role="tablist" aria-label=text("tabs_label") on:keydown=go>
            {move || choice.tabs().into_iter().map(tab).collect_view()}
        </div>
    }
}

/// The id of a tab's button.
pub fn id(tab: TabName) -> String {
    format!("{}-button", key(tab).replace('_', "-"))
}

const fn key(tab: TabName) -> &'static str {
    match tab {
        TabName::People => "people_account",
        TabName::Insights => "tab_insights",
        TabName::Upcoming => "tab_upcoming",
        TabName::Moments => "tab_moments",
        TabName::Email => "feed_email",
        TabName::Calls => "tab_calls",
        TabName::Meetings => "tab_meetings",
        TabName::Score => "tab_score",
        TabName::Web => "tab_web",
    }
}
