//! The success message, which moves on by itself (guide 11).

use leptos::prelude::*;
use std::time::Duration;

use crate::base::Provider;
use crate::onboarding::{Answer, StepName};
use crate::platform::i18n::{text, text_with};
use crate::ui::{
    components::{Heading, Icon, Notice, Shape, Tone, live, provider_name},
    popup::{
        step::{Press, Step},
        wizard::Wizard,
    },
};

const READING_TIME: Duration = Duration::from_secs(3);

#[component]
pub fn MailConnected(
    provider: Provider,
    address: String,
    differs: Option<String>,
) -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let go_on = move || wizard.answer(StepName::MailConnected, Answer::Next);
    // A warning stays until the rep has read it.
    if differs.is_none()
        && let Ok(timer) = set_timeout_with_handle(go_on, READING_TIME)
    {
        on_cleanup(move || timer.clear());
    }
    let words = text_with("mail_connected_text", &[&provider_name(provider), &address]);
    let moves = differs.is_none().then(|| text("mail_connected_moves"));
    live().say(format!("{words} {}", moves.clone().unwrap_or_default()));
    let differs = differs.map(|own| {
        let words = text_with("mail_connected_differs_text", &[&own, &address]);
        view! {
            <Notice tone=Tone::Warn title=text("mail_connected_differs")>
                <p>{words}</p>
            </Notice>
        }
    });
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
                {moves.map(|moves| view! { <p class="small soft">{moves}</p> })}
            </div>
            {differs}
        </Step>
    }
}
