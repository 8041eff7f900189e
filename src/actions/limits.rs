//! What of a form the rep may not write in Salesforce, as describe says it: told before the work is done.

use serde::{Deserialize, Serialize};

use crate::base::ActionKind;
use crate::salesforce::{CALL_OUTCOME_FIELD, Schema};

/// A part of a form that becomes a field of a Task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The opportunity; of a mail, too.
    About,
    /// Whose task it is.
    Assignee,
    /// Who called whom.
    Direction,
    /// The day of a call, or on which a task is due.
    Day,
    /// How long a call took.
    Minutes,
    /// Comments.
    Notes,
    /// How a call ended.
    Outcome,
    /// The priority of a task.
    Priority,
    /// When Salesforce reminds of it.
    Reminder,
}

impl Part {
    /// Those that the form of an action has.
    #[must_use]
    pub const fn of(action: ActionKind) -> &'static [Self] {
        match action {
            ActionKind::AddToCampaign => &[],
            ActionKind::SendEmail => &[Self::About],
            ActionKind::LogCall => &[
                Self::Outcome,
                Self::Direction,
                Self::Minutes,
                Self::Day,
                Self::Notes,
                Self::About,
            ],
            ActionKind::AddTask => &[
                Self::Day,
                Self::Priority,
                Self::Reminder,
                Self::Assignee,
                Self::Notes,
                Self::About,
            ],
        }
    }

    /// Whether the rep may write it.
    fn is_writable(self, schema: &Schema) -> bool {
        let task = |field| schema.task.can_set(field);
        match self {
            Self::About => {
                let of_mails = schema.email_log();
                task("WhatId") || of_mails.is_some_and(|email| email.can_set("RelatedToId"))
            }
            Self::Assignee => task("OwnerId"),
            Self::Direction => task("CallType"),
            Self::Day => task("ActivityDate"),
            Self::Minutes => task("CallDurationInSeconds"),
            Self::Notes => task("Description"),
            Self::Outcome => task("CallDisposition") || task(CALL_OUTCOME_FIELD),
            Self::Priority => task("Priority"),
            Self::Reminder => task("ReminderDateTime"),
        }
    }
}

/// What the rep may not write.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Limits {
    /// The rep may make no tasks, and so neither log a call nor add a task.
    pub no_tasks: bool,
    /// Nor can a mail be logged, by which it would be on its record.
    pub no_mails: bool,
    /// The parts that are not written.
    pub barred: Vec<Part>,
    /// The labels of fields without which the org takes no task, and which no form has.
    pub required: Vec<String>,
}

impl Limits {
    /// The limits of the rep in an org.
    #[must_use]
    pub fn of(schema: &Schema) -> Self {
        let mut barred = Vec::new();
        for action in ActionKind::ALL {
            let parts = Part::of(*action).iter().copied();
            let parts = parts.filter(|part| !part.is_writable(schema));
            for part in parts {
                if !barred.contains(&part) {
                    barred.push(part);
                }
            }
        }
        let no_tasks = !schema.task.createable;
        Self {
            no_tasks,
            no_mails: no_tasks && schema.email_log().is_none(),
            barred,
            required: schema.task.required().to_vec(),
        }
    }

    /// Whether a part is not written.
    #[must_use]
    pub fn bars(&self, part: Part) -> bool {
        self.barred.contains(&part)
    }
}
