//! "Finish" (guide 13): what was connected.

use leptos::prelude::*;

use crate::onboarding::{Answer, StepName};
use crate::platform::i18n::text;
use crate::ui::components::{Icon, Shape};
use crate::ui::popup::step::{Press, Step};

#[component]
pub fn Finish(org: String, address: String) -> impl IntoView {
    let row = |name: &str, what: String| {
        view! {
            <li class="row">
                <Icon shape=Shape::Check class="tone-good" />
                <div class="grow">
                    <p class="strong">{what}</p>
                    <p class="small soft">{text(name)}</p>
                </div>
            </li>
        }
    };
    view! {
        <Step
            step=StepName::Finish
            heading=text("finish_title")
            lead=text("finish_text")
            primary=Press::answer("finish", StepName::Finish, Answer::Next)
        >
            <ul class="rows">{row("provider_salesforce", org)} {row("finish_mailbox", address)}</ul>
        </Step>
    }
}
