//! For large teams: limits the list to a profile, a role or a manager, and selects all of it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::state::TeamState;
use crate::admin::team::{Group, Groups, Within};
use crate::base::{Fault, OrgHost, RecordId};
use crate::platform::{
    i18n::{counted, text},
    messages::ask,
};
use crate::protocol::{GetEverybody, GetGroups};
use crate::ui::components::{Button, ButtonKind, FaultView, live};

/// Chooses the group of users to list.
#[component]
pub fn Narrow(
    org: StoredValue<OrgHost>,
    state: TeamState,
    /// Called when the list is to be read again.
    on_change: Callback<()>,
) -> impl IntoView {
    let groups = RwSignal::new(Groups::default());
    spawn_local(async move {
        // Without the groups, the list can still be searched.
        if let Ok(found) = ask(GetGroups {
            org: org.get_value(),
        })
        .await
        {
            groups.try_set(found);
        }
    });
    let choose = move |ev| {
        state.within.set(within(&event_target_value(&ev)));
        on_change.run(());
    };
    let options = move |kind: &'static str, label: &'static str, all: Vec<Group>| {
        let option = move |group: Group| {
            let value = format!("{kind}/{}", group.id);
            let own = value.clone();
            let selected = move || state.within.with(|chosen| name(chosen) == own);
            view! { <option value=value selected=selected>{group.name}</option> }
        };
        (!all.is_empty()).then(|| {
            view! { <optgroup label=text(label)>{all.into_iter().map(option).collect_view()}</optgroup> }
        })
    };
    view! {
        <div class="field">
            <label for="team-within">{text("team_within")}</label>
            <select id="team-within" class="input" on:change=choose>
                <option value="">{text("team_within_org")}</option>
                {move || {
                    let Groups { profiles, roles, managers } = groups.get();
                    view! {
                        {options("profile", "team_within_profile", profiles)}
                        {options("role", "team_within_role", roles)}
                        {options("manager", "team_within_manager", managers)}
                    }
                }}
            </select>
        </div>
    }
}

/// Selects everybody of the list, on all of its pages.
#[component]
pub fn SelectAll(org: StoredValue<OrgHost>, state: TeamState) -> impl IntoView {
    let busy = RwSignal::new(false);
    let fault = RwSignal::new(None::<Fault>);
    let more = RwSignal::new(false);
    let live = live();
    let select = move |()| {
        let (search, within) = (state.search.get_untracked(), state.within.get_untracked());
        busy.set(true);
        fault.set(None);
        spawn_local(async move {
            let org = org.get_value();
            let answer = ask(GetEverybody {
                org,
                search,
                within,
            })
            .await;
            busy.try_set(false);
            match answer {
                Err(error) => drop(fault.try_set(Some(error))),
                Ok(everybody) => {
                    more.try_set(everybody.more);
                    state.select_all(everybody.people);
                    let count = state.selected.with_untracked(Vec::len);
                    live.say(counted("team_selected", count));
                }
            }
        });
    };
    let any = move || {
        let people = state.list.people;
        people.with(|people| people.as_ref().is_some_and(|people| !people.is_empty()))
    };
    view! {
        <Show when=any>
            <div class="inside">
                <div class="buttons">
                    <Button look=ButtonKind::Quiet small=true disabled=busy on_press=select>
                        {text("team_select_all")}
                    </Button>
                </div>
                {move || more.get().then(|| view! { <p class="small soft">{text("team_select_more")}</p> })}
                {move || fault.get().map(|fault| view! { <FaultView fault /> })}
            </div>
        </Show>
    }
}

/// The value of an option.
fn name(within: &Within) -> String {
    match within {
        Within::Org => String::new(),
        Within::Profile(id) => format!("profile/{id}"),
        Within::Role(id) => format!("role/{id}"),
        Within::Manager(id) => format!("manager/{id}"),
    }
}

fn within(value: &str) -> Within {
    let chosen = value.split_once('/').and_then(|(kind, id)| {
        let id = RecordId::parse(id).ok()?;
        match kind {
            "profile" => Some(Within::Profile(id)),
            "role" => Some(Within::Role(id)),
            "manager" => Some(Within::Manager(id)),
            _ => None,
        }
    });
    chosen.unwrap_or_default()
}
