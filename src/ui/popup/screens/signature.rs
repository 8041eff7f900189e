//! Signature: Save or Skip (guide 12). The popup closes when the rep clicks beside it, perhaps to look up a phone
//! number, so the text is stored while they write.

use leptos::leptos_dom::helpers::debounce;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

use crate::onboarding::{Answer, PopupView, Screen, StepName};
use crate::platform::i18n::text;
use crate::platform::messages::ask;
use crate::protocol::SaveSignature;
use crate::ui::components::SignatureEditor;
use crate::ui::popup::step::{Press, Step};
use crate::ui::popup::wizard::Wizard;

const PAUSE: Duration = Duration::from_millis(400);

#[component]
pub fn Signature() -> impl IntoView {
    let wizard = expect_context::<Wizard>();
    let kept = wizard.asked.value.with_untracked(|view| match view {
        Some(PopupView::Wizard(view)) => match &view.screen {
            Screen::Signature { html } => html.clone(),
            _ => String::new(),
        },
        _ => String::new(),
    });
    let before = StoredValue::new(kept.clone());
    let html = RwSignal::new(kept.clone());
    let mut keep = debounce(PAUSE, move |html: String| {
        // A failure is not shown: Save stores it again.
        spawn_local(async move { drop(ask(SaveSignature { html }).await) });
    });
    let changed = StoredValue::new_local(move |written: String| {
        html.set(written.clone());
        keep(written);
    });
    let on_change = Callback::new(move |written| changed.update_value(|change| change(written)));
    let save = move || {
        let html = html.get_untracked();
        wizard.answer(StepName::Signature, Answer::Save { html });
    };
    let skip = move || {
        let html = before.get_value();
        // Skip restores the signature from before.
        wizard.doing.run(SaveSignature { html }, move |_| {
            wizard.answer(StepName::Signature, Answer::Skip);
        });
    };
    view! {
        <Step
            step=StepName::Signature
            heading=text("signature_title")
            lead=text("signature_text")
            primary=Press::new("save", save)
            secondary=Press::new("skip", skip)
        >
            <SignatureEditor label=text("signature_title") html=kept on_change pasted_only=true />
        </Step>
    }
}
