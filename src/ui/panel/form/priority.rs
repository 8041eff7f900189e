//! Priority, from the org's picklist.

use leptos::prelude::*;

use super::draft::Draft;
use super::rows::SelectRow;
use crate::actions::Part;

/// The row.
#[component]
pub fn PriorityRow(
    /// Its name in the form.
    field: &'static str,
    /// The draft, with the org's choices.
    draft: Draft,
    /// The value.
    value: Signal<String>,
    /// What was chosen.
    #[prop(into)]
    on_choose: Callback<String>,
) -> impl IntoView {
    let offered = draft.choices.with_value(|choices| {
        let shown = |value: &String| (value.clone(), choices.shown(value).to_owned());
        choices.priorities.iter().map(shown).collect::<Vec<_>>()
    });
    // A value that the org has removed since the draft was stored stays visible.
    let options = Signal::derive(move || {
        let mut options = offered.clone();
        let now = value.get();
        if !options.iter().any(|(own, _)| *own == now) {
            options.insert(0, (now.clone(), now));
        }
        options
    });
    let may = draft.may(Part::Priority);
    may.then(|| view! { <SelectRow field label="form_priority" options value on_choose /> })
}
