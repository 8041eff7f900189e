//! Choosing several people at once: those of the record, and whoever is found.

use leptos::task::spawn_local;
use leptos::{ev, html, prelude::*};
use std::collections::HashSet;
use std::time::Duration;

use super::{directory::Directory, focus::focus, opt_outs::OptOuts, state::PanelState};
use crate::actions::MOST_PEOPLE;
use crate::base::{Fault, RecordId};
use crate::insight::{FoundPerson, PersonView, Whom, is_searchable};
use crate::panel::RecordView;
use crate::platform::{
    i18n::{counted, text},
    messages::ask,
};
use crate::protocol::ListContacts;
use crate::ui::components::{Button, ButtonKind, FaultView, LongList, Pause, Place, live};
use crate::ui::panel::several::SelectAll;

/// How long typing rests before Salesforce is asked.
const REST: Duration = Duration::from_millis(300);
const BUTTON: &str = "choose-people";

/// The button that opens the list.
#[component]
pub fn ChooseButton(
    /// Whether the list is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="button quiet small"
            id=BUTTON
            aria-expanded=move || open.get().to_string()
            on:click=move |_| open.update(|open| *open = !*open)
        >
            {text("each_choose")}
        </button>
    }
}

/// The list, a part of the form.
#[component]
pub fn ChoosePeople(
    /// The record in view.
    record: RwSignal<RecordView>,
    /// The records of those who are in the form already.
    there: Memo<HashSet<RecordId>>,
    /// How many are in the form, with or without a record.
    chosen: Signal<usize>,
    /// Called with those who are added.
    #[prop(into)]
    on_add: Callback<Vec<PersonView>>,
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <Show when=move || open.get()>
            <List record there chosen on_add open />
        </Show>
    }
}

