//! Log a Call: subject, day, how it ended, how long it took, notes.

use leptos::prelude::*;

use super::form::{Draft, Faults, FormShell, Line};
use crate::actions::LogCall;
use crate::insight::RecordView;
use crate::platform::i18n::text;
use crate::salesforce::Day;

/// The fields in the order in which they stand.
const FIELDS: &[&str] = &["subject", "on", "outcome", "minutes", "notes"];

/// The form.
#[component]
pub fn CallForm(
    /// The record in view.
    record: RwSignal<RecordView>,
    /// The draft.
    draft: Draft,
) -> impl IntoView {
    let faults = Faults::of(draft.form, FIELDS);
    view! {
        <FormShell record draft faults verb="call_log" first="outcome">
            <Line
                field="subject"
                label=text("form_subject")
                faults
                value=move || draft.read(|form: &LogCall| form.subject.clone())
                on_change=move |value| draft.edit(|form: &mut LogCall| form.subject = value)
            />
            <Line
                field="on"
                kind="date"
                label=text("call_on")
                faults
                value=move || draft.read(|form: &LogCall| form.on.to_string())
                on_change=move |value: String| {
                    if let Ok(day) = Day::parse(&value) {
                        draft.edit(|form: &mut LogCall| form.on = day);
                    }
                }
            />
            <Line
                field="outcome"
                label=text("call_outcome")
                faults
                value=move || draft.read(|form: &LogCall| form.outcome.clone())
                on_change=move |value| draft.edit(|form: &mut LogCall| form.outcome = value)
            />
            <Line
                field="minutes"
                kind="number"
                label=text("call_minutes")
                faults
                value=move || {
                    draft.read(|form: &LogCall| form.minutes.map(|n| n.to_string()).unwrap_or_default())
                }
                on_change=move |value: String| {
                    draft.edit(|form: &mut LogCall| form.minutes = value.parse().ok());
                }
            />
            <Line
                field="notes"
                label=text("form_notes")
                faults
                value=move || draft.read(|form: &LogCall| form.notes.clone())
                on_change=move |value| draft.edit(|form: &mut LogCall| form.notes = value)
            />
        </FormShell>
    }
}
