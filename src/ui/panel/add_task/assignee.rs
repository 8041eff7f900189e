//! The assignee of a task, by default the rep.

use leptos::prelude::*;

use crate::actions::{AddTask, Assignee};
use crate::panel::RecordView;
use crate::platform::{i18n::text_with, messages::ask};
use crate::protocol::FindUsers;
use crate::ui::{
    components::live,
    panel::form::{Draft, Finding, PickRow},
};

/// The row.
#[component]
pub fn AssigneeRow(
    /// The record, whose org's users can be chosen.
    record: RwSignal<RecordView>,
    /// The draft.
    draft: Draft,
) -> impl IntoView {
    let live = live();
    let me = Memo::new(move |_| {
        record.with(|record| text_with("task_assignee_me", &[&record.acting.name]))
    });
    // `None` is the rep.
    let name = move |user: &Option<Assignee>| {
        user.as_ref()
            .map_or_else(|| me.get(), |user| user.name.clone())
    };
    let chosen = Memo::new(move |_| draft.read(|task: &AddTask| task.assignee.clone()));
    let at_once = Callback::new(move |text: String| text.trim().is_empty().then(|| vec![None]));
    let find = Callback::new(move |text: String| {
        if text.trim().is_empty() {
            return None;
        }
        let record = record.with_untracked(|record| record.facts.record.clone());
        let finding: Finding<Option<Assignee>> = Box::pin(async move {
            let users = ask(FindUsers { record, text }).await?;
            Ok(users.into_iter().map(Some).collect())
        });
        Some(finding)
    });
    let choose = Callback::new(move |user: Option<Assignee>| {
        let name = untrack(|| name(&user));
        live.say(text_with("task_assigned_to", &[&name]));
        draft.edit(|task: &mut AddTask| task.assignee = user);
    });
    view! {
        <PickRow
            field="assignee"
            label="task_assignee"
            shown=Signal::derive(move || name(&chosen.get()))
            at_once
            find
            draw=Callback::new(move |user| untrack(|| name(&user)).into_any())
            on_choose=choose
        />
    }
}
