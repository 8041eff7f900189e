//! Beside a list of leads or contacts: its checked rows, or the first people of its view, whom the rep then sees before
//! anything is done with all of them.

use leptos::prelude::*;

use super::composing::Composing;
use super::focus::focus;
use super::form::{ActionForm, FormBar};
use super::forms::{form, name_person};
use super::opt_outs::OptOuts;
use super::plain::Bar;
use super::several::ForSeveral;
use super::state::PanelState;
use crate::base::{ActionKind, ObjectType, RecordId, RecordRef};
use crate::insight::PersonView;
use crate::panel::{ListPeople, PanelView, RecordView};
use crate::platform::{
    i18n::{counted, text, text_with},
    intl,
};
use crate::protocol::GetListPeople;
use crate::salesforce::page::ListPage;
use crate::ui::components::{
    Button, ButtonKind, Command, FaultView, Icon, Notice, Shape, ToolButton,
};

/// The place of a list: choosing people, the chosen people, or the form of an action for them.
#[component]
pub fn ListPlace(list: ListPage) -> impl IntoView {
    let state = PanelState::get();
    if state.composing.with_untracked(Option::is_none) {
        state.list_people.set(None);
    }
    let list = StoredValue::new(list);
    move || match (state.list_people.get(), state.composing.get()) {
        (Some(people), Some(composing)) => view! { <Form people composing /> }.into_any(),
        (Some(people), None) => view! { <People people /> }.into_any(),
        (None, _) => view! { <Choose list=list.get_value() /> }.into_any(),
    }
}

/// How many rows are checked, and what can be done with them.
#[component]
fn Choose(list: ListPage) -> impl IntoView {
    let state = PanelState::get();
    let checked = Memo::new(move |_| {
        state.view.value.with(|view| match view {
            Some(PanelView::List(rows)) => rows.checked.clone(),
            _ => Vec::new(),
        })
    });
    let doing = Command::new();
    let take = move |ids: Vec<RecordId>| {
        doing.run(GetListPeople { ids }, move |people| {
            state.list_people.set(Some(people));
        });
    };
    let heading = match list.object {
        ObjectType::Lead => "list_leads",
        _ => "list_contacts",
    };
    // The button stays while rows are checked and unchecked: a press on it must not be lost.
    let some = Memo::new(move |_| checked.with(|checked| !checked.is_empty()));
    let continue_with = move || {
        some.get().then(|| {
            view! {
                <Button
                    look=ButtonKind::Primary
                    disabled=doing.busy
                    on_press=move |()| take(checked.get_untracked())
                >
                    {move || counted("list_continue", checked.with(Vec::len))}
                </Button>
            }
        })
    };
    let first = list.view.is_some().then(|| {
        view! {
            <Button role_in_view="first" disabled=doing.busy on_press=move |()| take(Vec::new())>
                {text("list_first")}
            </Button>
        }
    });
    view! {
        <Bar />
        <main class="empty list-place">
            <Icon shape=Shape::Person class="large" />
            <h1>{text(heading)}</h1>
            <p>{text("list_select")}</p>
            <p class="small soft" role="status">
                {move || if doing.busy.get() { text("loading") } else { String::new() }}
            </p>
            <div class="buttons">{continue_with} {first}</div>
            {move || doing.fault.get().map(|fault| view! { <FaultView fault /> })}
        </main>
    }
}

