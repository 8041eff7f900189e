//! Makes a template of the mail that is being written.

use leptos::{html, prelude::*};

use super::each::Whose;
use crate::base::{Fault, FieldFault, OrgHost};
use crate::library::{Audience, Sharing, TemplateText};
use crate::mailbox::images_of;
use crate::platform::i18n::text;
use crate::protocol::SaveTemplate;
use crate::ui::components::{AudienceChoice, Button, ButtonKind, Command, FaultView, live};
use crate::ui::panel::form::FaultsAt;

/// The name and the category of the new template.
#[component]
pub fn SaveAsTemplate(
    /// The org.
    org: OrgHost,
    /// The mail.
    whose: Whose,
    /// The categories there are.
    categories: Vec<String>,
    /// Whether templates can be shared.
    sharing: Sharing,
    /// Called once it is saved.
    done: Callback<()>,
    /// Called to go back.
    back: Callback<()>,
) -> impl IntoView {
    let live = live();
    let saving = Command::new();
    let name = RwSignal::new(untrack(|| whose.words(|subject, _| subject.to_owned())));
    let category = RwSignal::new(String::new());
    let has_images = untrack(|| whose.words(|_, html| !images_of(html).is_empty()));
    let audience = RwSignal::new(Audience::Rep);
    let tried = RwSignal::new(None::<Vec<FieldFault>>);
    let written = move || {
        let (subject, html) =
            untrack(|| whose.words(|subject, html| (subject.to_owned(), html.to_owned())));
        TemplateText {
            name: name.get_untracked().trim().to_owned(),
            category: category.get_untracked().trim().to_owned(),
            subject,
            html,
        }
    };
    let save = move |()| {
        let text = written();
        if let Err(faults) = text.check() {
            tried.set(Some(faults));
            return;
        }
        let save = SaveTemplate {
            org: org.clone(),
            id: None,
            text,
            audience: audience.get_untracked(),
        };
        saving.run(save, move |_| {
            live.say(crate::platform::i18n::text("templates_saved"));
            done.run(());
        });
    };
    let at = move |field: &'static str| {
        Memo::new(move |_| {
            let faults = tried.get().unwrap_or_default();
            faults
                .into_iter()
                .filter(|fault| fault.field == field)
                .collect::<Vec<_>>()
        })
    };
    // What is wrong with the mail itself stands below its name.
    let of_mail = Memo::new(move |_| {
        let faults = tried.get().unwrap_or_default();
        let of = |fault: &FieldFault| {
            fault.field == "name" || fault.field == "subject" || fault.field == "html"
        };
        faults.into_iter().filter(of).collect::<Vec<_>>()
    });
    let input = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            let _ = input.focus();
            input.select();
        }
    });
    Effect::new(move |_| {
        let fields = saving.fault.get().map(|fault| fault.fields);
        if let Some(fields) = fields.filter(|fields| !fields.is_empty()) {
            tried.set(Some(fields));
        }
    });
    let fault = move || {
        saving
            .fault
            .get()
            .filter(|fault: &Fault| fault.fields.is_empty())
    };
    view! {
        <div class="fields">
            <label for="template-name">{text("templates_name")}</label>
            <input
                id="template-name"
                class="input"
                type="text"
                autocomplete="off"
                node_ref=input
                prop:value=name
                aria-describedby="template-name-faults"
                on:input=move |event| {
                    tried.set(None);
                    name.set(event_target_value(&event));
                }
            />
            <FaultsAt faults=of_mail id="template-name-faults" />
            <label for="template-category">{text("templates_category")}</label>
            <input
                id="template-category"
                class="input"
                type="text"
                autocomplete="off"
                list="template-categories"
                prop:value=category
                aria-describedby="template-category-faults"
                on:input=move |event| category.set(event_target_value(&event))
            />
            <datalist id="template-categories">
                {categories.into_iter().map(|name| view! { <option value=name></option> }).collect_view()}
            </datalist>
            <FaultsAt faults=at("category") id="template-category-faults" />
            {has_images.then(|| view! { <p class="small soft">{text("templates_no_images")}</p> })}
            <AudienceChoice sharing audience />
        </div>
        {move || fault().map(|fault| view! { <FaultView fault /> })}
        <div class="buttons">
            <Button look=ButtonKind::Quiet on_press=back>{text("back")}</Button>
            <Button look=ButtonKind::Primary disabled=saving.busy on_press=save>{text("save")}</Button>
        </div>
    }
}
