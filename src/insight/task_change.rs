//! Changing a task in its card: done, open again, or edited. One call of Salesforce writes it, and reads it and the record
//! in view again.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::detail::{ActivityDetail, TaskField, TaskFields, detail, fields, is_task};
use super::{ActivityError, Insight};
use crate::base::{Fault, Millis, RecordRef, Related, json};
use crate::mailbox::one_line;
use crate::ports::Platform;
use crate::salesforce::{Composite, Purpose, Schema};

/// What is to be changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskChange {
    /// It is done.
    Done,
    /// It is open again, with the status that it had.
    Open {
        /// A value of the org's picklist.
        status: String,
    },
    /// Its fields were edited.
    Edit {
        /// [`TaskDetail::changed`](super::TaskDetail::changed) of what the rep saw.
        seen: Option<Millis>,
        /// The fields as the rep saw them.
        before: TaskFields,
        /// The fields as the rep left them; only what differs is written.
        after: TaskFields,
    },
    /// It is deleted, once the time for Undo is over.
    Delete {
        /// [`TaskDetail::changed`](super::TaskDetail::changed) of what the rep saw.
        seen: Option<Millis>,
    },
}

/// The result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskChanged {
    /// It is written; the task as it is now.
    Saved(Box<ActivityDetail>),
    /// Nothing was written: somebody has changed it since. The task as it is now.
    Conflict(Box<ActivityDetail>),
    /// It is deleted.
    Deleted,
    /// The rep took the deletion back in time.
    Kept,
}

impl TaskChange {
    /// Whether the task is done by it, or open again; `None` where it stays as it is.
    #[must_use]
    pub const fn closes(&self) -> Option<bool> {
        match self {
            Self::Done | Self::Delete { .. } => Some(true),
            Self::Open { .. } => Some(false),
            Self::Edit { .. } => None,
        }
    }
}

impl TaskFields {
    /// The rep's edit of `before`, on top of what Salesforce has now: what the rep did not touch is taken from
    /// there. With the fields that both have changed.
    #[must_use]
    pub fn on_top_of(&self, before: &Self, now: &Self) -> (Self, Vec<TaskField>) {
        let touched = self.changed_from(before);
        let theirs = now.changed_from(before);
        let mut merged = now.clone();
        for field in &touched {
            match field {
                TaskField::Subject => merged.subject.clone_from(&self.subject),
                TaskField::Due => merged.due = self.due,
                TaskField::Priority => merged.priority.clone_from(&self.priority),
                TaskField::Notes => merged.notes.clone_from(&self.notes),
                TaskField::Status => {}
            }
        }
        let differs = merged.changed_from(now);
        let both = touched.into_iter();
        let both = both.filter(|field| theirs.contains(field) && differs.contains(field));
        (merged, both.collect())
    }

    /// The fields that differ from `before`.
    #[must_use]
    pub fn changed_from(&self, before: &Self) -> Vec<TaskField> {
        let changed = [
            (TaskField::Subject, self.subject != before.subject),
            (TaskField::Due, self.due != before.due),
            (TaskField::Priority, self.priority != before.priority),
            (TaskField::Notes, self.notes != before.notes),
        ];
        let changed = changed.into_iter().filter(|(_, changed)| *changed);
        changed.map(|(field, _)| field).collect()
    }

    fn value(&self, field: TaskField) -> Value {
        match field {
            TaskField::Subject => one_line(&self.subject).into(),
            TaskField::Due => self.due.map(String::from).into(),
            TaskField::Priority => self.priority.as_str().into(),
            TaskField::Notes => self.notes.trim().into(),
            TaskField::Status => Value::Null,
        }
    }
}

