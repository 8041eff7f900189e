//! The person of a call or task: the lead or contact itself, one of an account's or opportunity's people, or any other
//! contact by search.

use leptos::prelude::*;

use super::combobox::{Finding, PickRow};
use crate::base::RecordId;
use crate::insight::{FoundPerson, PersonView, Whom, is_searchable};
use crate::panel::RecordView;
use crate::platform::i18n::text;
use crate::ui::panel::{
    directory::{Directory, entry},
    phones::Phones,
};

/// The chosen person; the name of the person before, and the chosen one's.
pub type Chosen = (Option<RecordId>, Option<String>, Option<String>);

/// The row.
#[component]
pub fn WhoRow(
    /// The record in view.
    record: RwSignal<RecordView>,
    /// The lead or contact who is chosen.
    value: Signal<Option<RecordId>>,
    /// Their name, as the form has it.
    name: Signal<Option<String>>,
    /// Who was chosen.
    #[prop(into)]
    on_choose: Callback<Chosen>,
    /// The rep called one of their numbers, which are shown for it.
    #[prop(optional, into)]
    on_dial: Option<Callback<()>>,
) -> impl IntoView {
    let directory = Directory::get();
    let person = Memo::new(move |_| {
        let who = value.get()?;
        let own = record.with(|record| {
            let mut people = record.facts.people.iter();
            people.find(|person| person.record == who).cloned()
        });
        own.or_else(|| directory.person(record, &who))
    });
    let name = move || {
        person
            .get()
            .map(|person| person.name)
            .or_else(|| name.get())
    };
    let phone = move || {
        let (person, on_dial) = (person.get()?, on_dial?);
        Some(view! { <Phones person record on_dial /> })
    };
    if record.with_untracked(|record| record.facts.record.object.is_person()) {
        let name =
            move || name().unwrap_or_else(|| record.with(|record| record.facts.name.clone()));
        return view! {
            <div class="form-row" data-field="who">
                <span class="row-label">{text("form_who")}</span>
                <span class="value">{name}</span>
                {on_dial.is_some().then(|| view! { <div class="row-below">{phone}</div> })}
            </div>
        }
        .into_any();
    }
    // `None` is the entry for nobody.
    let at_once = Callback::new(move |typed: String| Some(own_people(record, &typed)));
    let find = Callback::new(move |typed: String| {
        if !is_searchable(&typed) {
            return None;
        }
        let finding: Finding<Option<FoundPerson>> = Box::pin(async move {
            let found = directory
                .find(record, typed.clone(), Whom::Contacts)
                .await?;
            let mut all = own_people(record, &typed);
            for found in found {
                let same = |one: &Option<FoundPerson>| {
                    one.as_ref()
                        .is_some_and(|one| one.person.record == found.person.record)
                };
                if !all.iter().any(same) {
                    all.push(Some(found));
                }
            }
            Ok(all)
        });
        Some(finding)
    });
    let choose = Callback::new(move |found: Option<FoundPerson>| {
        let before = untrack(name);
        let (who, name) = found
            .map(|found| (found.person.record, found.person.name))
            .unzip();
        on_choose.run((who, before, name));
    });
    let draw = Callback::new(move |found: Option<FoundPerson>| match &found {
        Some(found) => entry(found),
        None => text("form_nobody").into_any(),
    });
    view! {
        <PickRow
            field="who"
            label="form_who"
            shown=Signal::derive(move || name().unwrap_or_else(|| text("form_nobody")))
            at_once
            find
            draw
            on_choose=choose
            below=true
        >
            {phone}
        </PickRow>
    }
    .into_any()
}

/// The record's people who match the text; for an empty text all of them, and the entry for nobody.
pub(super) fn own_people(record: RwSignal<RecordView>, typed: &str) -> Vec<Option<FoundPerson>> {
    let found = |person: &PersonView| FoundPerson {
        person: PersonView {
            title: person.role.clone().or_else(|| person.title.clone()),
            ..person.clone()
        },
        company: None,
    };
    let own = record.try_with_untracked(|record| {
        let people = record
            .facts
            .people
            .iter()
            .filter(|person| person.matches(typed));
        people.map(found).map(Some).collect::<Vec<_>>()
    });
    let nobody = typed.trim().is_empty().then_some(None);
    own.unwrap_or_default().into_iter().chain(nobody).collect()
}
