//! Choosing an org: one of the policy's, or another one by its address or an invitation.

use leptos::prelude::*;

use crate::base::OrgHost;
use crate::onboarding::{Answer, OrgChoice, StepName};
use crate::platform::i18n::text;
use crate::ui::{
    components::{Icon, OrgField, Pasting, Shape},
    popup::{
        step::{Press, Step},
        wizard::Wizard,
    },
};

#[component]
pub fn ChooseOrg(orgs: Vec<OrgChoice>, further: bool) -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let pasting = Pasting::new(wizard.doing, move |view| wizard.asked.put(view));
    let another = orgs.is_empty();
    let chosen = RwSignal::new(orgs.first().map(|choice| choice.org.clone()));
    let go = move || {
        let org = chosen.get_untracked();
        match org.and_then(|org| OrgHost::parse(&org).ok()) {
            Some(org) => wizard.answer(StepName::ChooseOrg, Answer::Choose { org }),
            None => pasting.go(),
        }
    };
    let title = match further {
        true => "choose_org_further",
        false => "choose_org_title",
    };
    let lead = match another {
        true => "choose_org_paste",
        false => "choose_org_text",
    };
    let cards = orgs
        .into_iter()
        .map(|choice| view! { <Choice choice chosen /> })
        .collect_view();
    let own = (!another).then(|| {
        view! {
            <fieldset class="choices rows-of-one">
                <legend class="hidden-text">{text("choose_org_title")}</legend>
                {cards}
                <label class="choice">
                    <input
                        type="radio"
                        name="org"
                        value=""
                        prop:checked=move || chosen.with(Option::is_none)
                        on:change=move |_| chosen.set(None)
                    />
                    <span class="strong">{text("choose_org_other")}</span>
                </label>
            </fieldset>
        }
    });
    view! {
        <Step
            step=StepName::ChooseOrg
            heading=text(title)
            lead=text(lead)
            primary=Press::new("next", go)
        >
            {own}
            <Show when=move || chosen.with(Option::is_none)>
                <OrgField pasting />
            </Show>
        </Step>
    }
}

#[component]
fn Choice(choice: OrgChoice, chosen: RwSignal<Option<String>>) -> impl IntoView {
    let OrgChoice {
        org,
        label,
        sandbox,
    } = choice;
    let own = org.clone();
    let mark = org.clone();
    let picked = org.clone();
    let kind = sandbox.then(|| text("org_sandbox"));
    let about: Vec<String> = label
        .as_ref()
        .map(|_| org.clone())
        .into_iter()
        .chain(kind)
        .collect();
    view! {
        <label class="choice" data-org=mark>
            <input
                type="radio"
                name="org"
                value=org.clone()
                prop:checked=move || chosen.with(|chosen| chosen.as_ref() == Some(&own))
                on:change=move |_| chosen.set(Some(picked.clone()))
            />
            <Icon shape=Shape::Cloud />
            <span class="strong">{label.unwrap_or(org)}</span>
            <span class="small soft">{about.join(" · ")}</span>
        </label>
    }
}
