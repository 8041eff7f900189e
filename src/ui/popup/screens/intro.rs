//! What the set-up will do (guide 6).

use leptos::prelude::*;

use crate::onboarding::{Answer, StepName};
use crate::platform::i18n::text;
use crate::ui::popup::step::{Press, Step};

#[component]
pub fn Intro() -> impl IntoView {
    let part = |(title, words)| {
        view! {
            <li>
                <p class="strong">{text(title)}</p>
                <p class="soft">{text(words)}</p>
            </li>
        }
    };
    let parts = [
        ("intro_mail", "intro_mail_text"),
        ("intro_signature", "intro_signature_text"),
        ("intro_tour", "intro_tour_text"),
    ];
    view! {
        <Step
            step=StepName::Intro
            heading=text("intro_title")
            primary=Press::answer("next", StepName::Intro, Answer::Next)
        >
            <ol class="plan">{parts.map(part).collect_view()}</ol>
        </Step>
    }
}