/// The chosen people, and the actions for all of them.
#[component]
fn People(people: ListPeople) -> impl IntoView {
    let state = PanelState::get();
    let ListPeople { view, left_out } = people;
    let of = view.facts.record.clone();
    let all = RwSignal::new(view.facts.people.clone());
    let count = Memo::new(move |_| all.with(Vec::len));
    let offered = view.for_several();
    let record = move |action| all.with_untracked(|all| free(state, &of, action, all));
    let on_open = move |record: RecordRef| {
        state.list_people.update(|people| {
            if let Some(people) = people {
                name_after(&mut people.view, &record);
            }
        });
    };
    let left_out = (left_out > 0).then(|| {
        view! { <Notice title=counted("list_left_out", left_out) /> }
    });
    let take_out = Callback::new(move |id: RecordId| {
        let at = all.with_untracked(|all| all.iter().position(|one| one.record == id));
        all.update(|all| all.retain(|one| one.record != id));
        // This place is not drawn anew by that.
        state.list_people.update_untracked(|people| {
            if let Some(people) = people {
                people.view.facts.people = all.get_untracked();
            }
        });
        let last = count.get_untracked();
        request_animation_frame(move || match last {
            1 => focus(".list-people"),
            _ => focus(&format!(
                ".list-people li:nth-child({}) .tool",
                last.min(at.unwrap_or(0) + 1)
            )),
        });
    });
    let row = move |person: PersonView| {
        let id = person.record.clone();
        let address = match person.address {
            Some(address) => view! { <span class="small soft">{address}</span> }.into_any(),
            None => view! { <span class="small tone-warn">{text("people_no_address")}</span> }
                .into_any(),
        };
        // The last one stays: without anybody there is nothing to be done.
        let label = text_with("compose_remove", &[&person.name]);
        let remove = move || {
            let (label, id) = (label.clone(), id.clone());
            (count.get() > 1).then(|| {
                view! { <ToolButton label shape=Shape::Close on_press=move |()| take_out.run(id.clone()) /> }
            })
        };
        view! {
            <li>
                <span class="grow">
                    <span class="strong">{person.name}</span>
                    {person.title.map(|title| view! { <span class="small soft">{title}</span> })}
                    {address}
                    <OptOuts of=person.opt_out />
                </span>
                {remove}
            </li>
        }
    };
    // What had the focus is gone.
    request_animation_frame(|| focus(".list-people"));
    let back = move |()| {
        state.list_people.set(None);
        request_animation_frame(|| focus(".list-place .button"));
    };
    view! {
        <FormBar on_back=back />
        <main class="list-people" tabindex="0">
            <h1>{move || counted("list_people", count.get())}</h1>
            {left_out}
            <ForSeveral people=all.into() offered main=true record on_open />
            <ul role="list">
                <For each=move || all.get() key=|person| person.record.clone() children=row />
            </ul>
        </main>
    }
}

/// One of them who has no draft of the action: what was written there stays.
fn free(
    state: PanelState,
    of: &RecordRef,
    action: ActionKind,
    people: &[PersonView],
) -> Option<RecordRef> {
    let mails = action != ActionKind::AddTask;
    let can = |person: &&PersonView| !mails || person.address.is_some();
    let is_free = |id: &RecordId| {
        state.drafts.value.with_untracked(|drafts| {
            let mut drafts = drafts.iter().flatten();
            !drafts.any(|draft| draft.record.id == *id && draft.action == action)
        })
    };
    let mut ids = people.iter().filter(can).map(|person| &person.record);
    let first = ids.clone().next();
    let id = ids.find(|id| is_free(id)).or(first)?.clone();
    Some(RecordRef { id, ..of.clone() })
}

/// Gives the view the record that its form is opened on, by whose name a draft is found again.
fn name_after(view: &mut RecordView, record: &RecordRef) {
    let facts = &mut view.facts;
    let others = facts.people.len().saturating_sub(1);
    let own = facts.people.iter().find(|one| one.record == record.id);
    let name = own.map(|own| own.name.clone()).unwrap_or_default();
    facts.name = match others {
        0 => name,
        others => format!("{name} +{}", intl::number(others)),
    };
    facts.record = record.clone();
}

#[component]
fn Form(people: ListPeople, composing: Composing) -> impl IntoView {
    let state = PanelState::get();
    let record = RwSignal::new(*people.view);
    provide_context(record);
    // The rep may confirm that the page is theirs.
    Effect::new(move |_| {
        state.view.value.with(|view| {
            if let Some(PanelView::List(rows)) = view {
                record.update(|record| record.acting = rows.acting.clone());
            }
        });
    });
    let draw = form(composing.action);
    view! { <ActionForm record composing draw name_person /> }
}
