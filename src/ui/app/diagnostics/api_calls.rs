//! In Diagnostics: how many calls of each org's API this browser made, by what they were made for, beside what the org
//! itself says of its limits.

use leptos::prelude::*;

use crate::base::OrgHost;
use crate::platform::{
    i18n::{text, text_with},
    intl::number,
};
use crate::salesforce::{ApiLimit, ApiUsage, CallCount, Purpose};

/// The card; none where no call was counted.
#[component]
pub fn ApiCalls(
    /// Each org's calls.
    calls: Vec<(OrgHost, Vec<CallCount>)>,
    /// Each org's limits, as last reported.
    usage: Vec<(OrgHost, ApiUsage)>,
) -> impl IntoView {
    let known = calls.into_iter().filter(|(_, counts)| !counts.is_empty());
    let tables: Vec<_> = known
        .map(|(org, counts)| {
            let limits = usage.iter().find(|(of, _)| *of == org);
            let limits = limits.map(|(_, usage)| usage.limits().iter().map(limit_words).collect());
            view! { <OfOrg org counts limits=limits.unwrap_or_default() /> }
        })
        .collect();
    (!tables.is_empty()).then(|| {
        view! {
            <section class="card" data-card="calls">
                <header>
                    <h2>{text("calls_title")}</h2>
                    <p>{text("calls_text")}</p>
                </header>
                {tables}
            </section>
        }
    })
}

#[component]
fn OfOrg(org: OrgHost, counts: Vec<CallCount>, limits: Vec<String>) -> impl IntoView {
    let sum = |of: fn(&CallCount) -> u32| counts.iter().map(of).fold(0, u32::saturating_add);
    let total = row(text("calls_total"), sum(|of| of.today), sum(|of| of.week));
    let rows = counts
        .iter()
        .map(|of| row(text(words(of.purpose)), of.today, of.week));
    let rows = rows.collect_view();
    view! {
        <div class="inside calls">
            <table>
                <caption>
                    <span class="strong">{org.to_string()}</span>
                    {limits.into_iter().map(|words| view! { <span class="small soft">{words}</span> }).collect_view()}
                </caption>
                <thead>
                    <tr>
                        <th scope="col">{text("calls_purpose")}</th>
                        <th scope="col">{text("calls_today")}</th>
                        <th scope="col">{text("calls_week")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
                <tfoot>{total}</tfoot>
            </table>
        </div>
    }
}

fn row(name: String, today: u32, week: u32) -> impl IntoView {
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td>{shown(today.into())}</td>
            <td>{shown(week.into())}</td>
        </tr>
    }
}

fn shown(count: u64) -> String {
    number(usize::try_from(count).unwrap_or(usize::MAX))
}

/// A limit in words.
pub fn limit_words(limit: &ApiLimit) -> String {
    let (used, allowed) = (shown(limit.used), shown(limit.allowed));
    match limit.app.as_deref() {
        None => text_with("diagnostics_limit_org", &[&used, &allowed]),
        Some("") => text_with("diagnostics_limit_this_app", &[&used, &allowed]),
        Some(app) => text_with("diagnostics_limit_app", &[&used, &allowed, app]),
    }
}

const fn words(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Record => "calls_record",
        Purpose::Activity => "calls_activity",
        Purpose::Search => "calls_search",
        Purpose::Lists => "calls_lists",
        Purpose::Check => "calls_check",
        Purpose::Log => "calls_log",
        Purpose::Fields => "calls_fields",
        Purpose::Templates => "calls_templates",
        Purpose::Tasks => "calls_tasks",
        Purpose::Campaigns => "calls_campaigns",
        Purpose::Feed => "calls_feed",
        Purpose::People => "bets_best_bets",
        Purpose::Schema => "calls_schema",
        Purpose::SignIn => "calls_sign_in",
        Purpose::SetUp => "calls_set_up",
        Purpose::Other => "calls_other",
    }
}
