//! Launch Salesforce or the web application (guide 15).

use leptos::prelude::*;

use crate::onboarding::{Answer, StepName};
use crate::platform::i18n::text;
use crate::ui::components::{Button, ButtonKind, Icon, Shape};
use crate::ui::popup::step::{Press, Step};
use crate::ui::popup::wizard::Wizard;

#[component]
pub fn Launch(org: String) -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let app = move |()| wizard.answer(StepName::Launch, Answer::LaunchApp);
    view! {
        <Step
            step=StepName::Launch
            heading=text("launch_title")
            lead=text("launch_text")
            primary=Press::answer("launch_salesforce", StepName::Launch, Answer::LaunchSalesforce)
        >
            <div class="fact">
                <Icon shape=Shape::Cloud class="soft" />
                <div class="grow">
                    <p class="strong">{text("provider_salesforce")}</p>
                    <p class="small soft">{org}</p>
                </div>
            </div>
            <div class="fact">
                <Icon shape=Shape::Person class="soft" />
                <div class="grow">
                    <p class="strong">{text("launch_app_title")}</p>
                    <p class="small soft">{text("launch_app_text")}</p>
                    <Button look=ButtonKind::Quiet small=true on_press=app disabled=wizard.doing.busy>
                        {text("launch_app")}
                    </Button>
                </div>
            </div>
        </Step>
    }
}
