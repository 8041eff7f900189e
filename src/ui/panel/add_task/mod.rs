//! The form Add Task.

mod assignee;

use leptos::prelude::*;

use self::assignee::AssigneeRow;
use super::form::{
    AlsoRow, Chosen, Draft, DueRow, Faults, FormShell, InputRow, NotesRow, PriorityRow,
    ReminderRow, SegmentRow, WhoRow,
};
use crate::actions::{AddTask, Part, TaskKind};
use crate::base::RecordId;
use crate::panel::RecordView;
use crate::platform::i18n::{counted, text, text_with};
use crate::ui::components::{Shape, ToolButton, live};
use crate::ui::panel::focus::focus;

/// The fields, in their order on the form.
const FIELDS: &[&str] = &[
    "who", "kind", "subject", "due", "priority", "reminder", "assignee", "notes",
];

/// Puts the person's name into the subject, unless the rep wrote their own; of several people, none is named.
pub fn name_person(task: &mut AddTask, before: Option<&str>) {
    keep_subject(task, before, |_| ());
}

/// Changes the task, and its subject unless the rep wrote their own. `before` is whom our subject names until then.
fn keep_subject(task: &mut AddTask, before: Option<&str>, change: impl FnOnce(&mut AddTask)) {
    let ours = task.subject.is_empty() || task.subject == subject_of(task, before);
    change(task);
    if ours {
        task.subject = subject_of(task, task.who_name.as_deref());
    }
}

fn subject_of(task: &AddTask, name: Option<&str>) -> String {
    let kind = key(task.kind);
    match (name, task.kind) {
        _ if task.others.is_empty() => name.map_or_else(String::new, |name| {
            text_with(&format!("task_subject_{kind}"), &[name])
        }),
        (_, TaskKind::Custom) => text("task_subject_several"),
        _ => text(&format!("task_kind_{kind}")),
    }
}

/// Changes the task of whom it is for now, and its subject with it.
fn change_named(draft: Draft, change: impl FnOnce(&mut AddTask)) {
    draft.edit(|task: &mut AddTask| {
        let name = task.who_name.clone();
        keep_subject(task, name.as_deref(), change);
    });
}

const fn key(kind: TaskKind) -> &'static str {
    match kind {
        TaskKind::Email => "email",
        TaskKind::Call => "call",
        TaskKind::InMail => "in_mail",
        TaskKind::Custom => "custom",
    }
}

/// The form.
#[component]
pub fn AddTaskForm(
    /// The record in view.
    record: RwSignal<RecordView>,
    /// The draft.
    draft: Draft,
) -> impl IntoView {
    let faults = Faults::of(draft.form, FIELDS);
    let read = move |part: fn(&AddTask) -> String| Signal::derive(move || draft.read(part));
    let due = Signal::derive(move || draft.read(|task: &AddTask| task.due));
    let several = Memo::new(move |_| draft.read(|task: &AddTask| !task.others.is_empty()));
    view! {
        <FormShell record draft faults verb="task_add" first="subject" select_first=true>
            {move || match several.get() {
                true => view! { <EachRow draft /> }.into_any(),
                false => {
                    view! {
                        <WhoRow
                            record
                            value=Signal::derive(move || draft.read(|task: &AddTask| task.who.clone()))
                            name=Signal::derive(move || draft.read(|task: &AddTask| task.who_name.clone()))
                            on_choose=move |(who, before, name): Chosen| {
                                draft
                                    .edit(|task: &mut AddTask| {
                                        keep_subject(
                                            task,
                                            before.as_deref(),
                                            |task| {
                                                task.who = who;
                                                task.who_name = name;
                                            },
                                        );
                                    });
                            }
                        />
                    }
                        .into_any()
                }
            }}
            {move || (!several.get()).then(|| view! { <AlsoRow
                record
                draft
                who=Signal::derive(move || draft.read(|task: &AddTask| task.who.clone()))
                value=Signal::derive(move || draft.read(|task: &AddTask| task.also.clone()))
                on_choose=move |also| draft.edit(|task: &mut AddTask| task.also = also)
            /> })}
            <SegmentRow
                field="kind"
                label="task_kind"
                options=vec!["task_kind_email", "task_kind_call", "task_kind_in_mail", "task_kind_custom"]
                value=Signal::derive(move || {
                    let kind = draft.read(|task: &AddTask| Some(task.kind));
                    TaskKind::ALL.iter().position(|own| Some(*own) == kind).unwrap_or_default()
                })
                on_choose=move |at| {
                    if let Some(kind) = TaskKind::ALL.get(at) {
                        change_named(draft, |task| task.kind = *kind);
                    }
                }
            />
            <InputRow
                field="subject"
                label="form_subject"
                value=read(|task| task.subject.clone())
                on_input=move |text| draft.edit(|task: &mut AddTask| task.subject = text)
                faults
            />
            {draft.may(Part::Day).then(|| view! { <DueRow
                field="due"
                value=due
                on_choose=move |day| draft.edit(|task: &mut AddTask| task.due = day)
                faults
            /> })}
            <PriorityRow
                field="priority"
                draft
                value=read(|task| task.priority.clone())
                on_choose=move |priority| draft.edit(|task: &mut AddTask| task.priority = priority)
            />
            {draft.may(Part::Reminder).then(|| view! { <ReminderRow
                field="reminder"
                value=Signal::derive(move || draft.read(|task: &AddTask| task.reminder))
                due
                on_choose=move |at| draft.edit(|task: &mut AddTask| task.reminder = at)
            /> })}
            {draft.may(Part::Assignee).then(|| view! { <AssigneeRow record draft /> })}
            {draft.may(Part::Notes).then(|| view! { <NotesRow
                field="notes"
                label="form_notes"
                value=read(|task| task.notes.clone())
                on_input=move |text| draft.edit(|task: &mut AddTask| task.notes = text)
                faults
            /> })}
        </FormShell>
    }
}

/// The people who get such a task each.
#[component]
fn EachRow(draft: Draft) -> impl IntoView {
    let live = live();
    let everybody = Memo::new(move |_| {
        draft.read(|task: &AddTask| {
            let everybody = task.everybody();
            everybody
                .map(|(id, name)| (id.clone(), name.to_owned()))
                .collect::<Vec<_>>()
        })
    });
    let remove = move |id: &RecordId, name: &str| {
        change_named(draft, |task| task.remove(id));
        live.say(text_with("compose_removed", &[name]));
        request_animation_frame(|| {
            focus("[data-field=who] :is(summary, input, button), [data-field=subject] input")
        });
    };
    let row = move |(id, name): (RecordId, String)| {
        let label = text_with("compose_remove", &[&name]);
        let shown = name.clone();
        view! {
            <li>
                <span class="grow">{shown}</span>
                <ToolButton label shape=Shape::Close on_press=move |()| remove(&id, &name) />
            </li>
        }
    };
    view! {
        <div class="form-row" data-field="who">
            <span class="row-label">{text("form_who")}</span>
            <details class="value">
                <summary>{move || counted("list_people", everybody.with(Vec::len))}</summary>
                <ul class="each-person">
                    <For each=move || everybody.get() key=Clone::clone children=row />
                </ul>
            </details>
        </div>
    }
}
