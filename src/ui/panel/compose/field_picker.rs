//! The list of fields, each with its value for the person whom the mail is for.

use leptos::task::spawn_local;
use leptos::{ev, html, prelude::*};

use crate::actions::SendEmail;
use crate::merge::ListedField;
use crate::panel::RecordView;
use crate::platform::{
    i18n::{text, text_with},
    messages::ask,
};
use crate::protocol::ListFields;
use crate::templates::FieldName;
use crate::ui::components::{Button, Caret, FaultView, field_label as label, live};
use crate::ui::panel::form::{Listing, Options};

const ID: &str = "compose-fields";

/// A button that opens the list; what is chosen is written where the rep writes.
#[component]
pub fn FieldPicker(
    /// The record in view.
    record: RwSignal<RecordView>,
    /// The mail that is being written.
    #[prop(into)]
    mail: Callback<(), SendEmail>,
    /// Where the rep writes.
    caret: Caret,
) -> impl IntoView {
    let live = live();
    let list = Listing::<ListedField>::new();
    let opened = RwSignal::new(false);
    let known = RwSignal::new(None::<Vec<ListedField>>);
    let fault = RwSignal::new(None);
    let typed = RwSignal::new(String::new());
    let input = NodeRef::<html::Input>::new();
    let offer = move || {
        let words = typed.get_untracked();
        let all = known.get_untracked().unwrap_or_default();
        let found = matching(&all, &words);
        let at = (!found.is_empty()).then_some(0);
        list.offer(found, at);
    };
    let close = move || {
        list.close();
        opened.try_set(false);
    };
    let load = Callback::new(move |()| {
        fault.set(None);
        let record = record.with_untracked(|record| record.facts.record.clone());
        let mail = mail.run(());
        list.waiting.set(true);
        spawn_local(async move {
            let answer = ask(ListFields { record, mail }).await;
            list.waiting.try_set(false);
            match answer {
                Ok(fields) => {
                    known.try_set(Some(fields));
                    offer();
                }
                Err(error) => {
                    fault.try_set(Some(error));
                }
            }
        });
    });
    let open = move |()| {
        if opened.get_untracked() {
            close();
            caret.restore();
            return;
        }
        caret.keep();
        typed.set(String::new());
        list.offer(Vec::new(), None);
        list.open.set(true);
        opened.set(true);
        load.run(());
    };
    Effect::new(move |_| {
        if let (true, Some(input)) = (opened.get(), input.get()) {
            let _ = input.focus();
        }
    });
    let choose = Callback::new(move |field: ListedField| {
        close();
        caret.insert_text(&format!("{{{{{}}}}}", field.name));
        live.say(text_with("fields_inserted", &[&label(&field.name)]));
    });
    let key = move |event: ev::KeyboardEvent| {
        match event.key().as_str() {
            "ArrowDown" => list.step(1),
            "ArrowUp" => list.step(-1),
            "Enter" => {
                if let Some(field) = list.taken() {
                    choose.run(field);
                }
            }
            "Escape" => {
                close();
                caret.restore();
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    view! {
        <div class="picker">
            <span on:mousedown=|event| event.prevent_default()>
                <Button small=true on_press=open>
                    {text("fields_button")}
                </Button>
            </span>
            <Show when=move || opened.get()>
                <div class="combobox picked">
                    <input
                        id=ID
                        type="text"
                        role="combobox"
                        autocomplete="off"
                        spellcheck="false"
                        aria-label=text("fields_find")
                        placeholder=text("fields_find")
                        aria-autocomplete="list"
                        aria-expanded=move || list.is_expanded().to_string()
                        aria-controls=format!("{ID}-list")
                        aria-activedescendant=move || list.active(ID)
                        node_ref=input
                        prop:value=typed
                        on:input=move |event| {
                            typed.set(event_target_value(&event));
                            offer();
                        }
                        on:keydown=key
                        on:blur=move |_| {
                            if fault.with_untracked(Option::is_none) {
                                close();
                            }
                        }
                    />
                    <Options
                        list
                        id=ID.to_owned()
                        label=text("fields_button")
                        below=true
                        says_none=false
                        draw=Callback::new(|field: ListedField| entry(&field))
                        on_choose=choose
                    />
                    {move || fault.get().map(|fault| view! { <FaultView fault on_retry=load /> })}
                </div>
            </Show>
        </div>
    }
}

/// The fields whose label or name has the typed words; a name that is none of them can be written, too.
fn matching(all: &[ListedField], typed: &str) -> Vec<ListedField> {
    let words = typed.trim().to_lowercase();
    let fits = |field: &&ListedField| {
        label(&field.name).to_lowercase().contains(&words) || field.name.contains(&words)
    };
    let mut found: Vec<ListedField> = all.iter().filter(fits).cloned().collect();
    let own = FieldName::read(&words).filter(|name| name.as_str().starts_with("sfdc_"));
    if let Some(name) = own.filter(|name| all.iter().all(|field| field.name != name.as_str())) {
        found.push(ListedField {
            name: name.as_str().to_owned(),
            value: String::new(),
        });
    }
    found
}

fn entry(field: &ListedField) -> AnyView {
    let is_listed = label(&field.name) != field.name;
    let value = match (field.value.as_str(), is_listed) {
        ("", true) => text("fields_no_value"),
        (value, _) => value.to_owned(),
    };
    let shown = value.clone();
    view! {
        <span class="strong">{label(&field.name)}</span>
        {is_listed.then(|| view! { <code class="small soft">{format!("{{{{{}}}}}", field.name)}</code> })}
        <span class="small soft cut" title=value>
            {shown}
        </span>
    }
    .into_any()
}
