//! The people of an account or opportunity. The actions are for the chosen one.

use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use super::contacts::{self, Loaded};
use super::focus::focus;
use super::person::{Person, Pick, id_of};
use super::role::MakeRoleButton;
use super::state::PanelState;
use crate::base::{Fault, ObjectType, RecordId, RecordRef};
use crate::insight::{PageStart, PersonView, is_searchable};
use crate::panel::RecordView;
use crate::platform::{
    i18n::{text, text_with},
    messages::ask,
};
use crate::protocol::ListContacts;
use crate::ui::components::{
    Button, ButtonKind, FaultView, Icon, LongList, Pause, Place, Shape, signal_of,
};

/// How many are shown at first.
const FEW: usize = 4;
/// How long typing rests before Salesforce is asked.
const REST: Duration = Duration::from_millis(300);
/// Within which time rows that come into view are drawn.
const DRAWN: Duration = Duration::from_millis(100);

/// The section; a lead or contact has none.
#[component]
pub fn People(
    /// The record.
    record: RwSignal<RecordView>,
) -> impl IntoView {
    if record.with_untracked(|record| record.facts.record.object.is_person()) {
        return ().into_any();
    }
    let state = PanelState::get();
    let contacts = state.contacts;
    let of = record.with_untracked(|record| record.facts.record.clone());
    let opportunity = of.object == ObjectType::Opportunity;
    let of = StoredValue::new(of);
    let chosen = state.person(record);
    let list = Memo::new(move |_| of.with_value(|of| contacts.of(of)));
    let change =
        move |change: fn(&mut contacts::People)| of.with_value(|of| contacts.change(of, change));
    // Everybody without a search: the people of the view, and of the loaded pages.
    let loaded = Memo::new(move |_| {
        let of_view = record.with(|record| record.facts.people.clone());
        let mut all = of_view.into_iter().map(Arc::new).collect();
        list.with(|list| add_new(&mut all, list.pages.get("")));
        all
    });
    let more_there = Memo::new(move |_| record.with(|record| record.facts.more_people));
    let searchable = Memo::new(move |_| more_there.get() || loaded.with(Vec::len) > FEW);
    let search = Memo::new(move |_| list.with(contacts::People::search));
    let shown = Memo::new(move |_| {
        let mut all = loaded.get();
        let search = search.get();
        let chosen = chosen.get();
        if search.is_empty() {
            // The chosen person is always shown.
            let at = chosen
                .as_ref()
                .and_then(|chosen| all.iter().position(|person| person.record == chosen.record));
            if !list.with(|list| list.all) {
                all.truncate(FEW.max(at.map_or(0, |at| at + 1)));
            }
            all.extend(chosen.filter(|_| at.is_none()).map(Arc::new));
        } else {
            all.retain(|person| person.matches(&search));
            list.with(|list| add_new(&mut all, list.pages.get(&search)));
        }
        all
    });
    let choose = move |id: RecordId| {
        let key = of.with_value(RecordRef::key);
        state.chosen.update(|chosen| {
            chosen.insert(key, id);
        });
    };
    let chosen_id =
        signal_of(move || chosen.with(|chosen| chosen.as_ref().map(|one| one.record.clone())));
    let person = move |person: Arc<PersonView>, place: Place| {
        let id = person.record.clone();
        let is_chosen = move || chosen_id.with(|chosen| chosen.as_ref() == Some(&id));
        let person = (*person).clone();
        view! { <Person person place is_chosen=Signal::derive(is_chosen) on_choose=choose /> }
    };
    let picked = Memo::new(move |_| of.with_value(|of| contacts.picked(of)));
    let several = Memo::new(move |_| picked.with(Option::is_some));
    // Who is found by a search is among them, too.
    let switch = move || {
        (several.get() || loaded.with(Vec::len) > 1).then(|| {
            let turn = move |()| {
                let on = !several.get_untracked();
                of.with_value(|of| contacts.pick_several(of, on));
                change(|list| list.all = true);
            };
            let words = move || match several.get() {
                true => text("people_choose_one"),
                false => text("people_choose_several"),
            };
            view! {
                <Button look=ButtonKind::Quiet small=true role_in_view="several" on_press=turn>
                    {words}
                </Button>
            }
        })
    };
    let rows = move || match several.get() {
        true => view! { <Pick record picked shown /> }.into_any(),
        false => view! {
            <div role="radiogroup" aria-labelledby="people-title">
                <LongList keys=shown row=person />
            </div>
        }
        .into_any(),
    };
    // Where the next page begins, which is loaded by a press, or by a search.
    let next = Memo::new(move |_| {
        let search = search.get();
        record.with(|record| contacts.next(record, &search))
    });
    let busy = RwSignal::new(false);
    let fault = RwSignal::new(None::<Fault>);
    let load = Callback::new(move |()| {
        let (Some(start), text) = (next.get_untracked(), search.get_untracked()) else {
            return;
        };
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        fault.set(None);
        let record = of.get_value();
        spawn_local(async move {
            let (named, of) = (text.clone(), record.clone());
            let further = start != PageStart::First;
            let answer = ask(ListContacts {
                record,
                text,
                start,
            })
            .await;
            busy.try_set(false);
            match answer {
                Ok(page) => {
                    let first = page.people.first().map(|person| person.record.clone());
                    let last = page.next.is_none();
                    contacts.add(&of, &named, page);
                    // After the last page the button, which had the focus, is removed.
                    if let Some(first) = first.filter(|_| last && further) {
                        set_timeout(move || focus(&format!("#{}", id_of(&first))), DRAWN);
                    }
                }
                Err(why) => {
                    fault.try_set(Some(why));
                }
            }
        });
    });
    let pause = Pause::new();
    let type_text = move |text: String| {
        pause.stop();
        fault.set(None);
        of.with_value(|of| contacts.change(of, |list| list.text = text));
        let search = search.get_untracked();
        let known = list.with_untracked(|list| list.pages.contains_key(&search));
        if more_there.get_untracked() && !known && is_searchable(&search) {
            pause.then(REST, move || {
                load.try_run(());
            });
        }
    };
    let field = move || {
        searchable.get().then(|| {
            view! {
                <input
                    type="search"
                    class="input search"
                    autocomplete="off"
                    aria-label=text("people_search")
                    placeholder=text("people_search")
                    prop:value=move || list.with(|list| list.text.clone())
                    on:input=move |event| type_text(event_target_value(&event))
                    on:keydown=move |event| {
                        if event.key() == "Escape" && !search.get_untracked().is_empty() {
                            event.prevent_default();
                            type_text(String::new());
                        }
                    }
                />
            }
        })
    };
    // One button folds and unfolds, so that it keeps the focus.
    let fold = move || {
        let all = Memo::new(move |_| list.with(|list| list.all));
        let count = loaded.with(Vec::len);
        (count > FEW && search.with(String::is_empty) && !several.get()).then(|| {
            let words = move || match all.get() {
                true => text("people_fewer"),
                false => text_with("people_all", &[&count.to_string()]),
            };
            view! {
                <Button look=ButtonKind::Quiet small=true on_press=move |()| change(|list| list.all = !list.all)>
                    {words}
                </Button>
            }
        })
    };
    let pages = move || {
        let open = !search.with(String::is_empty) || list.with(|list| list.all);
        let asked = search.with(|search| list.with(|list| list.pages.contains_key(search)));
        let wanted = search.with(String::is_empty) || asked;
        (open && wanted && next.get().is_some()).then(|| {
            view! {
                <Button look=ButtonKind::Quiet small=true disabled=busy on_press=move |()| load.run(())>
                    {text("people_page")}
                </Button>
            }
        })
    };
    let status = move || {
        if busy.get() {
            return Some(text("loading"));
        }
        let none = shown.with(Vec::is_empty) && !search.with(String::is_empty);
        none.then(|| text("task_assignee_none"))
    };
    let reachable =
        Memo::new(move |_| loaded.with(|people| people.iter().any(|one| one.address.is_some())));
    let kind = if opportunity {
        "opportunity"
    } else {
        "account"
    };
    let no_roles = Memo::new(move |_| record.with(|record| record.facts.no_roles));
    let title = move || match no_roles.get() {
        true => text("people_of_account"),
        false => text(&format!("people_{kind}")),
    };
    view! {
        <section class="people" data-tour="people">
            <div class="people-head">
                <h2 id="people-title">{title}</h2>
                {switch}
            </div>
            {move || {
                (!reachable.get() && !more_there.get())
                    .then(|| {
                        view! {
                            <div class="notice">
                                <Icon shape=Shape::Info />
                                <div class="words">
                                    <p class="title">{text("people_none_title")}</p>
                                    <p>{text(&format!("people_none_{kind}"))}</p>
                                </div>
                            </div>
                        }
                    })
            }}
            {field}
            {rows}
            <p class="small soft" role="status">{status}</p>
            {move || fault.get().map(|fault| view! { <FaultView fault on_retry=load /> })}
            <div class="buttons">{fold} {pages}</div>
            <MakeRoleButton record />
        </section>
    }
    .into_any()
}

