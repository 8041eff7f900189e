//! The panel beside a Salesforce record: who is in view, what happened, and the sales actions.

mod acts;
mod add_task;
mod compose;
mod contacts;
mod directory;
mod feed;
mod foot;
mod form;
mod gone;
mod head;
mod keys;
mod log_call;
mod menu;
mod more;
mod notes;
mod opt_outs;
mod overview;
mod people;
mod phones;
mod plain;
mod role;
mod state;
mod status;
mod strip;
mod tour;

use leptos::prelude::*;
use leptos::task::spawn_local;

use self::add_task::AddTaskForm;
use self::compose::Compose;
use self::directory::Directory;
use self::form::{ActionForm, Draft};
use self::gone::GoneRecord;
use self::keys::{Shortcuts, ShortcutsDialog};
use self::log_call::LogCallForm;
use self::overview::Overview;
use self::plain::{Failed, NoRecord, NotSetUp, OtherUser, PanelSkeleton};
use self::state::{PanelState, Showing};
use self::strip::Strip;
use self::tour::{CoachMark, Tour};
use super::components::{Keys, Shape, UnseenNotice, open};
use crate::actions::Form;
use crate::base::{ActionKind, RecordRef};
use crate::insight::RecordView;
use crate::platform::{messages::ask, side_panel};
use crate::protocol::SidePanelOpened;

/// Draws the panel and keeps it up to date.
pub fn start() {
    open(|| view! { <Panel /> });
}

/// How the panel shows an action: the second list of the actions, beside the one in `actions/`.
const fn icon(action: ActionKind) -> Shape {
    match action {
        ActionKind::SendEmail => Shape::Mail,
        ActionKind::LogCall => Shape::Phone,
        ActionKind::AddTask => Shape::Task,
    }
}

/// The key that opens it while the focus is in the panel, outside of text.
const fn key(action: ActionKind) -> &'static str {
    match action {
        ActionKind::SendEmail => "E",
        ActionKind::LogCall => "C",
        ActionKind::AddTask => "T",
    }
}

/// The form of an action.
const fn form(action: ActionKind) -> fn(RwSignal<RecordView>, Draft) -> AnyView {
    match action {
        ActionKind::SendEmail => |record, draft| view! { <Compose record draft /> }.into_any(),
        ActionKind::LogCall => |record, draft| view! { <LogCallForm record draft /> }.into_any(),
        ActionKind::AddTask => |record, draft| view! { <AddTaskForm record draft /> }.into_any(),
    }
}

/// Names the person in the subject of a fresh form.
fn name_person(form: &mut Form) {
    match form {
        Form::SendEmail(_) => {}
        Form::LogCall(call) => {
            let name = call.who_name.clone();
            log_call::name_person(call, None, name.as_deref());
        }
        Form::AddTask(task) => {
            let name = task.who_name.clone();
            add_task::name_person(task, None, name.as_deref());
        }
    }
}

#[component]
fn Panel() -> impl IntoView {
    let state = PanelState::provide();
    Directory::provide(state.contacts);
    let tour = Tour::provide(state);
    let shortcuts = Shortcuts::provide();
    if side_panel::here() {
        // Should it be lost, the page beside keeps its own panel: nothing is wrong with two.
        spawn_local(async {
            let _ = ask(SidePanelOpened {}).await;
        });
    }
    view! {
        <Keys />
        <div class="panel">
            <UnseenNotice />
            {move || match state.showing.get() {
                Showing::Loading(_) => view! { <PanelSkeleton /> }.into_any(),
                Showing::NoRecord => view! { <NoRecord /> }.into_any(),
                Showing::NotSetUp => view! { <NotSetUp /> }.into_any(),
                Showing::OtherUser { acting_as, org, impersonated } => {
                    view! { <OtherUser acting_as org impersonated /> }.into_any()
                }
                Showing::Gone(_, gone) => view! { <GoneRecord gone /> }.into_any(),
                Showing::Failed(fault, _) => view! { <Failed fault /> }.into_any(),
                Showing::Record(record) => view! { <Record record /> }.into_any(),
            }}
            <Strip />
        </div>
        <CoachMark tour />
        <ShortcutsDialog shortcuts />
    }
}

/// One record: what there is to see, or the form of an action in its place.
#[component]
fn Record(record: RecordRef) -> impl IntoView {
    let state = PanelState::get();
    state.follow(&record).map(|view| {
        let composing = Memo::new(move |_| {
            state
                .composing
                .get()
                .filter(|composing| composing.record == record)
        });
        move || match composing.get() {
            Some(composing) => {
                let draw = form(composing.action);
                view! { <ActionForm record=view composing draw /> }.into_any()
            }
            None => view! { <Overview record=view /> }.into_any(),
        }
    })
}
