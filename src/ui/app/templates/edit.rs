//! Writing a template.

use leptos::prelude::*;

use crate::base::{FieldFault, OrgHost};
use crate::library::{IN_BROWSER, Sharing, Template, TemplateText};
use crate::platform::i18n::{text, text_with};
use crate::protocol::SaveTemplate;
use crate::ui::components::{AudienceChoice, Button, ButtonKind, Command, Editor, FaultView, live};

#[component]
pub fn Edit(
    org: OrgHost,
    template: Template,
    sharing: Sharing,
    done: Callback<()>,
) -> impl IntoView {
    let live = live();
    let saving = Command::new();
    let id = (!template.id.is_empty()).then(|| template.id.clone());
    let audience = RwSignal::new(template.audience());
    // One of this browser stays here, whatever Salesforce allows by now.
    let is_here = template.id.starts_with(IN_BROWSER);
    let sharing = match is_here {
        true => Sharing::NotInSalesforce,
        false => sharing,
    };
    let written = RwSignal::new(template.text);
    let faults = RwSignal::new(Vec::<FieldFault>::new());
    let save = move |()| {
        let mut text = written.get_untracked();
        text.name = text.name.trim().to_owned();
        text.category = text.category.trim().to_owned();
        if let Err(found) = text.check() {
            faults.set(found);
            return;
        }
        let save = SaveTemplate {
            org: org.clone(),
            id: id.clone(),
            text,
            audience: audience.get_untracked(),
        };
        saving.run(save, move |_| {
            live.say(crate::platform::i18n::text("templates_saved"));
            done.run(());
        });
    };
    let edit = move |change: fn(&mut TemplateText) -> &mut String, value: String| {
        written.update(|text| *change(text) = value);
        faults.set(Vec::new());
    };
    let wrong = move |field: &'static str| {
        let lines = move || {
            let found = faults
                .get()
                .into_iter()
                .filter(|fault| fault.field == field);
            let line = |fault: FieldFault| {
                let value = fault.value.unwrap_or_default();
                view! { <p class="field-fault">{text_with(&fault.message, &[&value])}</p> }
            };
            found.map(line).collect_view()
        };
        view! { <div class="faults">{lines}</div> }
    };
    let row = move |field: &'static str,
                    label: &'static str,
                    place: fn(&mut TemplateText) -> &mut String| {
        let id = format!("template-{field}");
        let value = move || written.with(|text| place(&mut text.clone()).clone());
        view! {
            <div class="field">
                <label for=id.clone()>{text(label)}</label>
                <input
                    id=id
                    class="input"
                    type="text"
                    autocomplete="off"
                    prop:value=value
                    on:input=move |event| edit(place, event_target_value(&event))
                />
                {wrong(field)}
            </div>
        }
    };
    let html = Signal::derive(move || written.with(|text| text.html.clone()));
    let fault = move || saving.fault.get().filter(|fault| fault.fields.is_empty());
    view! {
        <section class="card">
            <div class="inside">
                {row("name", "templates_name", |text| &mut text.name)}
                {row("category", "templates_category", |text| &mut text.category)}
                <AudienceChoice sharing audience />
                {row("subject", "compose_subject", |text| &mut text.subject)}
                <div class="field">
                    <Editor
                        label=text("compose_text")
                        html
                        on_change=move |html: String| edit(|text| &mut text.html, html)
                    />
                    {wrong("html")}
                </div>
                {move || fault().map(|fault| view! { <FaultView fault /> })}
            </div>
            <footer class="foot">
                <Button look=ButtonKind::Quiet on_press=done>{text("cancel")}</Button>
                <Button look=ButtonKind::Primary disabled=saving.busy on_press=save>{text("save")}</Button>
            </footer>
        </section>
    }
}
