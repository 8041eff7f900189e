//! Without an invitation: how to get one, a text to ask for it, and the field for the link or the org's address.

use leptos::prelude::*;

use super::wizard::Wizard;
use crate::onboarding::PopupView;
use crate::platform::i18n::text;
use crate::ui::components::{Button, ButtonKind, Contact, CopyButton, Heading, OrgField, Pasting};

#[component]
pub fn NotInvited() -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let pasting = Pasting::new(wizard.doing, move |view| wizard.asked.put(view));
    let refused = Memo::new(move |_| {
        wizard.asked.value.with(|view| match view {
            Some(PopupView::NotInvited { fault, .. }) => fault.clone(),
            _ => None,
        })
    });
    view! {
        <main class="body" data-screen="NotInvited">
            <Heading text=text("not_invited_title") />
            <p class="lead">{text("not_invited_text")}</p>
            <Contact />
            <div class="buttons start">
                <CopyButton
                    label=text("not_invited_copy")
                    content=move |()| text("not_invited_request")
                />
            </div>
            <OrgField pasting refused />
            <div class="buttons start">
            <Button look=ButtonKind::Quiet small=true on_press=move |()| wizard.open_app("#/setup")>
                {text("not_invited_admin")}
            </Button>
            </div>
        </main>
        <footer class="foot">
            <div class="buttons">
                <Button
                    look=ButtonKind::Primary
                    on_press=move |()| pasting.go()
                    disabled=wizard.doing.busy
                >
                    {text("not_invited_use")}
                </Button>
            </div>
        </footer>
    }
}
