//! "Activate account with Salesforce" (guide 2). The org is always shown before it is used.

use leptos::prelude::*;

use crate::base::Provider;
use crate::onboarding::{Answer, StepName};
use crate::platform::i18n::text;
use crate::ui::{
    components::{Button, ButtonKind, Icon, Shape},
    popup::{
        step::{Press, Step},
        wizard::Wizard,
    },
};

#[component]
pub fn Activate(org: String, invited: Option<String>) -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let decline = move |()| wizard.answer(StepName::Activate, Answer::Decline);
    let invited = invited.map(|address| {
        view! {
            <div class="fact">
                <Icon shape=Shape::Person class="soft" />
                <div class="grow">
                    <p class="label">{text("activate_invited")}</p>
                    <p class="strong">{address}</p>
                    <p class="small soft">{text("activate_same")}</p>
                </div>
            </div>
        }
    });
    view! {
        <Step
            step=StepName::Activate
            heading=text("activate_title")
            lead=text("activate_text")
            primary=Press::new(
                "activate_primary",
                move || wizard.sign_in(Provider::Salesforce),
            )
        >
            <div class="fact">
                <Icon shape=Shape::Cloud class="soft" />
                <div class="grow">
                    <p class="label">{text("activate_org")}</p>
                    <p class="strong">{org}</p>
                    <Button look=ButtonKind::Quiet small=true on_press=decline disabled=wizard.doing.busy>
                        {text("activate_decline")}
                    </Button>
                </div>
            </div>
            {invited}
        </Step>
    }
}
