//! Beside a list of leads or contacts: its checked rows, or the first people of its view, whom the rep then sees before
//! anything is done with all of them.

use leptos::prelude::*;

use super::action::{icon, title};
use super::composing::{Composing, Start};
use super::focus::focus;
use super::form::{ActionForm, FormBar};
use super::forms::{form, name_person};
use super::opt_outs::OptOuts;
use super::plain::Bar;
use super::state::PanelState;
use crate::base::{ActionKind, ObjectType, RecordId, RecordRef};
use crate::insight::PersonView;
use crate::panel::{ListPeople, PanelView, RecordView};
use crate::platform::{
    i18n::{counted, text},
    intl, now,
};
use crate::protocol::{GetListPeople, OpenListForm, WatchPeople};
use crate::salesforce::page::ListPage;
use crate::ui::components::{Button, ButtonKind, Command, FaultView, Icon, Notice, Shape, live};

/// The actions that can be done for several people at once.
const ACTIONS: [ActionKind; 3] = [
    ActionKind::SendEmail,
    ActionKind::AddToCampaign,
    ActionKind::AddTask,
];

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
    let continue_with = move || {
        let count = checked.with(Vec::len);
        (count > 0).then(|| {
            view! {
                <Button
                    look=ButtonKind::Primary
                    disabled=doing.busy
                    on_press=move |()| take(checked.get_untracked())
                >
                    {counted("list_continue", count)}
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
    let live = live();
    let ListPeople { view, left_out } = people;
    let all = view.facts.people.clone();
    let without = all.iter().filter(|one| one.address.is_none()).count();
    let count = all.len();
    let doing = Command::new();
    let watched = RwSignal::new(false);
    let ids: Vec<RecordId> = all.iter().map(|person| person.record.clone()).collect();
    let watch = move |()| {
        doing.run(WatchPeople { ids: ids.clone() }, move |_| {
            watched.set(true);
            live.say(text("panel_watched"));
        });
    };
    let button = |(at, action): (usize, ActionKind)| {
        // Where an org has no campaigns, it has none for any of its lists.
        let there = action != ActionKind::AddToCampaign || view.facts.campaigns;
        let offered = there && view.actions.iter().any(|(offered, _)| *offered == action);
        let needs_address = action != ActionKind::AddTask && without == count;
        let record = view.facts.record.clone();
        let people = all.clone();
        let open = move |()| open_form(state, doing, &record, action, people.clone());
        let look = match at {
            0 => ButtonKind::Primary,
            _ => ButtonKind::Secondary,
        };
        offered.then(|| {
            view! {
                <Button
                    look
                    role_in_view=action.name()
                    disabled=Signal::derive(move || needs_address || doing.busy.get())
                    on_press=open
                >
                    <Icon shape=icon(action) />
                    {text(&title(action))}
                </Button>
            }
        })
    };
    let actions = ACTIONS.into_iter().enumerate().map(button).collect_view();
    let info = |key: &str, count: usize| {
        (count > 0).then(|| {
            view! { <Notice title=counted(key, count) /> }
        })
    };
    let row = |person: &PersonView| {
        let title = person.title.clone();
        let address = match person.address.clone() {
            Some(address) => view! { <span class="small soft">{address}</span> }.into_any(),
            None => view! { <span class="small tone-warn">{text("people_no_address")}</span> }
                .into_any(),
        };
        view! {
            <li>
                <span class="strong">{person.name.clone()}</span>
                {title.map(|title| view! { <span class="small soft">{title}</span> })}
                {address}
                <OptOuts of=person.opt_out.clone() />
            </li>
        }
    };
    let rows = all.iter().map(row).collect_view();
    // What had the focus is gone.
    request_animation_frame(|| focus(".list-people"));
    let back = move |()| {
        state.list_people.set(None);
        request_animation_frame(|| focus(".list-place .button"));
    };
    view! {
        <FormBar on_back=back />
        <main class="list-people" tabindex="0">
            <h1>{counted("list_people", count)}</h1>
            {info("list_left_out", left_out)}
            {info("list_without_address", without)}
            <div class="buttons acts">
                {actions}
                <Button role_in_view="watch" disabled=doing.busy on_press=watch>
                    {text("panel_watch")}
                </Button>
            </div>
            <p class="small soft" role="status">
                {move || match (doing.busy.get(), watched.get()) {
                    (true, _) => text("loading"),
                    (false, true) => text("panel_watched"),
                    (false, false) => String::new(),
                }}
            </p>
            {move || doing.fault.get().map(|fault| view! { <FaultView fault /> })}
            <ul role="list">{rows}</ul>
        </main>
    }
}

/// Opens a form for all of them, on one who has no draft of the action: what was written there stays.
fn open_form(
    state: PanelState,
    doing: Command,
    of: &RecordRef,
    action: ActionKind,
    people: Vec<PersonView>,
) {
    let writes = action != ActionKind::AddTask;
    let can = |person: &&PersonView| !writes || person.address.is_some();
    let is_free = |id: &RecordId| {
        state.drafts.value.with_untracked(|drafts| {
            let mut drafts = drafts.iter().flatten();
            !drafts.any(|draft| draft.record.id == *id && draft.action == action)
        })
    };
    let mut ids = people.iter().filter(can).map(|person| &person.record);
    let first = ids.clone().next();
    let Some(id) = ids.find(|id| is_free(id)).or(first).cloned() else {
        return;
    };
    let record = RecordRef { id, ..of.clone() };
    let request = OpenListForm {
        record: record.clone(),
        action,
        people,
        today: intl::calendar_day(now()),
    };
    doing.run(request, move |draft| {
        state.list_people.update(|people| {
            if let Some(people) = people {
                name_after(&mut people.view, &record);
            }
        });
        state.compose(record, action, Start::Given(Box::new(draft)));
    });
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
