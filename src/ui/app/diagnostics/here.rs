//! This browser: version, policy, connections, calls of the API.

use leptos::prelude::*;

use super::api_calls::{ApiCalls, limit_words};
use crate::base::OrgHost;
use crate::diagnostics::DiagnosticsView;
use crate::onboarding::ConnectionView;
use crate::platform::i18n::{language, text, text_with};
use crate::protocol::BUILD;
use crate::salesforce::ApiLimit;
use crate::settings::{Finding, Known, SettingView, Source};
use crate::ui::components::{FaultView, Icon, Query, Shape, provider_name};

/// The cards.
#[component]
pub fn Here(asked: Query<DiagnosticsView>) -> impl IntoView {
    move || {
        let view = asked.value.get()?;
        let DiagnosticsView {
            policy,
            connections,
            fault,
            usage,
            calls,
        } = view;
        let standing = match (policy.known, policy.remembered) {
            (Known::NotYet, _) => Some(text("policy_checking_text")),
            (Known::Yes, true) => Some(text("diagnostics_remembered")),
            (Known::Yes, false) => None,
        };
        Some(view! {
            <section class="card">
                <header>
                    <h2>{text("diagnostics_here")}</h2>
                </header>
                <ul class="rows">
                    {environment().map(|(name, value)| view! { <Fact name value /> }).collect_view()}
                </ul>
            </section>
            <section class="card">
                <header>
                    <h2>{text("diagnostics_policy")}</h2>
                    <p>{standing.unwrap_or_else(|| text("diagnostics_policy_text"))}</p>
                </header>
                <ul class="rows">
                    {policy.settings.into_iter().map(|setting| view! { <Setting setting /> }).collect_view()}
                </ul>
            </section>
            <section class="card">
                <header>
                    <h2>{text("diagnostics_connections")}</h2>
                </header>
                {fault.map(|fault| view! { <FaultView fault /> })}
                {connections.is_empty().then(|| view! {
                    <p class="inside soft">{text("diagnostics_no_connections")}</p>
                })}
                <ul class="rows">
                    {connections.into_iter().map(|connection| view! { <Connection connection /> }).collect_view()}
                    {usage.iter().filter_map(|(org, usage)| Some(limit_row(org, usage.nearest()?))).collect_view()}
                </ul>
            </section>
            <ApiCalls calls usage />
        })
    }
}

/// The extension and the browser that it runs in.
pub fn environment() -> [(String, String); 3] {
    let browser = window().navigator().user_agent().unwrap_or_default();
    [
        (text("diagnostics_version"), BUILD.to_owned()),
        (text("diagnostics_browser"), browser),
        (text("diagnostics_language"), language()),
    ]
}

#[component]
fn Fact(name: String, value: String) -> impl IntoView {
    view! {
        <li class="row">
            <div class="grow">
                <p class="strong">{name}</p>
                <p class="small soft">{value}</p>
            </div>
        </li>
    }
}

#[component]
fn Setting(setting: SettingView) -> impl IntoView {
    let SettingView {
        name,
        value,
        source,
        findings,
        holds,
    } = setting;
    let row = name.clone();
    let (state, standing) = match source {
        Source::Policy => ("set", text("diagnostics_set")),
        Source::Default => ("not_set", text("diagnostics_not_set")),
        Source::Ignored => ("ignored", text("diagnostics_ignored")),
        Source::Strictest => ("strictest", text("diagnostics_strictest")),
    };
    let findings = findings.iter().map(words_of).map(|words| {
        view! {
            <p class="small problem">
                <Icon shape=Shape::Warn class="tone-warn" />
                {words}
            </p>
        }
    });
    view! {
        <li class="row" data-row=row data-state=state>
            <div class="grow">
                <p class="strong"><code>{name}</code></p>
                {value.map(|value| view! { <p class="small soft"><code>{value}</code></p> })}
                {findings.collect_view()}
                {holds.map(|holds| view! { <p class="small">{text_with("policy_mistake_holds", &[&holds])}</p> })}
            </div>
            <span class="small soft">{standing}</span>
        </li>
    }
}

/// The part of the setting, and what is wrong with it.
fn words_of(finding: &Finding) -> String {
    let words = text(finding.problem.message());
    match finding.at.trim_start_matches('.') {
        "" => words,
        at => text_with("diagnostics_at", &[at, &words]),
    }
}

#[component]
fn Connection(connection: ConnectionView) -> impl IntoView {
    let name = connection_name(&connection);
    let row = name.clone();
    let (shape, tone) = match &connection.fault {
        None => (Shape::Check, "tone-good"),
        Some(_) => (Shape::Warn, "tone-warn"),
    };
    view! {
        <li>
            <div class="row" data-row=row>
                <Icon shape class=tone />
                <div class="grow">
                    <p class="strong">{name}</p>
                    <p class="small soft">{connection.account}</p>
                </div>
            </div>
            {connection.fault.map(|fault| view! { <FaultView fault /> })}
        </li>
    }
}

/// The limit that the org reaches first.
fn limit_row(org: &OrgHost, limit: &ApiLimit) -> impl IntoView + use<> {
    let (shape, tone) = match limit.is_near() {
        true => (Shape::Warn, "tone-warn"),
        false => (Shape::Check, "tone-good"),
    };
    let row = format!("limit of {org}");
    view! {
        <li class="row" data-row=row>
            <Icon shape class=tone />
            <div class="grow">
                <p class="strong">{text_with("diagnostics_limit", &[org.as_str()])}</p>
                <p class="small soft">{limit_words(limit)}</p>
            </div>
        </li>
    }
}

fn connection_name(connection: &ConnectionView) -> String {
    let name = provider_name(connection.provider);
    match &connection.org {
        Some(org) => format!("{name}, {org}"),
        None => name,
    }
}
