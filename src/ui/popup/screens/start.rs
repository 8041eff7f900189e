//! "Start" (guide 5): the account is active.

use leptos::prelude::*;

use crate::onboarding::{Answer, StepName};
use crate::platform::i18n::{text, text_with};
use crate::ui::components::{Icon, Shape};
use crate::ui::popup::step::{Press, Step};

#[component]
pub fn Start(name: String, org: String) -> impl IntoView {
    view! {
        <Step
            step=StepName::Start
            heading=text_with("start_title", &[&name])
            lead=text("start_text")
            primary=Press::answer("start", StepName::Start, Answer::Next)
        >
            <div class="fact">
                <Icon shape=Shape::Check class="tone-good" />
                <p class="grow strong">{org}</p>
            </div>
            <p class="lead">{text("start_next")}</p>
        </Step>
    }
}
