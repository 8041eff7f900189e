//! Step 2: what the org needs beside the app, each item with its state.

use leptos::prelude::*;

use super::clients::{GoogleForm, MicrosoftForm};
use super::deploy::{DeployButton, Deployed};
use crate::admin::setup::{Difference, Item, ItemName, OrgSetup, SetupView, State};
use crate::base::OrgHost;
use crate::platform::{
    i18n::{text, text_with},
    intl::date_time,
};
use crate::protocol::ConfirmSetup;
use crate::ui::components::{
    Button, Command, CopyButton, FaultView, Icon, Notice, Query, Shape, Tone,
};

#[component]
pub fn Checklist(
    asked: Query<SetupView>,
    chosen: RwSignal<Option<OrgHost>>,
    look: Callback<()>,
    busy: RwSignal<bool>,
) -> impl IntoView {
    let org = Memo::new(move |_| {
        asked
            .value
            .with(|view| view.as_ref()?.org.as_deref().cloned())
    });
    let head = move || org.get().map(|org| view! { <Head org asked chosen /> });
    let names = Memo::new(move |_| {
        org.with(|org| {
            let items = org.as_ref().map(|org| org.items.iter());
            items
                .into_iter()
                .flatten()
                .map(|item| item.name)
                .collect::<Vec<_>>()
        })
    });
    // A row is drawn again only when its own state changes, so that typing in it is not interrupted.
    let row = move |name: ItemName| {
        let state = Memo::new(move |_| {
            org.with(|org| {
                let item = |item: &&Item| item.name == name;
                org.as_ref()?
                    .items
                    .iter()
                    .find(item)
                    .map(|item| item.state.clone())
            })
        });
        let host = org.with_untracked(|org| org.as_ref().map(|org| org.org.clone()));
        move || {
            let (state, host) = (state.get()?, host.clone()?);
            Some(view! { <Row name state host asked /> })
        }
    };
    view! {
        <section class="card" data-section="checklist">
            <header>
                <h2>{text("setup_list_title")}</h2>
                {head}
            </header>
            <ul class="rows checklist">
                <For each=move || names.get() key=|name| *name let:name>
                    {row(name)}
                </For>
            </ul>
            <footer class="foot">
                <Button on_press=look disabled=busy>
                    {text("setup_look")}
                </Button>
            </footer>
        </section>
    }
}

/// The org, and the user who is signed in.
#[component]
fn Head(
    org: OrgSetup,
    asked: Query<SetupView>,
    chosen: RwSignal<Option<OrgHost>>,
) -> impl IntoView {
    let orgs = asked.value.with_untracked(|view| {
        let orgs = view.as_ref().map(|view| view.orgs.clone());
        orgs.unwrap_or_default()
    });
    let shown = org.org.clone();
    let several = (orgs.len() > 1).then(|| {
        let option = |host: OrgHost| {
            let selected = host == shown;
            view! { <option value=host.to_string() selected=selected>{host.to_string()}</option> }
        };
        let choose = move |event| {
            chosen.set(OrgHost::parse(&event_target_value(&event)).ok());
        };
        view! {
            <div class="field">
                <label for="setup-org">{text("setup_org")}</label>
                <select id="setup-org" class="input" on:change=choose>
                    {orgs.into_iter().map(option).collect_view()}
                </select>
            </div>
        }
    });
    let foreign = (!org.rights.can_set_up()).then(|| {
        view! {
            <Notice tone=Tone::Warn title=text("setup_no_rights_title")>
                <p>{text("setup_no_rights_text")}</p>
            </Notice>
        }
    });
    view! {
        <p>{text_with("setup_signed_in", &[&org.user, org.org.as_str()])}</p>
        {several}
        {foreign}
    }
}

#[component]
fn Row(name: ItemName, state: State, host: OrgHost, asked: Query<SetupView>) -> impl IntoView {
    let key = key_of(name);
    let (shape, tone, words) = standing(&state);
    let standing = state_key(&state);
    let done = matches!(state, State::Done | State::Confirmed { .. });
    let differences = match &state {
        State::Differs(differences) => differences.clone(),
        _ => Vec::new(),
    };
    let differences = differences
        .into_iter()
        .map(|each| view! { <li>{text(difference_key(each))}</li> })
        .collect_view();
    let fault = match &state {
        State::Unreadable(fault) | State::Fails(fault) => Some(fault.clone()),
        _ => None,
    };
    view! {
        <li class="item" data-row=key data-state=standing>
            <details open=!done>
                <summary>
                    <Icon shape class=tone />
                    <span class="grow strong">{text(&format!("setup_item_{key}"))}</span>
                    <span class="small soft">{words}</span>
                </summary>
                <div class="more">
                    <p>{text(&format!("setup_item_{key}_text"))}</p>
                    <ul class="differences">{differences}</ul>
                    {fault.map(|fault| view! { <FaultView fault /> })}
                    <Controls name state host asked />
                </div>
            </details>
        </li>
    }
}

