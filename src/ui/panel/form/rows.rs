//! The rows of a form: a label at the left, a native control, the faults below it.

use leptos::prelude::*;

use super::faults::{Faults, FaultsAt};
use crate::platform::i18n::text;

/// A field of one line: text, a number, a date, a moment.
#[component]
pub fn InputRow(
    /// Its name in the form.
    field: &'static str,
    /// The locale key of its label.
    label: &'static str,
    /// The `type` of the input.
    #[prop(default = "text")]
    kind: &'static str,
    /// What it shows.
    value: Signal<String>,
    /// What was entered.
    #[prop(into)]
    on_input: Callback<String>,
    /// The faults of the form.
    faults: Faults,
    /// Suggested values.
    #[prop(optional, into)]
    suggestions: Option<Signal<Vec<String>>>,
    /// The greatest number or the last day.
    #[prop(optional)]
    max: Option<&'static str>,
    /// Content at the right of the control.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let own = faults.at(field);
    let (id, list) = (id_of(field), format!("{}-list", id_of(field)));
    let faults_id = format!("{id}-faults");
    view! {
        <div class="form-row" data-field=field>
            <label for=id.clone()>{text(label)}</label>
            <input
                id=id
                class=kind
                type=kind
                autocomplete="off"
                min=(kind == "number").then_some("0")
                max=max
                list=suggestions.is_some().then(|| list.clone())
                prop:value=value
                aria-invalid=move || (!own.with(Vec::is_empty)).then_some("true")
                aria-describedby=faults_id.clone()
                on:input=move |event| on_input.run(event_target_value(&event))
            />
            {children.map(|children| view! { <div class="row-end">{children()}</div> })}
            {suggestions
                .map(|suggestions| {
                    let options = move || {
                        suggestions.get().into_iter().map(|value| view! { <option value=value></option> }).collect_view()
                    };
                    view! { <datalist id=list>{options}</datalist> }
                })}
            <FaultsAt faults=own id=faults_id />
        </div>
    }
}

/// One of a few, from a native list.
#[component]
pub fn SelectRow(
    /// Its name in the form.
    field: &'static str,
    /// The locale key of its label.
    label: &'static str,
    /// The options: value and label.
    options: Signal<Vec<(String, String)>>,
    /// The value.
    value: Signal<String>,
    /// What was chosen.
    #[prop(into)]
    on_choose: Callback<String>,
    /// Content below the control.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let id = id_of(field);
    let option = move |(own, words): (String, String)| {
        let selected = {
            let own = own.clone();
            move || value.with(|value| *value == own)
        };
        view! {
            <option value=own prop:selected=selected>
                {words}
            </option>
        }
    };
    view! {
        <div class="form-row" data-field=field>
            <label for=id.clone()>{text(label)}</label>
            <select id=id on:change=move |event| on_choose.run(event_target_value(&event))>
                {move || options.get().into_iter().map(option).collect_view()}
            </select>
            {children.map(|children| view! { <div class="row-below">{children()}</div> })}
        </div>
    }
}

/// One of very few, all in sight: native radio buttons in one line.
#[component]
pub fn SegmentRow(
    /// Its name in the form.
    field: &'static str,
    /// The locale key of its label.
    label: &'static str,
    /// The locale keys of the options.
    options: Vec<&'static str>,
    /// The index of the chosen option.
    value: Signal<usize>,
    /// Called with the index of the chosen option.
    #[prop(into)]
    on_choose: Callback<usize>,
    /// Whether the label is only read, because the options speak for themselves.
    #[prop(optional)]
    bare: bool,
) -> impl IntoView {
    let id = format!("{}-label", id_of(field));
    let labelled_by = id.clone();
    let segment = move |(at, words): (usize, &'static str)| {
        view! {
            <label class="segment">
                <input
                    type="radio"
                    name=field
                    prop:checked=move || value.get() == at
                    on:change=move |_| on_choose.run(at)
                />
                <span>{text(words)}</span>
            </label>
        }
    };
    view! {
        <div class="form-row" data-field=field role="radiogroup" aria-labelledby=labelled_by>
            <span class=if bare { "hidden-text" } else { "row-label" } id=id>
                {text(label)}
            </span>
            <div class="segments">{options.into_iter().enumerate().map(segment).collect_view()}</div>
        </div>
    }
}

/// Several lines of plain text.
#[component]
pub fn NotesRow(
    /// Its name in the form.
    field: &'static str,
    /// The locale key of its label.
    label: &'static str,
    /// What it shows.
    value: Signal<String>,
    /// What was entered.
    #[prop(into)]
    on_input: Callback<String>,
    /// The faults of the form.
    faults: Faults,
) -> impl IntoView {
    let own = faults.at(field);
    let id = id_of(field);
    let faults_id = format!("{id}-faults");
    view! {
        <div class="form-row notes-row" data-field=field>
            <label for=id.clone()>{text(label)}</label>
            <textarea
                id=id
                rows="5"
                prop:value=value
                aria-invalid=move || (!own.with(Vec::is_empty)).then_some("true")
                aria-describedby=faults_id.clone()
                on:input=move |event| on_input.run(event_target_value(&event))
            ></textarea>
            <FaultsAt faults=own id=faults_id />
        </div>
    }
}

/// The id of a field's control.
pub fn id_of(field: &str) -> String {
    format!("form-{}", field.replace(['.', '_'], "-"))
}
