//! The form Add Task.

mod assignee;

use leptos::prelude::*;

use self::assignee::AssigneeRow;
use super::form::{
    AlsoRow, Chosen, Draft, DueRow, Faults, FormShell, InputRow, NotesRow, PriorityRow,
    ReminderRow, SegmentRow, WhoRow,
};
use crate::actions::{AddTask, Part, TaskKind};
use crate::panel::RecordView;
use crate::platform::i18n::{counted, text, text_with};

/// The fields, in their order on the form.
const FIELDS: &[&str] = &[
    "who", "kind", "subject", "due", "priority", "reminder", "assignee", "notes",
];

/// Puts the person's name into the subject, unless the rep wrote their own.
pub fn name_person(task: &mut AddTask, before: Option<&str>, name: Option<&str>) {
    let ours = subject_of(task.kind, before);
    if task.subject.is_empty() || ours == task.subject {
        task.subject = subject_of(task.kind, name);
    }
}

/// Changes the kind of task, and the subject unless the rep wrote their own.
fn choose_kind(task: &mut AddTask, kind: TaskKind, name: Option<&str>) {
    let ours = subject_of(task.kind, name);
    if task.subject.is_empty() || ours == task.subject {
        task.subject = subject_of(kind, name);
    }
    task.kind = kind;
}

fn subject_of(kind: TaskKind, name: Option<&str>) -> String {
    name.map_or_else(String::new, |name| {
        text_with(&format!("task_subject_{}", key(kind)), &[name])
    })
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
    let several = draft.read_now(|task: &AddTask| !task.others.is_empty());
    let name = move || {
        draft
            .read_now(|task: &AddTask| task.who_name.clone())
            .filter(|_| !several)
    };
    view! {
        <FormShell record draft faults verb="task_add" first="subject" select_first=true>
            {several.then(|| view! { <EachRow draft /> })}
            {(!several).then(|| view! { <WhoRow
                record
                value=Signal::derive(move || draft.read(|task: &AddTask| task.who.clone()))
                name=Signal::derive(move || draft.read(|task: &AddTask| task.who_name.clone()))
                on_choose=move |(who, before, name): Chosen| {
                    draft
                        .edit(|task: &mut AddTask| {
                            task.who = who;
                            name_person(task, before.as_deref(), name.as_deref());
                            task.who_name = name;
                        });
                }
            /> })}
            {(!several).then(|| view! { <AlsoRow
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
                        let name = name();
                        draft.edit(|task: &mut AddTask| choose_kind(task, *kind, name.as_deref()));
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
    let names = draft.read_now(|task: &AddTask| {
        let others = task.others.iter().map(|other| other.name.clone());
        let names = task.who_name.clone().into_iter().chain(others);
        names.collect::<Vec<_>>()
    });
    let count = names.len();
    let names = names.into_iter().map(|name| view! { <li>{name}</li> });
    view! {
        <div class="form-row" data-field="who">
            <span class="row-label">{text("form_who")}</span>
            <details class="value">
                <summary>{counted("list_people", count)}</summary>
                <ul>{names.collect_view()}</ul>
            </details>
        </div>
    }
}
