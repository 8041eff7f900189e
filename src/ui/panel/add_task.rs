//! Add Task: subject, when it is due, notes.

use leptos::prelude::*;

use super::form::{Draft, Faults, FormShell, Line};
use crate::actions::AddTask;
use crate::insight::RecordView;
use crate::platform::i18n::text;
use crate::salesforce::Day;

/// The fields in the order in which they stand.
const FIELDS: &[&str] = &["subject", "due", "notes"];

/// The form.
#[component]
pub fn TaskForm(
    /// The record in view.
    record: RwSignal<RecordView>,
    /// The draft.
    draft: Draft,
) -> impl IntoView {
    let faults = Faults::of(draft.form, FIELDS);
    view! {
        <FormShell record draft faults verb="task_add" first="subject">
            <Line
                field="subject"
                label=text("form_subject")
                faults
                value=move || draft.read(|form: &AddTask| form.subject.clone())
                on_change=move |value| draft.edit(|form: &mut AddTask| form.subject = value)
            />
            <Line
                field="due"
                kind="date"
                label=text("form_due")
                faults
                value=move || {
                    draft.read(|form: &AddTask| form.due.map(String::from).unwrap_or_default())
                }
                on_change=move |value: String| {
                    draft.edit(|form: &mut AddTask| form.due = Day::parse(&value).ok());
                }
            />
            <Line
                field="notes"
                label=text("form_notes")
                faults
                value=move || draft.read(|form: &AddTask| form.notes.clone())
                on_change=move |value| draft.edit(|form: &mut AddTask| form.notes = value)
            />
        </FormShell>
    }
}
