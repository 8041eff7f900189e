//! What the rep has opened and typed in the list of activities. It is kept in the panel's state, because the list
//! is drawn anew with each view of its record.

use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::{HashMap, HashSet};

use crate::base::{Fault, Millis, RecordRef};
use crate::insight::{ActivityDetail, TaskDetail, TaskField, TaskFields};
use crate::platform::messages::ask;
use crate::protocol::GetActivity;

/// The opened cards of the record in view; by the activity's id.
#[derive(Clone, Copy)]
pub struct History {
    /// Those that are open.
    open: RwSignal<HashSet<String>>,
    /// What Salesforce said of each.
    details: RwSignal<HashMap<String, Result<ActivityDetail, Fault>>>,
    /// The tasks that are being edited.
    edits: RwSignal<HashMap<String, TaskEdit>>,
    /// The tasks that the rep marked as done in an open card, with the status that they had.
    done: RwSignal<HashMap<String, String>>,
    /// Those that Salesforce is being asked for.
    asked: StoredValue<HashSet<String>>,
}

/// A task that is being edited.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskEdit {
    /// The state that it is written on.
    pub seen: Option<Millis>,
    /// The task's fields in that state.
    pub before: TaskFields,
    /// As the rep has left them.
    pub after: TaskFields,
    /// Somebody changed the task while the rep was editing it; of these fields both say something else.
    pub conflict: Option<Vec<TaskField>>,
}

impl TaskEdit {
    fn of(task: &TaskDetail) -> Self {
        Self {
            seen: task.changed,
            before: task.fields.clone(),
            after: task.fields.clone(),
            conflict: None,
        }
    }

    /// Goes on with what somebody else has left; nothing that the rep typed is lost.
    pub fn meet(&mut self, task: &TaskDetail) {
        let (after, both) = self.after.on_top_of(&self.before, &task.fields);
        *self = Self {
            after,
            conflict: Some(both),
            ..Self::of(task)
        };
    }
}

impl History {
    /// Nothing is open.
    pub fn new() -> Self {
        Self {
            open: RwSignal::new(HashSet::new()),
            details: RwSignal::new(HashMap::new()),
            edits: RwSignal::new(HashMap::new()),
            done: RwSignal::new(HashMap::new()),
            asked: StoredValue::new(HashSet::new()),
        }
    }

    /// Whether a card is open; follows it.
    pub fn is_open(self, id: &str) -> bool {
        self.open.with(|open| open.contains(id))
    }

    /// Opens a card, or closes it.
    pub fn toggle(self, id: &str) {
        let closed = self.open.try_update(|open| {
            let closed = open.remove(id);
            if !closed {
                open.insert(id.to_owned());
            }
            closed
        });
        if closed == Some(true) {
            self.done.update(|done| {
                done.remove(id);
            });
        }
    }

    /// What Salesforce says of an activity, once it has answered; follows it.
    pub fn detail(self, id: &str) -> Option<Result<ActivityDetail, Fault>> {
        self.details.with(|details| details.get(id).cloned())
    }

    /// Keeps what a change of the activity was answered.
    pub fn put(self, id: &str, detail: ActivityDetail) {
        self.details.update(|details| {
            let detail = match details.get(id) {
                Some(Ok(before)) => detail.named_as(before),
                _ => detail,
            };
            details.insert(id.to_owned(), Ok(detail));
        });
    }

    /// Asks Salesforce for an activity, unless its answer is there or on its way.
    pub fn load(self, record: RecordRef, id: &str) {
        let known = self
            .details
            .with_untracked(|details| matches!(details.get(id), Some(Ok(_))));
        let first = self
            .asked
            .try_update_value(|asked| asked.insert(id.to_owned()));
        if known || first != Some(true) {
            return;
        }
        self.details.update(|details| {
            details.remove(id);
        });
        let id = id.to_owned();
        spawn_local(async move {
            let request = GetActivity {
                record,
                id: id.clone(),
            };
            let answer = ask(request).await;
            self.asked.try_update_value(|asked| asked.remove(&id));
            self.details
                .try_update(|details| details.insert(id, answer));
        });
    }

    /// The record was read again: a card that is not open is asked for anew when it is opened.
    pub fn renewed(self) {
        let open = self.open.get_untracked();
        let closed = |details: &HashMap<String, _>| details.keys().any(|id| !open.contains(id));
        if self.details.with_untracked(closed) {
            self.details
                .update(|details| details.retain(|id, _| open.contains(id)));
        }
    }

    /// Another record is in view. What is being edited is found again on its own record.
    pub fn left(self) {
        let edits = self.edits.get_untracked();
        self.open.set(edits.into_keys().collect());
        self.details.set(HashMap::new());
        self.done.set(HashMap::new());
    }

    /// The edit of a task; follows it.
    pub fn edit(self, id: &str) -> Option<TaskEdit> {
        self.edits.with(|edits| edits.get(id).cloned())
    }

    /// Begins to edit a task.
    pub fn begin_edit(self, id: &str, task: &TaskDetail) {
        self.edits.update(|edits| {
            edits.insert(id.to_owned(), TaskEdit::of(task));
        });
    }

    /// Changes an edit.
    pub fn change_edit(self, id: &str, change: impl FnOnce(&mut TaskEdit)) {
        self.edits.update(|edits| {
            if let Some(edit) = edits.get_mut(id) {
                change(edit);
            }
        });
    }

    /// Ends an edit.
    pub fn end_edit(self, id: &str) {
        self.edits.update(|edits| {
            edits.remove(id);
        });
    }

    /// The status that a task had before the rep marked it as done in its open card; follows it.
    pub fn status_before(self, id: &str) -> Option<String> {
        self.done.with(|done| done.get(id).cloned())
    }

    /// The tasks that the rep marked as done in an open card; follows it.
    pub fn with_done<T>(self, then: impl FnOnce(&HashMap<String, String>) -> T) -> T {
        self.done.with(then)
    }

    /// The rep marked a task as done; with the status that it had. `None` when that is undone.
    pub fn note_done(self, id: &str, before: Option<String>) {
        self.done.update(|done| {
            match before {
                Some(before) => done.insert(id.to_owned(), before),
                None => done.remove(id),
            };
        });
    }
}
