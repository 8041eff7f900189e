//! The card of a task or call: its facts, *Mark as done* with Undo, and *Edit* in place.

use leptos::prelude::*;

use super::edit::EditTask;
use super::facts::{Fact, Facts, InSalesforce, Words, name_of};
use super::follow::FollowUp;
use crate::base::Millis;
use crate::insight::{ActivityDetail, TaskChange, TaskChanged, TaskDetail, TaskField};
use crate::panel::RecordView;
use crate::platform::{
    i18n::{text, text_with},
    intl,
};
use crate::protocol::{ChangeTask, KeepTask};
use crate::ui::components::{Button, Command, FaultView, live};
use crate::ui::panel::focus::focus;
use crate::ui::panel::form::{AskUser, asks_user};
use crate::ui::panel::state::PanelState;

/// The card.
#[component]
pub fn TaskCard(
    /// The task's id.
    id: String,
    /// The task.
    detail: ActivityDetail,
    /// The part that only a task has.
    task: TaskDetail,
    /// The record in view.
    record: RwSignal<RecordView>,
) -> impl IntoView {
    let history = PanelState::get().history;
    let editing = {
        let id = id.clone();
        Memo::new(move |_| history.edit(&id).is_some())
    };
    move || match editing.get() {
        true => view! { <EditTask id=id.clone() task=task.clone() record /> }.into_any(),
        false => view! {
            <div class="card">
                <Facts facts=facts(&task, &detail) />
                <Words detail=detail.clone() />
                <Buttons id=id.clone() detail=detail.clone() task=task.clone() record />
            </div>
        }
        .into_any(),
    }
}

fn facts(task: &TaskDetail, detail: &ActivityDetail) -> Vec<Fact> {
    let mut priorities = task.priorities.iter();
    let priority = priorities.find(|(value, _)| *value == task.fields.priority);
    let priority = priority.map_or(&task.fields.priority, |(_, label)| label);
    let minutes = task
        .minutes
        .map(|minutes| text_with("feed_minutes", &[&minutes.to_string()]));
    let day = match task.open {
        true => "form_due",
        false => "feed_when",
    };
    vec![
        (day, task.fields.due.map(intl::whole_day)),
        ("feed_status", task.status.clone()),
        ("form_priority", task.open.then(|| priority.clone())),
        ("call_outcome", task.outcome.clone()),
        ("call_minutes", minutes),
        ("form_who", name_of(&detail.who)),
        ("form_related", name_of(&detail.what)),
        ("task_assignee", name_of(&detail.owner)),
    ]
}

/// What can be done with the task.
#[component]
fn Buttons(
    id: String,
    detail: ActivityDetail,
    task: TaskDetail,
    record: RwSignal<RecordView>,
) -> impl IntoView {
    let history = PanelState::get().history;
    let may = |field| task.writable.contains(&field);
    let fields = [
        TaskField::Subject,
        TaskField::Due,
        TaskField::Priority,
        TaskField::Notes,
    ];
    let can_edit = task.open && fields.into_iter().any(may);
    let can_finish = task.open && may(TaskField::Status);
    let before = {
        let id = id.clone();
        Memo::new(move |_| history.status_before(&id))
    };
    let subject = task.fields.subject.clone();
    let edit = {
        let (id, task) = (id.clone(), task.clone());
        move |()| {
            history.begin_edit(&id, &task);
            let first = format!("#activity-{id} form :is(input, select, textarea)");
            request_animation_frame(move || focus(&first));
        }
    };
    let mark = {
        let (id, subject, status) = (id.clone(), subject.clone(), task.status.clone());
        move || {
            let (id, subject, status) = (id.clone(), subject.clone(), status.clone());
            view! { <Finish id subject status record /> }
        }
    };
    view! {
        <div class="buttons">
            {move || (can_finish || before.with(Option::is_some)).then(&mark)}
            {can_edit
                .then(|| {
                    view! {
                        <Button small=true on_press=edit>
                            {text("feed_edit")}
                        </Button>
                    }
                })}
            {(task.open && task.deletable)
                .then(|| {
                    let (id, subject, seen) = (id.clone(), subject.clone(), task.changed);
                    view! { <Delete id subject seen record /> }
                })}
            <FollowUp record who=detail.who subject />
            <InSalesforce record id />
        </div>
    }
}

