//! What the cards of all kinds show: labelled values, the text, the link to Salesforce.

use leptos::prelude::*;

use crate::base::Related;
use crate::insight::{ActivityDetail, When};
use crate::panel::RecordView;
use crate::platform::{i18n::text, intl};
use crate::ui::components::page_target;

/// The locale key of a label, with a value; one without a value is not shown.
pub type Fact = (&'static str, Option<String>);

/// Labelled values.
#[component]
pub fn Facts(
    /// The facts, in order.
    facts: Vec<Fact>,
) -> impl IntoView {
    let known = facts.into_iter();
    let known = known.filter_map(|(label, value)| Some((label, value.filter(|v| !v.is_empty())?)));
    let rows = known.map(|(label, value)| {
        view! {
            <div>
                <dt class="soft">{text(label)}</dt>
                <dd>{value}</dd>
            </div>
        }
    });
    view! { <dl class="facts small">{rows.collect_view()}</dl> }
}

/// What it says, as plain text; what a mail quotes is folded.
#[component]
pub fn Words(
    /// The activity.
    detail: ActivityDetail,
    /// A mail without text says so.
    #[prop(optional)]
    of_mail: bool,
) -> impl IntoView {
    let ActivityDetail {
        words,
        quoted,
        shortened,
        ..
    } = detail;
    let nothing = of_mail && words.is_empty();
    view! {
        {nothing.then(|| view! { <p class="soft">{text("feed_no_words")}</p> })}
        {(!words.is_empty()).then(|| view! { <p class="said">{words}</p> })}
        {(!quoted.is_empty())
            .then(|| {
                view! {
                    <details class="details">
                        <summary>{text("feed_quoted")}</summary>
                        <p class="said soft">{quoted}</p>
                    </details>
                }
            })}
        {shortened.then(|| view! { <p class="small soft">{text("feed_shortened")}</p> })}
    }
}

/// A link to the activity's own page.
#[component]
pub fn InSalesforce(
    /// The record.
    record: RwSignal<RecordView>,
    /// The activity's id.
    id: String,
) -> impl IntoView {
    let org = record.with_untracked(|record| record.facts.record.org.clone());
    view! {
        <a class="small" href=format!("https://{org}/{id}") target=page_target() rel="noopener">
            {text("feed_in_salesforce")}
        </a>
    }
}

/// The name of a linked record.
pub fn name_of(linked: &Option<Related>) -> Option<String> {
    linked.as_ref().map(|linked| linked.name.clone())
}

/// A moment or a day, in full.
pub fn whole(at: When) -> String {
    match at {
        When::At(at) => intl::date_time(at),
        When::On(day) => intl::whole_day(day),
    }
}
