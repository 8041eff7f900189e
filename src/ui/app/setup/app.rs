//! Step 1: the External Client App, and signing in by it as the check.

use leptos::prelude::*;

use super::value::{Setting, ToCopy};
use crate::admin::setup::{Check, SetupDraft, SetupView, Values};
use crate::base::Provider;
use crate::platform::i18n::text;
use crate::protocol::{CheckSetup, SaveSetupDraft};
use crate::ui::components::{Button, ButtonKind, Command, FaultView, OpenWindow, Query};

#[component]
pub fn App(asked: Query<SetupView>) -> impl IntoView {
    let first = Memo::new(move |_| {
        asked
            .value
            .with(|view| view.as_ref().is_none_or(|view| view.orgs.is_empty()))
    });
    let values = Memo::new(move |_| {
        asked
            .value
            .with(|view| view.as_ref().map(|v| v.values.clone()))
    });
    let body = move || {
        let values = values.get()?;
        Some(view! {
            <Values values />
            <Form asked />
        })
    };
    view! {
        <section class="card" data-section="app">
            <header>
                <h2>{text("setup_app_title")}</h2>
                <p>{text("setup_app_text")}</p>
            </header>
            // Folded once an app is set up, because adding another one is rare.
            {move || match first.get() {
                true => view! { <div class="inside">{body}</div> }.into_any(),
                false => view! {
                    <details class="fold">
                        <summary>{text("setup_app_another")}</summary>
                        <div class="inside">{body}</div>
                    </details>
                }
                .into_any(),
            }}
        </section>
    }
}

/// The values to enter in Salesforce.
#[component]
fn Values(values: Values) -> impl IntoView {
    view! {
        <p>{text("setup_app_where")}</p>
        <dl class="settings">
            <ToCopy name="setup_app_name" values=vec!["MSI_Actions".into()] />
            <Setting name="setup_distribution" value=text("setup_distribution_value") />
            <Setting name="setup_oauth" value=text("setup_on") />
            <ToCopy name="setup_callback" values=values.salesforce />
            <Setting name="setup_scopes" value=values.scopes.join(", ") />
            <Setting name="setup_pkce" value=text("setup_on") />
            <Setting name="setup_secret_web" value=text("setup_off") />
            <Setting name="setup_secret_refresh" value=text("setup_off") />
            <Setting name="setup_rotation" value=text("setup_on") />
            <Setting name="setup_permitted" value=text("setup_permitted_value") />
        </dl>
    }
}

#[component]
fn Form(asked: Query<SetupView>) -> impl IntoView {
    let kept = asked.value.with_untracked(|view| {
        let draft = view.as_ref().map(|view| view.draft.clone());
        draft.unwrap_or_default()
    });
    let address = RwSignal::new(kept.address);
    let key = RwSignal::new(kept.key);
    let draft = move || SetupDraft {
        address: address.get_untracked(),
        key: key.get_untracked(),
    };
    let keeping = Command::new();
    let checking = Command::new();
    let keep = move |_| keeping.run(SaveSetupDraft { draft: draft() }, |_| ());
    let check = move |()| {
        checking.run(CheckSetup { draft: draft() }, move |_| asked.again());
    };
    let stands = Memo::new(move |_| {
        let value = asked.value;
        value.with(|view| view.as_ref().map_or(Check::Idle, |view| view.check.clone()))
    });
    let waiting = Memo::new(move |_| matches!(stands.get(), Check::Waiting(_)));
    let busy = Signal::derive(move || checking.busy.get() || waiting.get());
    let on_retry = Callback::new(check);
    let outcome = move || match (checking.fault.get(), stands.get()) {
        (Some(fault), _) => view! { <FaultView fault on_retry /> }.into_any(),
        (None, Check::Refused(fault)) => view! { <FaultView fault on_retry /> }.into_any(),
        (None, Check::Waiting(since)) => {
            let look = Callback::new(move |()| asked.again());
            view! { <OpenWindow provider=Provider::Salesforce since look /> }.into_any()
        }
        (None, Check::Idle) => ().into_any(),
    };
    let wrong = move |codes: &'static [&'static str]| {
        let fault = checking.fault.get();
        let wrong = fault.is_some_and(|fault| codes.contains(&fault.code.as_str()));
        wrong.then_some("true")
    };
    view! {
        <div class="field">
            <label for="org-address">{text("setup_address")}</label>
            <input
                id="org-address"
                class="input"
                autocomplete="off"
                spellcheck="false"
                placeholder="https://acme.my.salesforce.com"
                aria-describedby="org-address-hint"
                aria-invalid=move || wrong(&["setup.address", "setup.no_org", "salesforce.address_unsupported"])
                prop:value=address
                on:input=move |event| address.set(event_target_value(&event))
                on:change=keep
            />
            <p class="small soft" id="org-address-hint">
                {text("setup_address_hint")}
            </p>
        </div>
        <div class="field">
            <label for="org-key">{text("setup_key")}</label>
            <input
                id="org-key"
                class="input"
                autocomplete="off"
                spellcheck="false"
                placeholder="3MVG9…"
                aria-describedby="org-key-hint"
                aria-invalid=move || wrong(&["setup.key"])
                prop:value=key
                on:input=move |event| key.set(event_target_value(&event))
                on:change=keep
            />
            <p class="small soft" id="org-key-hint">
                {text("setup_key_hint")}
            </p>
        </div>
        {outcome}
        <div class="buttons">
            <Button look=ButtonKind::Primary on_press=check disabled=busy>
                {text("setup_check")}
            </Button>
        </div>
    }
}
