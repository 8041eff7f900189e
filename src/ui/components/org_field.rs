//! The field for an invitation's link or any address of an org.

use leptos::{html, prelude::*};

use super::{Command, FaultView};
use crate::onboarding::PopupView;
use crate::platform::i18n::text;
use crate::protocol::PasteInvitation;

/// The pasted text, and the command that submits it.
#[derive(Clone, Copy)]
pub struct Pasting {
    /// The command.
    pub doing: Command,
    written: RwSignal<String>,
    empty: RwSignal<bool>,
    input: NodeRef<html::Textarea>,
    taken: Callback<PopupView>,
}

impl Pasting {
    /// `taken` gets the popup's view after the command.
    pub fn new(doing: Command, taken: impl Fn(PopupView) + Send + Sync + 'static) -> Self {
        Self {
            doing,
            written: RwSignal::new(String::new()),
            empty: RwSignal::new(false),
            input: NodeRef::new(),
            taken: Callback::new(taken),
        }
    }

    /// Sends the pasted text to the worker.
    pub fn go(self) {
        let link = self.written.get_untracked().trim().to_owned();
        self.empty.set(link.is_empty());
        if !link.is_empty() {
            let taken = self.taken;
            self.doing.run(PasteInvitation { link }, move |view| {
                taken.try_run(view);
            });
        } else if let Some(input) = self.input.get_untracked() {
            let _ = input.focus();
        }
    }
}

/// The field with its hint and its faults.
#[component]
pub fn OrgField(
    /// The pasted text and its command.
    pasting: Pasting,
    /// Why an earlier invitation was refused.
    #[prop(optional, into)]
    refused: Signal<Option<crate::base::Fault>>,
) -> impl IntoView {
    let Pasting {
        doing,
        written,
        empty,
        input,
        ..
    } = pasting;
    let missing = move || {
        empty.get().then(|| {
            view! {
                <p class="field-fault" id="link-fault" role="alert">
                    {text("not_invited_empty")}
                </p>
            }
        })
    };
    let retry = Callback::new(move |()| pasting.go());
    view! {
        <div class="field">
            <label for="link">{text("not_invited_paste")}</label>
            <textarea
                id="link"
                class="input"
                rows="2"
                spellcheck="false"
                autocomplete="off"
                aria-describedby="link-hint link-fault"
                aria-invalid=move || empty.get().then_some("true")
                node_ref=input
                prop:value=written
                on:input=move |event| {
                    written.set(event_target_value(&event));
                    empty.set(false);
                }
                on:keydown=move |event| {
                    if event.key() == "Enter" {
                        event.prevent_default();
                        pasting.go();
                    }
                }
            ></textarea>
            {missing}
            <p class="small soft" id="link-hint">
                {text("not_invited_hint")}
            </p>
        </div>
        {move || {
            let fault = doing.fault.get().or_else(|| refused.get());
            fault.map(|fault| view! { <FaultView fault on_retry=retry /> })
        }}
    }
}
