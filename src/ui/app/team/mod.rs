//! The team: who may use the extension; inviting reps and withdrawing.

mod add;
mod check;
mod mail;
mod narrow;
mod people;
mod person;
mod progress;
mod state;
mod words;

use leptos::prelude::*;

use self::add::Add;
use self::check::Check;
use self::people::People;
use self::progress::Invitations;
pub use self::state::keep_state;
use self::state::{Step, TeamState};
use super::page::Page;
use super::route::Route;
use crate::admin::{AdminOrg, AdminView};
use crate::base::{OrgHost, Topic};
use crate::platform::i18n::text;
use crate::protocol::GetInvitations;
use crate::ui::components::{FaultView, Icon, Query, Shape, Skeleton, Standing, ask_and_follow};

#[component]
pub fn Team(admin: Query<AdminView>) -> impl IntoView {
    let state = use_context::<TeamState>();
    let standing = admin.standing();
    let again = Callback::new(move |()| admin.again());
    let orgs = Memo::new(move |_| {
        let may = |org: &&AdminOrg| org.rights.can_invite();
        let value = admin.value;
        value.with(|view| {
            let orgs = view.iter().flat_map(|view| &view.orgs);
            orgs.filter(may)
                .map(|org| org.org.clone())
                .collect::<Vec<_>>()
        })
    });
    // The chosen org, as long as it is available.
    let org = Memo::new(move |_| {
        let chosen = state.and_then(|state| state.org.get());
        let chosen = chosen.filter(|chosen| orgs.with(|orgs| orgs.contains(chosen)));
        chosen.or_else(|| orgs.with(|orgs| orgs.first().cloned()))
    });
    let body = move || match (standing.get(), org.get(), state) {
        (Standing::Loading, ..) => view! { <Skeleton blocks=2 /> }.into_any(),
        (Standing::Failed(fault), ..) => view! { <FaultView fault on_retry=again /> }.into_any(),
        (Standing::Ready, Some(org), Some(state)) => view! { <OneTeam org state /> }.into_any(),
        _ => view! { <NoTeam admin /> }.into_any(),
    };
    view! {
        <Page title=text("team_title") lead=text("team_text")>
            {state.map(|state| view! { <ChooseOrg orgs org state /> })}
            {body}
        </Page>
    }
}

/// The choice of the org, where there are several.
#[component]
fn ChooseOrg(
    orgs: Memo<Vec<OrgHost>>,
    org: Memo<Option<OrgHost>>,
    state: TeamState,
) -> impl IntoView {
    let choose = move |ev| {
        let chosen = OrgHost::parse(&event_target_value(&ev)).ok();
        state.leave_org(chosen);
    };
    let option = move |host: OrgHost| {
        let own = host.clone();
        let selected = move || org.get().as_ref() == Some(&own);
        let (value, name) = (host.to_string(), host.to_string());
        view! {
            <option value=value selected=selected>
                {name}
            </option>
        }
    };
    let several = Memo::new(move |_| orgs.with(Vec::len) > 1);
    view! {
        <Show when=move || several.get()>
            <div class="field team-org">
                <label for="team-org">{text("team_org")}</label>
                <select id="team-org" class="input" on:change=choose>
                    {move || orgs.get().into_iter().map(option).collect_view()}
                </select>
            </div>
        </Show>
    }
}

/// The list of people, or the check before an invitation.
#[component]
fn OneTeam(org: OrgHost, state: TeamState) -> impl IntoView {
    let request = GetInvitations { org: org.clone() };
    let invitations = ask_and_follow(request, Topic::Team);
    let org = StoredValue::new(org);
    move || match state.step.get() {
        Step::People => view! {
            <Invitations org=org.get_value() invitations />
            <People org=org.get_value() state />
            <Add org=org.get_value() state invitations />
        }
        .into_any(),
        Step::Check(who) => {
            view! { <Check org=org.get_value() who state invitations /> }.into_any()
        }
    }
}

/// Shown where nobody is signed in, or without the right to invite.
#[component]
fn NoTeam(admin: Query<AdminView>) -> impl IntoView {
    let signed_in = admin.value.with_untracked(|view| {
        let orgs = view.as_ref().map(|view| view.orgs.is_empty());
        orgs == Some(false)
    });
    let fault = admin.value.with_untracked(|view| {
        let mut orgs = view.iter().flat_map(|view| &view.orgs);
        orgs.find_map(|org| org.fault.clone())
    });
    let again = Callback::new(move |()| admin.again());
    if let Some(fault) = fault {
        return view! { <FaultView fault on_retry=again /> }.into_any();
    }
    let (title, words) = match signed_in {
        true => ("team_no_right_title", "team_no_right_text"),
        false => ("team_no_org_title", "team_no_org_text"),
    };
    view! {
        <div class="card empty">
            <Icon shape=Shape::People class="large" />
            <p class="strong">{text(title)}</p>
            <p>{text(words)}</p>
            {(!signed_in)
                .then(|| {
                    view! {
                        <a class="button" href=Route::Setup.address()>
                            {text("team_to_setup")}
                        </a>
                    }
                })}
        </div>
    }
    .into_any()
}
