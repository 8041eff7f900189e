//! Asks for the consumer key of an org whose address was typed; the administrator knows it.

use leptos::{html, prelude::*};

use crate::onboarding::{Answer, StepName};
use crate::platform::i18n::{text, text_with};
use crate::ui::components::{Contact, CopyButton, Icon, Shape};
use crate::ui::popup::step::{Press, Step};
use crate::ui::popup::wizard::Wizard;

#[component]
pub fn ConsumerKey(org: String) -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let written = RwSignal::new(String::new());
    let input = NodeRef::<html::Input>::new();
    let go = move || {
        let key = written.get_untracked();
        if key.trim().is_empty() {
            if let Some(input) = input.get_untracked() {
                let _ = input.focus();
            }
            return;
        }
        wizard.answer(StepName::ConsumerKey, Answer::Key { key });
    };
    let asked = org.clone();
    view! {
        <Step
            step=StepName::ConsumerKey
            heading=text("consumer_key_title")
            lead=text("consumer_key_text")
            primary=Press::new("next", go)
        >
            <div class="fact">
                <Icon shape=Shape::Cloud class="soft" />
                <div class="grow">
                    <p class="label">{text("activate_org")}</p>
                    <p class="strong">{org}</p>
                </div>
            </div>
            <div class="field">
                <label for="key">{text("consumer_key_label")}</label>
                <input
                    id="key"
                    class="input"
                    type="text"
                    spellcheck="false"
                    autocomplete="off"
                    aria-describedby="key-hint"
                    node_ref=input
                    prop:value=written
                    on:input=move |event| written.set(event_target_value(&event))
                    on:keydown=move |event| {
                        if event.key() == "Enter" {
                            event.prevent_default();
                            go();
                        }
                    }
                />
                <p class="small soft" id="key-hint">
                    {text("consumer_key_hint")}
                </p>
            </div>
            <Contact />
            <div class="buttons start">
                <CopyButton
                    label=text("move_copy_admin")
                    content=move |()| text_with("consumer_key_request", &[&asked])
                />
            </div>
        </Step>
    }
}
