//! No invitation: how to be invited, and where to paste a link.

use leptos::{html, prelude::*};

use super::wizard::Wizard;
use crate::onboarding::PopupView;
use crate::platform::i18n::text;
use crate::protocol::PasteInvitation;
use crate::ui::components::{Button, FaultView, Heading, Look};

#[component]
pub fn NotInvited() -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let link = RwSignal::new(String::new());
    let empty = RwSignal::new(false);
    let input = NodeRef::<html::Textarea>::new();
    let fault = Memo::new(move |_| {
        let refused = wizard.asked.value.with(|view| match view {
            Some(PopupView::NotInvited { fault }) => fault.clone(),
            _ => None,
        });
        wizard.doing.fault.get().or(refused)
    });
    let use_link = move |()| {
        let link = link.get_untracked().trim().to_owned();
        empty.set(link.is_empty());
        if !link.is_empty() {
            wizard
                .doing
                .run(PasteInvitation { link }, move |view| wizard.asked.put(view));
        } else if let Some(input) = input.get_untracked() {
            let _ = input.focus();
        }
    };
    let missing = move || {
        empty.get().then(|| {
            view! {
                <p class="field-fault" id="link-fault" role="alert">
                    {text("not_invited_empty")}
                </p>
            }
        })
    };
    view! {
        <main class="body" data-screen="NotInvited">
            <Heading text=text("not_invited_title") />
            <p class="lead">{text("not_invited_text")}</p>
            <div class="field">
                <label for="link">{text("not_invited_paste")}</label>
                <textarea
                    id="link"
                    class="input"
                    rows="3"
                    spellcheck="false"
                    autocomplete="off"
                    aria-describedby="link-hint link-fault"
                    aria-invalid=move || empty.get().then_some("true")
                    node_ref=input
                    prop:value=link
                    on:input=move |event| {
                        link.set(event_target_value(&event));
                        empty.set(false);
                    }
                    on:keydown=move |event| {
                        if event.key() == "Enter" {
                            event.prevent_default();
                            use_link(());
                        }
                    }
                ></textarea>
                {missing}
                <p class="small soft" id="link-hint">
                    {text("not_invited_hint")}
                </p>
            </div>
            {move || {
                fault.get().map(|fault| view! { <FaultView fault on_retry=Callback::new(use_link) /> })
            }}
        </main>
        <footer class="foot">
            <div class="buttons">
                <Button look=Look::Primary on_press=use_link disabled=wizard.doing.busy>
                    {text("not_invited_use")}
                </Button>
            </div>
        </footer>
    }
}
