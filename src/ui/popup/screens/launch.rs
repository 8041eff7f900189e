//! Launch Salesforce or the web application (guide 15).

use leptos::prelude::*;

use crate::onboarding::{Answer, StepName};
use crate::platform::i18n::text;
use crate::ui::components::{Icon, Shape};
use crate::ui::popup::step::{Press, Step};

#[component]
pub fn Launch(org: String) -> impl IntoView {
    view! {
        <Step
            step=StepName::Launch
            heading=text("launch_title")
            lead=text("launch_text")
            primary=Press::answer("launch_salesforce", StepName::Launch, Answer::LaunchSalesforce)
            secondary=Press::answer("launch_app", StepName::Launch, Answer::LaunchApp)
        >
            <div class="fact">
                <Icon shape=Shape::Cloud class="soft" />
                <p class="grow strong">{org}</p>
            </div>
        </Step>
    }
}
