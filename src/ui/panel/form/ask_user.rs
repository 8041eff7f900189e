//! The question before the first write from a page that does not say whose it is; once a tab.

use leptos::{html, prelude::*};

use crate::insight::RecordView;
use crate::platform::i18n::{text, text_with};
use crate::protocol::ConfirmUser;
use crate::ui::components::{Button, Doing, FaultView, Icon, Look, Shape};

/// "Send as Jo Devries?", in the form's bar: Yes goes on with what the rep wanted.
#[component]
pub fn AskUser(
    /// The record.
    record: RwSignal<RecordView>,
    /// The verb of the form's primary button, as a locale key.
    verb: &'static str,
    /// Whether the question is open.
    asking: RwSignal<bool>,
    /// Goes on.
    on_yes: Callback<()>,
) -> impl IntoView {
    let doing = Doing::new();
    let question = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let Some(question) = question.get() {
            // An element without layout cannot take it; there is nothing else to do then.
            let _ = question.focus();
        }
    });
    let name = record.with_untracked(|record| record.acting.name.clone());
    let yes = move |()| {
        doing.run(ConfirmUser {}, move |_| {
            asking.set(false);
            on_yes.run(());
        });
    };
    view! {
        <div
            class="ask"
            role="alertdialog"
            aria-labelledby="ask-title"
            aria-describedby="ask-text"
            tabindex="-1"
            node_ref=question
        >
            <Icon shape=Shape::Person class="tone-warn" />
            <div class="words">
                <p class="strong" id="ask-title">
                    {text_with("ask_user_title", &[&text(verb), &name])}
                </p>
                <p class="small" id="ask-text">
                    {text_with("ask_user_text", &[&name])}
                </p>
                <div class="buttons">
                    <Button look=Look::Primary small=true on_press=yes disabled=doing.busy>
                        {text("ask_user_yes")}
                    </Button>
                    <Button look=Look::Quiet small=true on_press=move |()| asking.set(false)>
                        {text("cancel")}
                    </Button>
                </div>
                {move || doing.fault.get().map(|fault| view! { <FaultView fault /> })}
            </div>
        </div>
    }
}
