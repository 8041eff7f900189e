//! The apps at the mail providers: what to copy there, and their ids.

use leptos::prelude::*;

use super::value::{Setting, ToCopy};
use crate::admin::setup::SetupView;
use crate::platform::i18n::text;
use crate::protocol::SaveClients;
use crate::salesforce::OrgHost;
use crate::ui::components::{Asked, Button, Doing, FaultView, live};

/// The ids as kept.
#[derive(Clone, Default)]
struct Ids {
    google: String,
    microsoft: String,
    tenant: String,
}

fn kept(asked: Asked<SetupView>) -> Ids {
    asked.value.with_untracked(|view| {
        let config = view
            .as_ref()
            .and_then(|view| view.org.as_ref()?.config.clone());
        config.map_or_else(Ids::default, |config| Ids {
            google: config.google.unwrap_or_default(),
            microsoft: config.microsoft.unwrap_or_default(),
            tenant: config.tenant.unwrap_or_default(),
        })
    })
}

fn redirects(asked: Asked<SetupView>, google: bool) -> Vec<String> {
    asked.value.with_untracked(|view| {
        let values = view.as_ref().map(|view| view.values.clone());
        values.map_or_else(Vec::new, |values| match google {
            true => values.google,
            false => values.microsoft,
        })
    })
}

#[component]
pub fn GoogleForm(host: OrgHost, asked: Asked<SetupView>) -> impl IntoView {
    let google = RwSignal::new(kept(asked).google);
    let ids = move || Ids {
        google: google.get_untracked(),
        ..kept(asked)
    };
    view! {
        <dl class="settings">
            <Setting name="setup_google_kind" value=text("setup_google_kind_value") />
            <ToCopy name="setup_redirect" values=redirects(asked, true) />
            <Setting name="setup_google_api" value=text("setup_google_api_value") />
        </dl>
        <Field id="google-client" label="setup_google_client" value=google />
        <Save host asked ids=Callback::new(move |()| ids()) />
    }
}

#[component]
pub fn MicrosoftForm(host: OrgHost, asked: Asked<SetupView>) -> impl IntoView {
    let microsoft = RwSignal::new(kept(asked).microsoft);
    let tenant = RwSignal::new(kept(asked).tenant);
    let ids = move || Ids {
        microsoft: microsoft.get_untracked(),
        tenant: tenant.get_untracked(),
        ..kept(asked)
    };
    view! {
        <dl class="settings">
            <Setting name="setup_microsoft_kind" value=text("setup_microsoft_kind_value") />
            <ToCopy name="setup_redirect" values=redirects(asked, false) />
            <Setting name="setup_microsoft_scopes" value=text("setup_microsoft_scopes_value") />
        </dl>
        <Field id="microsoft-client" label="setup_microsoft_client" value=microsoft />
        <Field id="microsoft-tenant" label="setup_microsoft_tenant" value=tenant />
        <Save host asked ids=Callback::new(move |()| ids()) />
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

#[component]
fn Save(host: OrgHost, asked: Asked<SetupView>, ids: Callback<(), Ids>) -> impl IntoView {
    let doing = Doing::new();
    let live = live();
    let save = move |()| {
        let ids = ids.run(());
        let request = SaveClients {
            org: host.clone(),
            google: ids.google,
            microsoft: ids.microsoft,
            tenant: ids.tenant,
        };
        doing.run(request, move |_| {
            live.say(text("saved"));
            asked.again();
        });
    };
    view! {
        {move || doing.fault.get().map(|fault| view! { <FaultView fault /> })}
        <div class="buttons">
            <Button on_press=save disabled=doing.busy>
                {text("save")}
            </Button>
        </div>
    }
}
