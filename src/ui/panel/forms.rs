//! The form of each action.

use leptos::prelude::*;

use super::add_task::{self, AddTaskForm};
use super::add_to_campaign::AddToCampaignForm;
use super::compose::Compose;
use super::form::Draft;
use super::log_call::{self, LogCallForm};
use crate::actions::Form;
use crate::base::ActionKind;
use crate::panel::RecordView;

/// The form of an action.
pub const fn form(action: ActionKind) -> fn(RwSignal<RecordView>, Draft) -> AnyView {
    match action {
        ActionKind::SendEmail => |record, draft| view! { <Compose record draft /> }.into_any(),
        ActionKind::LogCall => |record, draft| view! { <LogCallForm record draft /> }.into_any(),
        ActionKind::AddTask => |record, draft| view! { <AddTaskForm record draft /> }.into_any(),
        ActionKind::AddToCampaign => {
            |record, draft| view! { <AddToCampaignForm record draft /> }.into_any()
        }
    }
}

/// Puts the person's name into the subject of a fresh form.
pub fn name_person(form: &mut Form) {
    match form {
        Form::SendEmail(_) | Form::AddToCampaign(_) => {}
        Form::LogCall(call) => {
            let name = call.who_name.clone();
            log_call::name_person(call, None, name.as_deref());
        }
        Form::AddTask(task) => {
            add_task::name_person(task, None);
        }
    }
}
