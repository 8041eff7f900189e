//! The setup page for administrators. First the app, which needs no session and is checked by signing in; then what
//! else the org needs; then the policy for everybody's browsers.

mod app;
mod choices;
mod clients;
mod deploy;
mod items;
mod pin;
mod policies;
mod value;

use leptos::prelude::*;
use std::time::Duration;

use super::page::Page;
use crate::admin::{
    AdminView,
    setup::{Check, DeployState, SetupView},
};
use crate::base::{OrgHost, Topic};
use crate::platform::i18n::text;
use crate::protocol::GetSetup;
use crate::ui::components::{
    Command, FaultView, PolicyMistakes, Query, Skeleton, Standing, ask_and_follow,
};
use app::App;
use items::Checklist;
use policies::Policies;

/// How often the state of a running deploy is requested.
const POLL: Duration = Duration::from_millis(1500);

#[component]
pub fn Setup(admin: Query<AdminView>) -> impl IntoView {
    let chosen = RwSignal::new(None::<OrgHost>);
    view! {
        <Page title=text("setup_title") lead=text("setup_text")>
            <PolicyMistakes />
            <div data-page="setup">{move || view! { <Org org=chosen.get() chosen admin /> }}</div>
        </Page>
    }
}

/// The page for one org, by default the first.
#[component]
fn Org(
    #[prop(optional_no_strip)] org: Option<OrgHost>,
    chosen: RwSignal<Option<OrgHost>>,
    admin: Query<AdminView>,
) -> impl IntoView {
    let request = GetSetup {
        org: org.clone(),
        refresh: false,
    };
    let asked = ask_and_follow(request, Topic::Setup);
    let looking = Command::new();
    let look = move |()| {
        let org = org.clone();
        let refresh = true;
        looking.run(GetSetup { org, refresh }, move |view| asked.put(view));
    };
    let look = Callback::new(look);
    let again = Callback::new(move |()| asked.again());
    follow_what_runs(asked);
    let standing = asked.standing();
    let stale = move || {
        let fault = (standing.get() == Standing::Ready)
            .then(|| asked.fault.get().or_else(|| looking.fault.get()))
            .flatten();
        fault.map(|fault| view! { <FaultView fault on_retry=again /> })
    };
    let has_org = Memo::new(move |_| asked.value.with(|view| org_of(view).is_some()));
    let cards = move || match standing.get() {
        Standing::Loading => view! { <Skeleton blocks=3 /> }.into_any(),
        Standing::Failed(fault) => view! { <FaultView fault on_retry=again /> }.into_any(),
        Standing::Ready => {
            let rest = move || {
                has_org.get().then(|| {
                    view! {
                        <Checklist asked chosen look busy=looking.busy />
                        <Policies asked admin />
                    }
                })
            };
            view! {
                <App asked />
                {rest}
            }
            .into_any()
        }
    };
    view! {
        {stale}
        {cards}
    }
}

fn org_of(view: &Option<SetupView>) -> Option<&crate::admin::setup::OrgSetup> {
    view.as_ref()?.org.as_deref()
}

/// Polls while a deploy is running or a sign-in window is open.
fn follow_what_runs(asked: Query<SetupView>) {
    let runs = Memo::new(move |_| {
        asked.value.with(|view| {
            let waits = |view: &SetupView| matches!(view.check, Check::Waiting(_));
            let deploys = || {
                let deploy = org_of(view).and_then(|org| org.deploy.as_ref());
                deploy.is_some_and(|deploy| matches!(deploy.state, DeployState::Running { .. }))
            };
            view.as_ref().is_some_and(waits) || deploys()
        })
    });
    Effect::new(move |_| {
        if runs.get()
            && let Ok(ticking) = set_interval_with_handle(move || asked.again(), POLL)
        {
            on_cleanup(move || ticking.clear());
        }
    });
}