/// Adds the people of a page who are not in the list yet.
fn add_new(all: &mut Vec<Arc<PersonView>>, page: Option<&Loaded>) {
    let there: HashSet<RecordId> = all.iter().map(|person| person.record.clone()).collect();
    let people = page.into_iter().flat_map(|page| &page.people);
    let new = people.filter(|person| !there.contains(&person.record));
    all.extend(new.cloned());
}

/// "For Grace Hopper", where a person can be chosen. Reasons against writing to them are in the same line, so that
/// choosing moves nothing.
#[component]
pub fn ActingOn(
    /// The record.
    record: RwSignal<RecordView>,
) -> impl IntoView {
    let chosen = PanelState::get().person(record);
    let somebody = record.with_untracked(|record| !record.facts.record.object.is_person());
    move || {
        let person = chosen.get().filter(|_| somebody)?;
        let no_address = person.address.is_none().then(|| {
            view! { <span class="tone-warn">" · " {text("people_no_address")}</span> }
        });
        Some(view! {
            <p class="small acting-on">
                <Icon shape=Shape::Person class="soft" />
                <span>
                    {text_with("people_for", &[&person.name])} {no_address}
                    {person.opt_out.no_mail().then(|| view! { <span class="tone-warn">" · " {text("opt_out_email")}</span> })}
                </span>
            </p>
        })
    }
}
