//! What the chosen tab shows.

use leptos::prelude::*;

use super::choice::Choice;
use super::empty::Empty;
use super::filter::Filter;
use super::picture::Picture;
use super::score::Scores;
use super::sorting::Sorting;
use crate::base::{ObjectType, pieces::Pieces};
use crate::campaigns::OrgCampaigns;
use crate::insight::TabName;
use crate::panel::RecordView;
use crate::platform::i18n::text;
use crate::ui::components::{Button, ButtonKind, FaultView, Query};
use crate::ui::panel::feed::Feed;
use crate::ui::panel::membership::{NextSteps, is_anybody};
use crate::ui::panel::people::People;

/// The picture of the weeks, the list, or why there is none.
#[component]
pub fn Content(
    /// The record.
    record: RwSignal<RecordView>,
    /// What the rep chose.
    choice: Choice,
    /// What is known of the campaigns of the record's people, where there can be some.
    campaigns: Option<Query<OrgCampaigns>>,
) -> impl IntoView {
    let tab = Memo::new(move |_| choice.tab());
    let list = Memo::new(move |_| choice.list());
    let none = Memo::new(move |_| list.with(Pieces::is_empty));
    let sort = Memo::new(move |_| choice.sort());
    let anything = Memo::new(move |_| choice.with_all(|all| !all.is_empty()));
    let goes_on = Memo::new(move |_| !choice.goes_on().is_empty());
    let is_person =
        StoredValue::new(record.with_untracked(|record| record.facts.record.object.is_person()));
    // A contact's only: a lead has no account, and an account is one itself.
    let has_account = Memo::new(move |_| {
        record.with(|record| {
            let contact = record.facts.record.object == ObjectType::Contact;
            contact && record.facts.account.is_some()
        })
    });
    let account = move || {
        has_account.get().then(|| {
            view! {
                <div class="below">
                    <button
                        type="button"
                        class="text-button small"
                        disabled=choice.reading.busy
                        on:click=move |_| choice.toggle_account()
                    >
                        {move || text(if choice.account.get() { "account_hide" } else { "account_show" })}
                    </button>
                </div>
            }
        })
    };
    let more = move || {
        let words = match choice.of_week() {
            Some(_) => "people_page",
            None => "older_show",
        };
        goes_on.get().then(|| {
            view! {
                <div class="more-rows">
                    <Button
                        look=ButtonKind::Quiet
                        small=true
                        disabled=choice.reading.busy
                        on_press=move |()| choice.read_older()
                    >
                        {text(words)}
                    </Button>
                </div>
            }
        })
    };
    let read_all = move || !goes_on.get() && choice.has_read_older();
    let status = move || match (choice.reading.busy.get(), read_all()) {
        (true, _) => text("loading"),
        (false, true) => text("older_all_read"),
        (false, false) => String::new(),
    };
    let fault = move || {
        let retry = move |()| choice.read_older();
        choice
            .reading
            .fault
            .get()
            .map(|fault| view! { <FaultView fault on_retry=retry /> })
    };
    // Marketo's last moment is the only one that Salesforce has.
    let last_only = move || {
        (tab.get() == TabName::Moments && !none.get())
            .then(|| view! { <p class="small soft below">{text("moments_last_only")}</p> })
    };
    move || match tab.get() {
        TabName::People => view! { <People record /> }.into_any(),
        TabName::Score if is_person.get_value() => view! { <Scores record choice /> }.into_any(),
        tab => view! {
            {account}
            {(tab == TabName::Insights && anything.get())
                .then(|| view! { <Picture choice /> <Filter choice /> })}
            {(tab == TabName::Upcoming)
                .then(|| campaigns.map(|campaigns| view! { <NextSteps campaigns /> }))}
            {move || {
                let in_campaign = tab == TabName::Upcoming && is_anybody(campaigns);
                let reading = choice.account.get() && choice.reading.busy.get();
                if none.get() && (in_campaign || reading) {
                    ().into_any()
                } else if none.get() && choice.goes_on().iter().any(|of| of.after.is_some()) {
                    view! { <p class="small soft below">{text("older_none_yet")}</p> }.into_any()
                } else if none.get() {
                    view! { <Empty record choice /> }.into_any()
                } else {
                    view! { <Sorting choice list /> <Feed activities=list sort /> }.into_any()
                }
            }}
            {more}
            <p class="small soft below" role="status" id="older-status" tabindex="-1">{status}</p>
            {fault}
            {last_only}
        }
        .into_any(),
    }
}
