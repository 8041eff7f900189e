//! The success message, which moves on by itself (guide 11).

use leptos::prelude::*;
use std::time::Duration;

use crate::onboarding::{Answer, StepName};
use crate::platform::i18n::{text, text_with};
use crate::protocol::Provider;
use crate::ui::components::{Heading, Icon, Shape, live, provider_name};
use crate::ui::popup::step::{Press, Step};
use crate::ui::popup::wizard::Wizard;

const READING_TIME: Duration = Duration::from_secs(3);

#[component]
pub fn MailConnected(provider: Provider, address: String) -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let go_on = move || wizard.answer(StepName::MailConnected, Answer::Next);
    if let Ok(timer) = set_timeout_with_handle(go_on, READING_TIME) {
        on_cleanup(move || timer.clear());
    }
    let words = text_with("mail_connected_text", &[&provider_name(provider), &address]);
    live().say(format!("{words} {}", text("mail_connected_moves")));
    view! {
        <Step
            step=StepName::MailConnected
            primary=Press::answer("continue", StepName::MailConnected, Answer::Next)
        >
            <div class="success">
                <span class="badge">
                    <Icon shape=Shape::Check class="large" />
                </span>
                <Heading text=text("mail_connected_title") />
                <p>{words}</p>
                <p class="small soft">{text("mail_connected_moves")}</p>
            </div>
        </Step>
    }
}
