//! The clients at the mail providers: the values to copy there, and their ids.

use leptos::prelude::*;

use super::value::{Setting, ToCopy};
use crate::admin::setup::{SetupView, State, TypedClients};
use crate::base::{OrgHost, Provider};
use crate::platform::i18n::text;
use crate::protocol::{SaveClients, TryClient};
use crate::ui::components::{Button, ButtonKind, Command, FaultView, OpenWindow, Query, live};

fn entered(asked: Query<SetupView>) -> TypedClients {
    asked.value.with_untracked(|view| {
        let config = view
            .as_ref()
            .and_then(|view| view.org.as_ref()?.config.clone());
        config.map_or_else(TypedClients::default, |config| TypedClients {
            google: config.google.unwrap_or_default(),
            microsoft: config.microsoft.unwrap_or_default(),
            tenant: config.tenant.unwrap_or_default(),
        })
    })
}

fn redirects(asked: Query<SetupView>, google: bool) -> Vec<String> {
    asked.value.with_untracked(|view| {
        let values = view.as_ref().map(|view| view.values.clone());
        values.map_or_else(Vec::new, |values| match google {
            true => values.google,
            false => values.microsoft,
        })
    })
}

#[component]
pub fn GoogleForm(host: OrgHost, state: State, asked: Query<SetupView>) -> impl IntoView {
    let google = RwSignal::new(entered(asked).google);
    let ids = move || TypedClients {
        google: google.get_untracked(),
        ..entered(asked)
    };
    view! {
        <dl class="settings">
            <Setting name="setup_google_kind" value=text("setup_google_kind_value") />
            <ToCopy name="setup_redirect" values=redirects(asked, true) />
            <Setting name="setup_google_api" value=text("setup_google_api_value") />
        </dl>
        <Field id="google-client" label="setup_google_client" value=google />
        <Save host asked state provider=Provider::Google client=google ids=Callback::new(move |()| ids()) />
    }
}

#[component]
pub fn MicrosoftForm(host: OrgHost, state: State, asked: Query<SetupView>) -> impl IntoView {
    let microsoft = RwSignal::new(entered(asked).microsoft);
    let tenant = RwSignal::new(entered(asked).tenant);
    let ids = move || TypedClients {
        microsoft: microsoft.get_untracked(),
        tenant: tenant.get_untracked(),
        ..entered(asked)
    };
    view! {
        <dl class="settings">
            <Setting name="setup_microsoft_kind" value=text("setup_microsoft_kind_value") />
            <ToCopy name="setup_redirect" values=redirects(asked, false) />
            <Setting name="setup_microsoft_scopes" value=text("setup_microsoft_scopes_value") />
        </dl>
        <Field id="microsoft-client" label="setup_microsoft_client" value=microsoft />
        <Field id="microsoft-tenant" label="setup_microsoft_tenant" value=tenant />
        <Save host asked state provider=Provider::Microsoft client=microsoft ids=Callback::new(move |()| ids()) />
    }
}

#[component]
fn Field(id: &'static str, label: &'static str, value: RwSignal<String>) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id>{text(label)}</label>
            <input
                id=id
                class="input"
                autocomplete="off"
                spellcheck="false"
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            />
        </div>
    }
}

/// The buttons to save the ids and to try them.
#[component]
fn Save(
    host: OrgHost,
    asked: Query<SetupView>,
    state: State,
    provider: Provider,
    client: RwSignal<String>,
    ids: Callback<(), TypedClients>,
) -> impl IntoView {
    let (saving, trying) = (Command::new(), Command::new());
    let host = StoredValue::new(host);
    let live = live();
    let save = move |then: Callback<()>| {
        let request = SaveClients {
            org: host.get_value(),
            clients: ids.run(()),
        };
        saving.run(request, move |_| {
            then.try_run(());
        });
    };
    let saved = Callback::new(move |()| {
        live.say(text("saved"));
        asked.again();
    });
    let try_it = Callback::new(move |()| {
        let org = host.get_value();
        trying.run(TryClient { org, provider }, move |_| asked.again());
    });
    let waits = match state {
        State::Trying(since) => Some(since),
        _ => None,
    };
    let look = Callback::new(move |()| asked.again());
    let busy = Signal::derive(move || saving.busy.get() || trying.busy.get() || waits.is_some());
    let empty = Memo::new(move |_| client.with(|client| client.trim().is_empty()));
    let cannot = Signal::derive(move || busy.get() || empty.get());
    view! {
        {move || [saving, trying].map(|doing| {
            doing.fault.get().map(|fault| view! { <FaultView fault /> })
        })}
        {waits.map(|since| view! { <OpenWindow provider since look /> })}
        <p class="small soft">{text("setup_try_text")}</p>
        <div class="buttons">
            <Button look=ButtonKind::Primary on_press=move |()| save(try_it) disabled=cannot>
                {text("setup_try")}
            </Button>
            <Button on_press=move |()| save(saved) disabled=busy>
                {text("save")}
            </Button>
        </div>
    }
}
