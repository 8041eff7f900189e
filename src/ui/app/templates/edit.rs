//! Writing a template.

use leptos::prelude::*;

use crate::base::{FieldFault, OrgHost};
use crate::library::{Template, TemplateText};
use crate::platform::i18n::{text, text_with};
use crate::protocol::SaveTemplate;
use crate::ui::components::{Button, ButtonKind, Command, Editor, FaultView, live};

#[component]
pub fn Edit(org: OrgHost, template: Template, done: Callback<()>) -> impl IntoView {
    let live = live();
    let saving = Command::new();
    let id = (!template.id.is_empty()).then_some(template.id);
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
        let (org, id) = (org.clone(), id.clone());
        saving.run(SaveTemplate { org, id, text }, move |_| {
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
