//! Gmail or Outlook (guide 7).

use leptos::prelude::*;

use crate::base::Provider;
use crate::onboarding::{Answer, MailChoice, StepName};
use crate::platform::i18n::text;
use crate::ui::{
    components::{Icon, MailAppLine, Shape, provider_key, provider_name},
    popup::{
        step::{Press, Step},
        wizard::Wizard,
    },
};

#[component]
pub fn ChooseMail(choices: Vec<MailChoice>, address: String) -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let first = choices.iter().find(|choice| choice.available);
    let chosen = RwSignal::new(first.map(|choice| choice.provider));
    let go = move || {
        if let Some(provider) = chosen.get_untracked() {
            wizard.sign_in(provider);
        }
    };
    let none = first.is_none();
    let primary = match none {
        true => Press::answer("choose_mail_without", StepName::ChooseMail, Answer::Skip),
        false => {
            Press::new("next", go).disabled_while(Signal::derive(move || chosen.get().is_none()))
        }
    };
    let apps = choices.clone();
    let app = move || {
        let of_chosen = |choice: &&MailChoice| Some(choice.provider) == chosen.get();
        let app = apps.iter().find(of_chosen)?.app.clone()?;
        Some(view! { <MailAppLine app /> })
    };
    let cards = choices
        .into_iter()
        .map(|choice| view! { <Card choice chosen /> })
        .collect_view();
    view! {
        <Step
            step=StepName::ChooseMail
            heading=text("choose_mail_title")
            lead=text("choose_mail_text")
            primary
        >
            <fieldset class="choices">
                <legend class="hidden-text">{text("choose_mail_label")}</legend>
                {cards}
            </fieldset>
            {(!none).then(|| view! { <Address address /> })}
            {app}
        </Step>
    }
}

/// The address that the mailbox must have.
#[component]
fn Address(address: String) -> impl IntoView {
    view! {
        <div class="fact">
            <Icon shape=Shape::Person class="soft" />
            <div class="grow">
                <p class="label">{text("choose_mail_address")}</p>
                <p class="strong">{address}</p>
                <p class="small soft">{text("choose_mail_same")}</p>
            </div>
        </div>
    }
}

#[component]
fn Card(choice: MailChoice, chosen: RwSignal<Option<Provider>>) -> impl IntoView {
    let MailChoice {
        provider,
        available,
        ..
    } = choice;
    let kind = if available {
        text(&format!("provider_kind_{}", provider_key(provider)))
    } else {
        text("choose_mail_unavailable")
    };
    view! {
        <label class="choice">
            <input
                type="radio"
                name="mail"
                value=provider_key(provider)
                disabled=!available
                prop:checked=move || chosen.get() == Some(provider)
                on:change=move |_| chosen.set(Some(provider))
            />
            <Icon shape=Shape::Mail class="large" />
            <span class="strong">{provider_name(provider)}</span>
            <span class="small soft">{kind}</span>
        </label>
    }
}