/// *Mark as done*, then Undo while the card is open.
#[component]
fn Finish(
    id: String,
    subject: String,
    status: Option<String>,
    record: RwSignal<RecordView>,
) -> impl IntoView {
    let history = PanelState::get().history;
    let (doing, live) = (Command::new(), live());
    let asking = RwSignal::new(false);
    let before = {
        let id = id.clone();
        Memo::new(move |_| history.status_before(&id))
    };
    let press = Callback::new(move |()| {
        let undone = before.get_untracked();
        let change = match undone.clone() {
            Some(status) => TaskChange::Open { status },
            None => TaskChange::Done,
        };
        let request = ChangeTask {
            record: record.with_untracked(|record| record.facts.record.clone()),
            id: id.clone(),
            change,
        };
        let (id, subject, status) = (id.clone(), subject.clone(), status.clone());
        doing.run(request, move |changed| {
            let (words, was) = match undone {
                Some(_) => ("tasks_undone", None),
                None => ("tasks_done", status),
            };
            live.say(text_with(words, &[&subject]));
            history.note_done(&id, was);
            if let TaskChanged::Saved(now) | TaskChanged::Conflict(now) = changed {
                history.put(&id, *now);
            }
            // The card is drawn anew.
            let own = format!("#activity-{id} .buttons .button");
            request_animation_frame(move || focus(&own));
        });
    });
    Effect::new(move |_| {
        asks_user(doing.fault, asking);
    });
    let words = move || match before.with(Option::is_some) {
        true => text("outbox_undo"),
        false => text("tasks_mark_done"),
    };
    view! {
        <Button small=true disabled=doing.busy on_press=press>
            {words}
        </Button>
        {move || {
            asking
                .get()
                .then(|| view! { <AskUser record verb="tasks_mark_done" asking on_yes=press /> })
        }}
        {move || doing.fault.get().map(|fault| view! { <FaultView fault on_retry=press /> })}
    }
}

/// *Delete*, with Undo until it is done.
#[component]
fn Delete(
    id: String,
    subject: String,
    seen: Option<Millis>,
    record: RwSignal<RecordView>,
) -> impl IntoView {
    let history = PanelState::get().history;
    let (doing, keeping, live) = (Command::new(), Command::new(), live());
    let asking = RwSignal::new(false);
    let changed_since = RwSignal::new(false);
    let of = move || record.with_untracked(|record| record.facts.record.clone());
    let press = {
        let id = id.clone();
        Callback::new(move |()| {
            let request = ChangeTask {
                record: of(),
                id: id.clone(),
                change: TaskChange::Delete { seen },
            };
            live.say(text_with("tasks_deleting", &[&subject]));
            changed_since.set(false);
            let (id, subject) = (id.clone(), subject.clone());
            doing.run(request, move |changed| match changed {
                TaskChanged::Deleted => {
                    live.say(text_with("tasks_deleted", &[&subject]));
                    history.toggle(&id);
                }
                TaskChanged::Conflict(now) => {
                    history.put(&id, *now);
                    live.say(text("tasks_delete_conflict"));
                    changed_since.try_set(true);
                }
                TaskChanged::Kept => live.say(text_with("tasks_kept", &[&subject])),
                TaskChanged::Saved(_) => {}
            });
        })
    };
    let keep = move |()| {
        keeping.run(
            KeepTask {
                record: of(),
                id: id.clone(),
            },
            |_| (),
        );
    };
    Effect::new(move |_| {
        asks_user(doing.fault, asking);
    });
    view! {
        {move || match doing.busy.get() {
            true => {
                view! {
                    <span class="small soft">{text("tasks_deleting_short")}</span>
                    <Button small=true disabled=keeping.busy on_press=keep.clone()>
                        {text("outbox_undo")}
                    </Button>
                }
                    .into_any()
            }
            false => {
                view! {
                    <Button small=true on_press=press>
                        {text("tasks_delete")}
                    </Button>
                }
                    .into_any()
            }
        }}
        {move || {
            asking
                .get()
                .then(|| view! { <AskUser record verb="tasks_delete" asking on_yes=press /> })
        }}
        {move || changed_since.get().then(|| view! { <p class="small tone-warn">{text("tasks_delete_conflict")}</p> })}
        {move || doing.fault.get().map(|fault| view! { <FaultView fault on_retry=press /> })}
    }
}
