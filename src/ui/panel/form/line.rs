//! One line of a form: a label and what is typed beside it.

use leptos::prelude::*;

use super::faults::{Faults, FaultsAt};

/// The line.
#[component]
pub fn Line(
    /// The field's name in the form.
    field: &'static str,
    /// The type of the input.
    #[prop(default = "text")]
    kind: &'static str,
    /// Its words.
    label: String,
    /// The faults of the form.
    faults: Faults,
    /// What the field holds.
    #[prop(into)]
    value: Signal<String>,
    /// Takes what was typed.
    #[prop(into)]
    on_change: Callback<String>,
) -> impl IntoView {
    let at_fault = faults.at(field);
    let faults_id: &'static str = match field {
        "subject" => "subject-faults",
        "notes" => "notes-faults",
        "outcome" => "outcome-faults",
        "minutes" => "minutes-faults",
        _ => "day-faults",
    };
    view! {
        <div class="form-row" data-field=field>
            <label for=format!("form-{field}")>{label}</label>
            <input
                id=format!("form-{field}")
                name=field
                type=kind
                autocomplete="off"
                prop:value=value
                aria-invalid=move || (!at_fault.with(Vec::is_empty)).then_some("true")
                aria-describedby=faults_id
                on:input=move |event| on_change.run(event_target_value(&event))
            />
            <FaultsAt faults=at_fault id=faults_id />
        </div>
    }
}
