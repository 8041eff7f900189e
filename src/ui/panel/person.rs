//! A person among those of an account or opportunity: one is chosen, or several are picked.

use leptos::prelude::*;
use std::collections::HashSet;
use std::sync::Arc;

use super::opt_outs::OptOuts;
use super::several::{ForSeveral, SelectAll};
use super::state::PanelState;
use crate::base::RecordId;
use crate::insight::PersonView;
use crate::panel::RecordView;
use crate::platform::i18n::text;
use crate::ui::components::{Flames, Icon, LongList, Place, Shape, Stars, signal_of};

/// One person, of whom one of all is chosen.
#[component]
pub fn Person(
    /// Who it is.
    person: PersonView,
    /// Their place in the list.
    place: Place,
    /// Whether they are chosen.
    is_chosen: Signal<bool>,
    /// Called where the rep chooses them.
    #[prop(into)]
    on_choose: Callback<RecordId>,
) -> impl IntoView {
    let id = person.record.clone();
    view! {
        <label class="person">
            <input
                type="radio"
                name="person"
                id=id_of(&id)
                aria-posinset=move || place.at.get().to_string()
                aria-setsize=move || place.all.get().to_string()
                prop:checked=is_chosen
                on:change=move |_| on_choose.run(id.clone())
            />
            <Who person />
        </label>
    }
}

/// The people as check boxes, with what can be done for all who are picked.
#[component]
pub fn Pick(
    /// The record.
    record: RwSignal<RecordView>,
    /// Whom the rep picked.
    picked: Memo<Option<Vec<PersonView>>>,
    /// The people who are listed now.
    shown: Memo<Vec<Arc<PersonView>>>,
) -> impl IntoView {
    let contacts = PanelState::get().contacts;
    let of = record.with_untracked(|record| record.facts.record.clone());
    let offered = record.with_untracked(RecordView::for_several);
    let people = Signal::derive(move || picked.get().unwrap_or_default());
    let ids = signal_of(move || {
        people.with(|people| {
            let ids = people.iter().map(|one| one.record.clone());
            ids.collect::<HashSet<RecordId>>()
        })
    });
    let count = Memo::new(move |_| {
        let others = ids.with(|ids| {
            let listed = |shown: &Vec<Arc<PersonView>>| {
                let listed = shown.iter().filter(|one| !ids.contains(&one.record));
                listed.count()
            };
            shown.with(listed)
        });
        let on = ids.with(HashSet::len);
        (on, on + others)
    });
    let all = Memo::new(move |_| {
        let picked = |one: &Arc<PersonView>| ids.with(|ids| ids.contains(&one.record));
        shown.with(|shown| !shown.is_empty() && shown.iter().all(picked))
    });
    let of = StoredValue::new(of);
    let pick = Callback::new(move |(who, yes): (Vec<PersonView>, bool)| {
        of.with_value(|of| contacts.pick(of, &who, yes));
    });
    let row = move |person: Arc<PersonView>, place: Place| {
        let id = person.record.clone();
        let person = (*person).clone();
        let element = id_of(&id);
        let is_picked = Memo::new(move |_| ids.with(|ids| ids.contains(&id)));
        let who = person.clone();
        view! {
            <div
                role="listitem"
                aria-posinset=move || place.at.get().to_string()
                aria-setsize=move || place.all.get().to_string()
            >
                <label class="person">
                    <input
                        type="checkbox"
                        id=element
                        prop:checked=is_picked
                        on:change=move |event| pick.run((vec![who.clone()], event_target_checked(&event)))
                    />
                    <Who person />
                </label>
            </div>
        }
    };
    let pick_all = move |yes| {
        let everybody = shown.with_untracked(|shown| {
            let everybody = shown.iter().map(|one| (**one).clone());
            everybody.collect()
        });
        pick.run((everybody, yes));
    };
    view! {
        <div class="pick">
            <SelectAll all count on_all=pick_all />
            <ForSeveral people offered record=move |_| Some(of.get_value()) on_open=|_| () />
        </div>
        <div role="list" aria-labelledby="people-title">
            <LongList keys=shown row />
        </div>
    }
}

#[component]
fn Who(person: PersonView) -> impl IntoView {
    let primary = person.primary.then(|| text("people_primary"));
    let parts = [person.role, primary, person.title];
    let line = parts.into_iter().flatten().filter(|part| !part.is_empty());
    let line = line.collect::<Vec<_>>().join(" · ");
    let no_address = person.address.is_none().then(|| {
        view! {
            <span class="small tone-warn no-address">
                <Icon shape=Shape::Warn />
                {text("people_no_address")}
            </span>
        }
    });
    let marks = person.marks.map(|marks| {
        view! {
            <Stars count=marks.stars />
            <Flames count=marks.flames />
        }
    });
    view! {
        <span class="grow">
            <span class="strong">{person.name}</span>
            {(!line.is_empty()).then(|| view! { <span class="small soft">{line}</span> })}
            {no_address}
            <OptOuts of=person.opt_out />
        </span>
        {marks}
    }
}

/// The id of a person's element.
pub fn id_of(person: &RecordId) -> String {
    format!("person-{person}")
}
