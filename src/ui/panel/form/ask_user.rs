//! The question before the first write from a page that does not tell its user; once in each tab.

use leptos::prelude::*;

use super::question::Question;
use crate::base::Fault;
use crate::panel::RecordView;
use crate::platform::i18n::{text, text_with};
use crate::protocol::ConfirmUser;
use crate::ui::components::{Button, ButtonKind, Command, FaultView, Shape};

/// "Send as Jo Devries?", in the form's bar; Yes continues.
#[component]
pub fn AskUser(
    /// The record.
    record: RwSignal<RecordView>,
    /// The verb of the form's primary button, as a locale key.
    verb: &'static str,
    /// Whether the question is open.
    asking: RwSignal<bool>,
    /// Called by Yes.
    on_yes: Callback<()>,
) -> impl IntoView {
    let doing = Command::new();
    let name = record.with_untracked(|record| record.acting.name.clone());
    let yes = move |()| {
        doing.run(ConfirmUser {}, move |_| {
            asking.set(false);
            on_yes.try_run(());
        });
    };
    let buttons = view! {
        <Button look=ButtonKind::Primary small=true on_press=yes disabled=doing.busy>
            {text("ask_user_yes")}
        </Button>
        <Button look=ButtonKind::Quiet small=true on_press=move |()| asking.set(false)>
            {text("cancel")}
        </Button>
    };
    let failed = move || doing.fault.get().map(|fault| view! { <FaultView fault /> });
    view! {
        <Question
            title=text_with("ask_user_title", &[&text(verb), &name])
            id="ask"
            shape=Shape::Person
            buttons=buttons.into_any()
            below=failed.into_any()
        >
            <p class="small">{text_with("ask_user_text", &[&name])}</p>
        </Question>
    }
}

/// Opens the question if the worker refused a write because the page's user is not known; returns whether it did.
pub fn asks_user(fault: RwSignal<Option<Fault>>, asking: RwSignal<bool>) -> bool {
    let unsure = fault.with(|fault| {
        let code = fault.as_ref().map(|fault| fault.code.as_str());
        code == Some("worker.confirm_user")
    });
    if unsure {
        fault.set(None);
        asking.set(true);
    }
    unsure
}