#[component]
fn List(
    record: RwSignal<RecordView>,
    there: Memo<HashSet<RecordId>>,
    chosen: Signal<usize>,
    on_add: Callback<Vec<PersonView>>,
    open: RwSignal<bool>,
) -> impl IntoView {
    let live = live();
    let contacts = PanelState::get().contacts;
    let directory = Directory::get();
    let of = StoredValue::new(record.with_untracked(|record| record.facts.record.clone()));
    let typed = RwSignal::new(String::new());
    let found = RwSignal::new(Vec::<FoundPerson>::new());
    let picked = RwSignal::new(Vec::<PersonView>::new());
    let busy = RwSignal::new(false);
    let fault = RwSignal::new(None::<Fault>);
    let shown = Memo::new(move |_| {
        let mut all = record.with(|record| record.facts.people.clone());
        let page = of.with_value(|of| contacts.of(of).pages.get("").cloned());
        let loaded = page.iter().flat_map(|page| &page.people);
        all.extend(loaded.map(|person| (**person).clone()));
        let typed = typed.get();
        all.retain(|person| person.matches(&typed));
        found.with(|found| all.extend(found.iter().map(|found| found.person.clone())));
        let mut seen = HashSet::new();
        all.retain(|person| seen.insert(person.record.clone()));
        all
    });
    let next = Memo::new(move |_| {
        let next = record.with(|record| contacts.next(record, ""));
        next.filter(|_| typed.with(|typed| typed.trim().is_empty()))
    });
    let load = move |()| {
        let Some(start) = next.get_untracked().filter(|_| !busy.get_untracked()) else {
            return;
        };
        busy.set(true);
        fault.set(None);
        let record = of.get_value();
        spawn_local(async move {
            let (of, text) = (record.clone(), String::new());
            let page = ask(ListContacts {
                record,
                text,
                start,
            });
            match page.await {
                Ok(page) => contacts.add(&of, "", page),
                Err(why) => drop(fault.try_set(Some(why))),
            }
            busy.try_set(false);
        });
    };
    let pause = Pause::new();
    let search = move |text: String| {
        typed.set(text.clone());
        found.set(Vec::new());
        fault.set(None);
        busy.set(is_searchable(&text));
        pause.then(REST, move || {
            spawn_local(async move {
                let answer = directory.find(record, text.clone(), Whom::Recipients).await;
                // An answer to what is not typed any more.
                if typed.try_with_untracked(|typed| *typed == text) != Some(true) {
                    return;
                }
                busy.set(false);
                match answer {
                    Ok(people) => found.set(people),
                    Err(why) => fault.set(Some(why)),
                }
            });
        });
    };
    let can_be_picked = move |person: &PersonView| {
        person.address.is_some() && !there.with(|there| there.contains(&person.record))
    };
    let is_picked =
        move |id: &RecordId| picked.with(|picked| picked.iter().any(|one| one.record == *id));
    let pick = move |person: PersonView, yes: bool| {
        picked.update(|picked| {
            picked.retain(|one| one.record != person.record);
            if yes {
                picked.push(person);
            }
        });
    };
    let free = Memo::new(move |_| {
        let mut free = shown.get();
        free.retain(can_be_picked);
        free
    });
    let count = Memo::new(move |_| {
        let on = free.with(|free| free.iter().filter(|one| is_picked(&one.record)).count());
        (on, free.with(Vec::len))
    });
    let all = Memo::new(move |_| count.with(|(on, of)| on == of && *of > 0));
    let pick_all = move |yes: bool| {
        for person in free.get_untracked() {
            pick(person, yes);
        }
    };
    let too_many = Memo::new(move |_| picked.with(Vec::len) + chosen.get() > MOST_PEOPLE);
    let close = move || {
        open.set(false);
        request_animation_frame(|| focus(&format!("#{BUTTON}")));
    };
    let add = move |()| {
        let people = picked.get_untracked();
        live.say(counted("each_added", people.len()));
        on_add.run(people);
        close();
    };
    let input = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            let _ = input.focus();
        }
    });
    let row = move |person: PersonView, place: Place| {
        view! { <Person person place picked there on_pick=pick /> }
    };
    let status = move || {
        if busy.get() {
            return Some(text("loading"));
        }
        let nobody = shown.with(Vec::is_empty);
        nobody.then(|| text("task_assignee_none"))
    };
    view! {
        <div
            class="choose"
            role="group"
            aria-label=text("each_choose")
            on:keydown=move |event: ev::KeyboardEvent| {
                if event.key() == "Escape" {
                    event.prevent_default();
                    close();
                }
            }
        >
            <input
                type="search"
                class="input search"
                autocomplete="off"
                aria-label=text("each_search")
                placeholder=text("each_search")
                node_ref=input
                on:input=move |event| search(event_target_value(&event))
            />
            <SelectAll all count on_all=pick_all />
            <div class="choose-rows" role="group" aria-label=text("each_choose")>
                <div role="list">
                    <LongList keys=shown row />
                </div>
                {move || {
                    next.get()
                        .is_some()
                        .then(|| {
                            view! {
                                <Button look=ButtonKind::Quiet small=true disabled=busy on_press=load>
                                    {text("people_page")}
                                </Button>
                            }
                        })
                }}
                <p class="small soft" role="status">{status}</p>
                {move || fault.get().map(|fault| view! { <FaultView fault /> })}
            </div>
            <div class="buttons">
                <Button
                    small=true
                    on_press=add
                    disabled=Signal::derive(move || picked.with(Vec::is_empty) || too_many.get())
                >
                    {move || counted("each_add", picked.with(Vec::len))}
                </Button>
                <Button look=ButtonKind::Quiet small=true on_press=move |()| close()>
                    {text("cancel")}
                </Button>
                {move || too_many.get().then(|| view! { <span class="small tone-warn">{text("field_each_too_many")}</span> })}
            </div>
        </div>
    }
}

#[component]
fn Person(
    person: PersonView,
    place: Place,
    picked: RwSignal<Vec<PersonView>>,
    there: Memo<HashSet<RecordId>>,
    on_pick: impl Fn(PersonView, bool) + 'static,
) -> impl IntoView {
    let id = person.record.clone();
    let is_there = Memo::new(move |_| there.with(|there| there.contains(&id)));
    let id = person.record.clone();
    let is_picked =
        Memo::new(move |_| picked.with(|picked| picked.iter().any(|one| one.record == id)));
    let none = person.address.is_none();
    let kept = person.clone();
    let parts = [person.address, person.role, person.title];
    let line: Vec<String> = parts.into_iter().flatten().collect();
    let line = line.join(" · ");
    view! {
        <div
            role="listitem"
            aria-posinset=move || place.at.get().to_string()
            aria-setsize=move || place.all.get().to_string()
        >
            <label class="person">
                <input
                    type="checkbox"
                    prop:checked=move || is_there.get() || is_picked.get()
                    disabled=move || none || is_there.get()
                    on:change=move |event| on_pick(kept.clone(), event_target_checked(&event))
                />
                <span class="grow">
                    <span class="strong">{person.name}</span>
                    {(!line.is_empty()).then(|| view! { <span class="small soft">{line}</span> })}
                    {none.then(|| view! { <span class="small tone-warn">{text("people_no_address")}</span> })}
                    {move || is_there.get().then(|| view! { <span class="small soft">{text("each_chosen")}</span> })}
                    <OptOuts of=person.opt_out />
                </span>
            </label>
        </div>
    }
}
