//! A step's mail that begins as one of the rep's templates.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::form::Form;
use crate::campaigns::StepDraft;
use crate::library::Template;
use crate::platform::i18n::{text, text_with};
use crate::ui::components::{Confirm, cleaned, live};

/// The place of the signature, which each mail of a campaign has below its text.
const SIGNATURE: &str = "{{my_signature}}";

/// The templates; nothing while there are none.
#[component]
pub fn UseTemplate(id: u32, form: Form) -> impl IntoView {
    let Form {
        draft, templates, ..
    } = form;
    let live = live();
    let chosen = RwSignal::new(None::<Template>);
    let asking = RwSignal::new(false);
    let put = move |()| {
        let Some(template) = chosen.get_untracked() else {
            return;
        };
        spawn_local(async move {
            let html = cleaned(&template.text.html).await.replace(SIGNATURE, "");
            let subject = template.text.subject;
            form.change(|draft| {
                draft.edit(id, |step| {
                    step.subject = subject;
                    step.html = html;
                });
            });
            live.say(text_with("templates_inserted", &[&template.text.name]));
        });
    };
    let choose = move |event| {
        let wanted = event_target_value(&event);
        let found =
            templates.with_untracked(|all| all.iter().find(|one| one.id == wanted).cloned());
        if found.is_none() {
            return;
        }
        chosen.set(found);
        let blank = draft.with_untracked(|draft| draft.step(id).is_none_or(StepDraft::is_blank));
        match blank {
            true => put(()),
            false => asking.set(true),
        }
    };
    let own = format!("campaign-step-{id}-template");
    let option =
        |template: Template| view! { <option value=template.id>{template.text.name}</option> };
    let select = move || {
        let own = own.clone();
        view! {
            <div class="field">
                <label for=own.clone()>{text("campaigns_use_template")}</label>
                <select id=own class="input" on:change=choose>
                    <option value="">{text("campaigns_no_template")}</option>
                    {move || templates.get().into_iter().map(option).collect_view()}
                </select>
            </div>
        }
    };
    view! {
        <Show when=move || templates.with(|all| !all.is_empty())>{select.clone()}</Show>
        {move || {
            asking
                .get()
                .then(|| {
                    view! {
                        <Confirm
                            open=asking
                            title=text("campaigns_template_over_title")
                            words=text("campaigns_template_over_text")
                            verb=text("campaigns_template_over")
                            on_yes=put
                        />
                    }
                })
        }}
    }
}
