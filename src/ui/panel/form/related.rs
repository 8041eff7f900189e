//! *Related to*: the open opportunity that a mail, call or task with a contact is about.

use leptos::prelude::*;

use super::rows::SelectRow;
use crate::base::Related;
use crate::panel::RecordView;
use crate::platform::i18n::text;

/// The row; none where there is no opportunity to choose.
#[component]
pub fn RelatedRow(
    /// The record in view.
    record: RwSignal<RecordView>,
    /// What is chosen.
    value: Signal<Option<Related>>,
    /// What was chosen.
    #[prop(into)]
    on_choose: Callback<Option<Related>>,
) -> impl IntoView {
    // The chosen one stays in the list even if it was closed meanwhile.
    let offered = Memo::new(move |_| {
        let mut all = record.with(|record| record.facts.opportunities.clone());
        if let Some(chosen) = value.get()
            && !all.iter().any(|one| one.id == chosen.id)
        {
            all.push(chosen);
        }
        all
    });
    let some = Memo::new(move |_| !offered.with(Vec::is_empty));
    let options = Signal::derive(move || {
        let none = (String::new(), text("form_none"));
        let all = offered.get().into_iter();
        let all = all.map(|one| (one.id.to_string(), one.name));
        [none].into_iter().chain(all).collect::<Vec<_>>()
    });
    let chosen = Signal::derive(move || {
        let chosen = value.get();
        chosen.map(|one| one.id.to_string()).unwrap_or_default()
    });
    let choose = Callback::new(move |id: String| {
        let all = offered.get_untracked();
        on_choose.run(all.into_iter().find(|one| one.id.to_string() == id));
    });
    view! {
        <Show when=move || some.get()>
            <SelectRow
                field="about"
                label="form_related"
                options
                value=chosen
                on_choose=move |id| choose.run(id)
            />
        </Show>
    }
}