/// The controls of an item.
#[component]
fn Controls(name: ItemName, state: State, host: OrgHost, asked: Query<SetupView>) -> impl IntoView {
    match name {
        ItemName::App | ItemName::EnhancedEmail => ().into_any(),
        ItemName::Permission => view! {
            <DeployButton host fields=false label="setup_deploy" state asked />
            <Deployed asked fields=false />
        }
        .into_any(),
        ItemName::Fields => view! {
            <DeployButton host fields=true label="setup_deploy_fields" state asked />
            <Deployed asked fields=true />
        }
        .into_any(),
        ItemName::Record => view! {
            <DeployButton host fields=false label="setup_deploy_ids" state asked />
            <Deployed asked fields=false />
        }
        .into_any(),
        ItemName::Google => view! { <GoogleForm host state asked /> }.into_any(),
        ItemName::Microsoft => view! { <MicrosoftForm host state asked /> }.into_any(),
        ItemName::Consent => view! {
            <ConsentLink asked />
            <ConfirmButton name state host />
        }
        .into_any(),
        ItemName::Approved | ItemName::Sandboxes => {
            view! { <ConfirmButton name state host /> }.into_any()
        }
    }
}

#[component]
fn ConfirmButton(name: ItemName, state: State, host: OrgHost) -> impl IntoView {
    if state == State::Done {
        return ().into_any();
    }
    let doing = Command::new();
    let done = matches!(state, State::Confirmed { .. });
    let say = move |()| {
        let request = ConfirmSetup {
            org: host.clone(),
            item: name,
            confirmed: !done,
        };
        doing.run(request, |_| ());
    };
    let label = if done {
        "setup_take_back"
    } else {
        "setup_confirm"
    };
    view! {
        <div class="buttons">
            <Button on_press=say disabled=doing.busy>
                {text(label)}
            </Button>
        </div>
        {move || doing.fault.get().map(|fault| view! { <FaultView fault /> })}
    }
    .into_any()
}

#[component]
fn ConsentLink(asked: Query<SetupView>) -> impl IntoView {
    let link = Memo::new(move |_| {
        let value = asked.value;
        value.with(|view| view.as_ref()?.values.admin_consent.clone())
    });
    let center = Memo::new(move |_| {
        let value = asked.value;
        value.with(|view| view.as_ref()?.values.admin_center.clone())
    });
    let center = move || {
        let link = center.get()?;
        Some(view! {
            <p>{text("setup_consent_center_text")}</p>
            <div class="buttons">
                <a class="button" href=link target="_blank" rel="noreferrer">
                    {text("setup_consent_center")}
                </a>
            </div>
        })
    };
    let page = move || match link.get() {
        Some(link) => {
            let content = link.clone();
            view! {
                <p>{text("setup_consent_open_text")}</p>
                <div class="buttons">
                    <a class="button" href=link target="_blank" rel="noreferrer">
                        {text("setup_consent_open")}
                    </a>
                    <CopyButton
                        label=text("setup_consent_copy")
                        content=move |()| content.clone()
                    />
                </div>
            }
            .into_any()
        }
        None => view! { <p class="small soft">{text("setup_consent_tenant")}</p> }.into_any(),
    };
    view! {
        {center}
        {page}
    }
}

/// The icon, tone and text of a state.
fn standing(state: &State) -> (Shape, &'static str, String) {
    let plain = |key| text(&format!("setup_state_{key}"));
    match state {
        State::Done => (Shape::Check, "tone-good", plain("done")),
        State::Confirmed { by, at } => (
            Shape::Check,
            "tone-good",
            text_with("setup_state_confirmed", &[by, &date_time(*at)]),
        ),
        State::ToDo => (Shape::Clock, "tone-accent", plain("to_do")),
        State::Optional => (Shape::Info, "soft", plain("optional")),
        State::Ask => (Shape::Help, "tone-accent", plain("ask")),
        State::Differs(_) => (Shape::Warn, "tone-warn", plain("differs")),
        State::Unreadable(_) => (Shape::Warn, "tone-warn", plain("unreadable")),
        State::Untried => (Shape::Clock, "tone-accent", plain("untried")),
        State::Trying(_) => (Shape::Clock, "tone-accent", plain("trying")),
        State::Fails(_) => (Shape::Warn, "tone-warn", plain("fails")),
    }
}

const fn state_key(state: &State) -> &'static str {
    match state {
        State::Done => "done",
        State::Confirmed { .. } => "confirmed",
        State::ToDo => "to_do",
        State::Optional => "optional",
        State::Ask => "ask",
        State::Differs(_) => "differs",
        State::Unreadable(_) => "unreadable",
        State::Untried => "untried",
        State::Trying(_) => "trying",
        State::Fails(_) => "fails",
    }
}

const fn key_of(name: ItemName) -> &'static str {
    match name {
        ItemName::App => "app",
        ItemName::Permission => "permission",
        ItemName::Approved => "approved",
        ItemName::Google => "google",
        ItemName::Microsoft => "microsoft",
        ItemName::Consent => "consent",
        ItemName::Record => "record",
        ItemName::EnhancedEmail => "enhanced_email",
        ItemName::Fields => "fields",
        ItemName::Sandboxes => "sandboxes",
    }
}

const fn difference_key(difference: Difference) -> &'static str {
    match difference {
        Difference::NoApiEnabled => "setup_differs_api",
        Difference::NoCustomPermission => "setup_differs_custom",
        Difference::CustomPermissionMissing => "setup_differs_missing",
        Difference::NoExternalId => "setup_differs_external",
        Difference::OtherIds => "setup_differs_ids",
    }
}
