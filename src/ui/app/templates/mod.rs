//! The page of templates: found, marked, changed, put away, taken to a file and from one.

mod conditions;
mod edit;
mod exchange;
mod list;

use leptos::prelude::*;

use super::page::Page;
use crate::admin::AdminView;
use crate::base::{OrgHost, Topic};
use crate::library::LibraryView;
use crate::platform::i18n::text;
use crate::protocol::GetTemplates;
use crate::ui::components::{FaultView, Query, Skeleton, Standing, ask_and_follow, kept_in};
use conditions::Conditions;
use edit::Edit;
use exchange::Exchange;
use list::{Editing, List};

/// The page, for the first org where somebody is signed in.
#[component]
pub fn Templates(admin: Query<AdminView>) -> impl IntoView {
    let org = Memo::new(move |_| {
        let value = admin.value;
        value.with(|view| {
            view.as_ref()
                .map(|view| view.orgs.first().map(|org| org.org.clone()))
        })
    });
    let shown = move || match (admin.standing().get(), org.get()) {
        (Standing::Failed(fault), _) => {
            let again = Callback::new(move |()| admin.again());
            view! { <FaultView fault on_retry=again /> }.into_any()
        }
        (_, Some(Some(org))) => view! { <OfOrg org /> }.into_any(),
        (_, Some(None)) => {
            view! { <p class="card empty">{text("templates_no_org")}</p> }.into_any()
        }
        (_, None) => view! { <Skeleton blocks=2 /> }.into_any(),
    };
    view! {
        <Page title=text("templates_title") lead=text("templates_lead")>
            {shown}
        </Page>
    }
}

#[component]
fn OfOrg(org: OrgHost) -> impl IntoView {
    let asked = ask_and_follow(
        GetTemplates {
            org: org.clone(),
            refresh: false,
        },
        Topic::Setup,
    );
    let again = Callback::new(move |()| asked.again());
    let editing = RwSignal::new(None::<Editing>);
    let kept = StoredValue::new(org);
    let standing = asked.standing();
    let shown = move || {
        if let Some(editing_now) = editing.get() {
            let done = Callback::new(move |()| {
                editing.set(None);
                asked.again();
            });
            let sharing = asked
                .value
                .with_untracked(|view| view.as_ref().map(|view| view.sharing).unwrap_or_default());
            let org = kept.get_value();
            return match editing_now {
                Editing::Text(template) => view! { <Edit org template sharing done /> }.into_any(),
                Editing::Conditions(template) => {
                    view! { <Conditions org template done /> }.into_any()
                }
            };
        }
        match standing.get() {
            Standing::Loading => view! { <Skeleton blocks=2 /> }.into_any(),
            Standing::Failed(fault) => view! { <FaultView fault on_retry=again /> }.into_any(),
            Standing::Ready => {
                let org = kept.get_value();
                let edit = Callback::new(move |what| editing.set(Some(what)));
                view! {
                    <KeptIn asked />
                    <List org=org.clone() asked edit />
                    <Exchange org asked />
                }
                .into_any()
            }
        }
    };
    view! { {shown} }
}

/// Where the rep's templates live.
#[component]
fn KeptIn(asked: Query<LibraryView>) -> impl IntoView {
    let home = Memo::new(move |_| asked.value.with(|view| view.as_ref().map(|view| view.home)));
    move || {
        let key = kept_in(home.get()?);
        Some(view! { <p class="soft">{text(key)}</p> })
    }
}
