//! With whom: the person of a lead or contact, or one of an account's or opportunity's people.

use leptos::prelude::*;

use super::rows::SelectRow;
use crate::insight::{PersonView, RecordView};
use crate::platform::i18n::text;
use crate::salesforce::RecordId;
use crate::ui::panel::people::is_person;
use crate::ui::panel::phones::Phones;

/// Who was chosen; the name of the person before, and theirs.
pub type Chosen = (Option<RecordId>, Option<String>, Option<String>);

/// The row.
#[component]
pub fn WhoRow(
    /// The record in view.
    record: RwSignal<RecordView>,
    /// Who.
    value: Signal<Option<RecordId>>,
    /// Who was chosen.
    #[prop(into)]
    on_choose: Callback<Chosen>,
    /// Whether the phone number matters here.
    #[prop(optional)]
    with_phone: bool,
) -> impl IntoView {
    let people = Memo::new(move |_| record.with(|record| record.people.clone()));
    let find = move |who: &Option<RecordId>| {
        people.with(|people| {
            people
                .iter()
                .find(|person| Some(&person.record) == who.as_ref())
                .cloned()
        })
    };
    let person = Memo::new(move |_| find(&value.get()));
    let phone = move || {
        let person = person.get().filter(|_| with_phone);
        person.map(|person| view! { <Phones person /> })
    };
    if record.with_untracked(is_person) {
        let name = move || {
            person
                .get()
                .map(|person| person.name)
                .unwrap_or_else(|| record.with(|record| record.name.clone()))
        };
        return view! {
            <div class="form-row" data-field="who">
                <span class="row-label">{text("form_who")}</span>
                <span class="value">{name}</span>
                {with_phone.then(|| view! { <div class="row-below">{phone}</div> })}
            </div>
        }
        .into_any();
    }
    let options = Signal::derive(move || {
        let nobody = (String::new(), text("form_nobody"));
        let line = |person: &PersonView| {
            let more = person.role.as_ref().or(person.title.as_ref());
            let words = match more {
                Some(more) => format!("{} · {more}", person.name),
                None => person.name.clone(),
            };
            (person.record.to_string(), words)
        };
        let people = people.with(|people| people.iter().map(line).collect::<Vec<_>>());
        people.into_iter().chain([nobody]).collect::<Vec<_>>()
    });
    let choose = move |id: String| {
        let who = people.with_untracked(|people| {
            let chosen = people.iter().find(|person| person.record.to_string() == id);
            chosen.map(|person| person.record.clone())
        });
        let before = untrack(|| person.get()).map(|person| person.name);
        let name = untrack(|| find(&who)).map(|person| person.name);
        on_choose.run((who, before, name));
    };
    view! {
        <SelectRow
            field="who"
            label="form_who"
            options
            value=Signal::derive(move || value.get().map(|who| who.to_string()).unwrap_or_default())
            on_choose=choose
        >
            {phone}
        </SelectRow>
    }
    .into_any()
}