impl TaskChange {
    /// The fields to write, and the state that they may be written on; any, where none is given.
    fn written(&self, schema: &Schema) -> (Map<String, Value>, Option<Millis>) {
        let status = |status: &str| {
            let name = TaskField::Status.api_name().to_owned();
            json::object([(name, status.into())])
        };
        match self {
            Self::Done => (status(schema.closed_status()), None),
            Self::Open { status: before } => (status(before), None),
            Self::Edit {
                seen,
                before,
                after,
            } => {
                let changed = after.changed_from(before).into_iter();
                let fields = changed.map(|field| (field.api_name().to_owned(), after.value(field)));
                (json::object(fields), *seen)
            }
            // Not written: [`Insight::delete_task`] does it.
            Self::Delete { seen } => (Map::new(), *seen),
        }
    }
}

impl<P: Platform + 'static> Insight<P> {
    /// Changes a task that the cached view of `record` lists. The views of all records that it is linked to are to be
    /// read again, whether or not the answer arrives.
    ///
    /// # Errors
    /// [`ActivityError`], and where Salesforce refuses or could not be asked.
    pub async fn change_task(
        &self,
        record: &RecordRef,
        id: &str,
        change: &TaskChange,
    ) -> Result<TaskChanged, Fault> {
        const CHANGE: &str = "change";
        if let TaskChange::Delete { seen } = change {
            return self.delete_task(record, id, *seen).await;
        }
        let id = self.listed(record, id).await?;
        if !is_task(&id) {
            return Err(ActivityError::Gone.into());
        }
        let (rest, schema, _) = self.query_context(&record.org).await?;
        let rest = rest.counted_as(Purpose::Activity);
        let (changed, seen) = change.written(&schema);
        let first = Composite::separate();
        let task = id.as_str();
        let first = match seen {
            Some(seen) => first.update_unless_changed(CHANGE, "Task", task, changed, seen),
            None => first.update(CHANGE, "Task", task, changed),
        };
        let both = fields(first, &id)?;
        let reply = self.write(&rest, record, &schema, &both).await;
        self.outdate(record).await?;
        let reply = reply?;
        let conflict = reply.was_changed(CHANGE);
        if !conflict {
            let mut refused = reply.refused();
            if let Some((_, error)) = refused.find(|(reference, _)| *reference == CHANGE) {
                return Err(error.into());
            }
        }
        let now = detail(&reply, &id, &schema)?;
        for linked in [&now.who, &now.what].into_iter().flatten() {
            self.outdate_linked(record, linked).await?;
        }
        let now = Box::new(now);
        Ok(match conflict {
            true => TaskChanged::Conflict(now),
            false => TaskChanged::Saved(now),
        })
    }

    async fn outdate_linked(&self, record: &RecordRef, linked: &Related) -> Result<(), Fault> {
        match record.beside(&linked.id).filter(|other| other != record) {
            Some(other) => self.outdate(&other).await,
            None => Ok(()),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::base::Day;
    use proptest::prelude::*;

    fn fields() -> impl Strategy<Value = TaskFields> {
        let due = prop_oneof![
            Just(None),
            Just(Day::parse("2026-11-22").ok()),
            Just(Day::parse("2026-11-23").ok())
        ];
        ("[ab]", due, "[ab]", "[ab]").prop_map(|(subject, due, priority, notes)| TaskFields {
            subject,
            due,
            priority,
            notes,
        })
    }

    proptest! {
        #[test]
        fn what_the_rep_typed_stays_and_what_they_left_is_as_salesforce_has_it(
            before in fields(), after in fields(), now in fields()
        ) {
            let (merged, both) = after.on_top_of(&before, &now);
            let typed = after.changed_from(&before);
            for field in typed.iter().copied() {
                prop_assert_eq!(merged.value(field), after.value(field));
            }
            for field in merged.changed_from(&now) {
                prop_assert!(typed.contains(&field), "nothing else is written over theirs");
            }
            for field in both {
                prop_assert!(now.changed_from(&before).contains(&field));
                prop_assert_ne!(merged.value(field), now.value(field));
            }
        }
    }
}
