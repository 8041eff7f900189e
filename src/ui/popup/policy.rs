//! Before the policy is known, and while it switches everything off.

use leptos::prelude::*;

use super::wizard::Wizard;
use crate::onboarding::PopupView;
use crate::platform::i18n::{counted, text, text_with};
use crate::protocol::OpenApp;
use crate::ui::components::{Button, Command, Heading, UnderWay};

/// Just installed: it takes Chrome some seconds to hand the policy over.
#[component]
pub fn Checking() -> impl IntoView {
    view! {
        <main class="body" data-screen="Checking" aria-busy="true">
            <Heading text=text("policy_checking_title") />
            <p class="lead">{text("policy_checking_text")}</p>
            <UnderWay />
        </main>
        <footer class="foot"></footer>
    }
}

/// The administrator switched everything off.
#[component]
pub fn Off() -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let doing = Command::new();
    let view = Memo::new(move |_| {
        wizard.asked.value.with(|view| match view {
            Some(PopupView::Off { contact, held }) => (contact.clone(), *held),
            _ => (None, 0),
        })
    });
    let held = move || {
        let (_, held) = view.get();
        (held > 0).then(|| view! { <p>{counted("policy_off_held", held)}</p> })
    };
    let contact = move || {
        let who = view.get().0?;
        Some(view! { <p class="small">{text_with("policy_contact", &[&who])}</p> })
    };
    let diagnostics = move |()| {
        let route = "#/diagnostics".to_owned();
        doing.run(OpenApp { route }, |_| ());
    };
    view! {
        <main class="body" data-screen="Off">
            <Heading text=text("fault_policy_off_title") />
            <p class="lead">{text("fault_policy_off_text")}</p>
            {held}
            {contact}
        </main>
        <footer class="foot">
            <div class="buttons">
                <Button on_press=diagnostics disabled=doing.busy>
                    {text("app_diagnostics")}
                </Button>
            </div>
        </footer>
    }
}
