//! The task of a sales campaign's step, which is marked as done in the call that logs the email or call that does it.

use serde::de::IgnoredAny;

use crate::base::{RecordId, json};
use crate::salesforce::{Cause, Composite, CompositeReply, RestError, Schema};

/// Its reference in the composite.
const STEP_TASK: &str = "stepTask";

/// Adds to a composite that the task is marked as done, where there is one.
#[must_use]
pub fn close(composite: Composite, task: Option<&RecordId>, schema: &Schema) -> Composite {
    let Some(task) = task else {
        return composite;
    };
    let done = json::object([("Status".to_owned(), schema.closed_status().into())]);
    composite.update(STEP_TASK, "Task", task.as_str(), done)
}

/// Whether the task is done by now.
#[must_use]
pub fn is_closed(reply: &CompositeReply) -> bool {
    reply.part::<IgnoredAny>(STEP_TASK).is_ok()
}

/// Whether a step of a composite is the one that marks the task.
#[must_use]
pub fn is(part: &str) -> bool {
    part == STEP_TASK
}

/// Whether a step of a composite was refused because somebody has deleted the task: nothing is left to do then.
#[must_use]
pub fn is_gone(part: &str, error: &RestError) -> bool {
    is(part) && error.cause() == Some(Cause::RecordDeleted)
}
