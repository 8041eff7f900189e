//! Further contacts of a call or a task, where the org relates an activity to several.

use leptos::prelude::*;

use super::combobox::{Finding, PickRow};
use super::draft::Draft;
use super::who::own_people;
use crate::actions::MOST_ALSO;
use crate::base::{ObjectType, RecordId, Related};
use crate::insight::{FoundPerson, Whom, is_searchable};
use crate::panel::RecordView;
use crate::platform::i18n::text_with;
use crate::ui::components::{Icon, Shape, live};
use crate::ui::panel::directory::{Directory, entry};

/// The row; nothing on a lead, which has nobody beside it, and where the org has no Shared Activities.
#[component]
pub fn AlsoRow(
    /// The record in view.
    record: RwSignal<RecordView>,
    /// The draft.
    draft: Draft,
    /// Who is chosen already as the first.
    who: Signal<Option<RecordId>>,
    /// Who is chosen.
    value: Signal<Vec<Related>>,
    /// Who is chosen now.
    #[prop(into)]
    on_choose: Callback<Vec<Related>>,
) -> impl IntoView {
    let several = draft.choices.with_value(|choices| choices.several);
    let on_lead = record.with_untracked(|record| record.facts.record.object == ObjectType::Lead);
    (several && !on_lead).then(|| view! { <Also record who value on_choose /> })
}

#[component]
fn Also(
    record: RwSignal<RecordView>,
    who: Signal<Option<RecordId>>,
    value: Signal<Vec<Related>>,
    on_choose: Callback<Vec<Related>>,
) -> impl IntoView {
    let (directory, live) = (Directory::get(), live());
    let is_new = move |found: &FoundPerson| {
        let id = &found.person.record;
        let is_who = who.with_untracked(|who| who.as_ref() == Some(id));
        let is_own = record.with_untracked(|record| record.facts.record.id == *id);
        let chosen = value.with_untracked(|all| all.iter().any(|one| one.id == *id));
        !is_who && !is_own && !chosen
    };
    let at_once = Callback::new(move |typed: String| {
        let own = own_people(record, &typed).into_iter().flatten();
        Some(own.filter(is_new).collect::<Vec<_>>())
    });
    let find = Callback::new(move |typed: String| {
        if !is_searchable(&typed) {
            return None;
        }
        let finding: Finding<FoundPerson> = Box::pin(async move {
            let found = directory.find(record, typed, Whom::Contacts).await?;
            Ok(found.into_iter().filter(is_new).collect())
        });
        Some(finding)
    });
    let choose = Callback::new(move |found: FoundPerson| {
        let mut all = value.get_untracked();
        if all.len() < MOST_ALSO && is_new(&found) {
            let person = found.person;
            live.say(text_with("compose_added", &[&person.name]));
            all.push(Related {
                id: person.record,
                name: person.name,
            });
            on_choose.run(all);
        }
    });
    let remove = move |one: &Related| {
        let mut all = value.get_untracked();
        all.retain(|other| other.id != one.id);
        live.say(text_with("compose_removed", &[&one.name]));
        on_choose.run(all);
    };
    let chip = move |one: Related| {
        let (name, label) = (one.name.clone(), text_with("compose_remove", &[&one.name]));
        view! {
            <button
                type="button"
                class="chip chip-button"
                aria-label=label.clone()
                title=label
                on:click=move |_| remove(&one)
            >
                {name}
                <Icon shape=Shape::Close />
            </button>
        }
    };
    view! {
        <PickRow
            field="also"
            label="form_also"
            shown=Signal::derive(String::new)
            at_once
            find
            draw=Callback::new(|found: FoundPerson| entry(&found))
            on_choose=choose
            below=true
        >
            <div class="logged-on">
                {move || value.get().into_iter().map(chip).collect_view()}
            </div>
        </PickRow>
    }
}
