//! What the chosen tab shows.

use leptos::prelude::*;

use super::choice::Choice;
use super::empty::Empty;
use super::filter::Filter;
use super::picture::Picture;
use crate::insight::TabName;
use crate::panel::RecordView;
use crate::platform::i18n::text;
use crate::ui::components::{Button, ButtonKind};
use crate::ui::panel::feed::Feed;
use crate::ui::panel::people::People;

/// The picture of the weeks, the list, or why there is none.
#[component]
pub fn Content(
    /// The record.
    record: RwSignal<RecordView>,
    /// What the rep chose.
    choice: Choice,
) -> impl IntoView {
    let tab = Memo::new(move |_| choice.tab());
    let list = Memo::new(move |_| choice.list());
    let none = Memo::new(move |_| list.with(|(list, _)| list.is_empty()));
    let activities = Signal::derive(move || list.with(|(list, _)| list.clone()));
    let anything = Memo::new(move |_| record.with(|record| !record.facts.activities.is_empty()));
    let more = move || {
        list.with(|(_, more)| *more).then(|| {
            view! {
                <div class="more-rows">
                    <Button look=ButtonKind::Quiet small=true on_press=move |()| choice.more()>
                        {text("people_page")}
                    </Button>
                </div>
            }
        })
    };
    // Marketo's last moment is the only one that Salesforce has.
    let last_only = move || {
        (tab.get() == TabName::Moments && !none.get())
            .then(|| view! { <p class="small soft below">{text("moments_last_only")}</p> })
    };
    move || match tab.get() {
        TabName::People => view! { <People record /> }.into_any(),
        tab => view! {
            {(tab == TabName::Insights && anything.get())
                .then(|| view! { <Picture record choice /> <Filter record choice /> })}
            {move || {
                if none.get() {
                    view! { <Empty record choice /> }.into_any()
                } else {
                    view! { <Feed activities /> }.into_any()
                }
            }}
            {more}
            {last_only}
        }
        .into_any(),
    }
}
