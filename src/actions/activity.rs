//! The activities that actions write on a record: a call that was made, a task to be done.

use serde::{Deserialize, Serialize};

use crate::base::{Day, Millis, RecordId, Related};

/// The most contacts beside the first: Shared Activities takes fifty in all.
pub const MOST_ALSO: usize = 49;

/// An activity to be written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NewActivity {
    /// A call that was made.
    Call(NewCall),
    /// Something to be done.
    Task(NewTask),
    /// An answer that came.
    Reply(NewReply),
}

impl NewActivity {
    /// The lead or contact.
    #[must_use]
    pub const fn who(&self) -> Option<&RecordId> {
        match self {
            Self::Call(call) => call.who.as_ref(),
            Self::Task(task) => task.who.as_ref(),
            Self::Reply(reply) => reply.who.as_ref(),
        }
    }

    /// Everybody whom it is with, the lead or contact first.
    pub fn people(&self) -> impl Iterator<Item = &RecordId> {
        let also: &[RecordId] = match self {
            Self::Call(call) => &call.also,
            Self::Task(task) => &task.also,
            Self::Reply(_) => &[],
        };
        self.who().into_iter().chain(also)
    }

    /// The opportunity that it is about.
    #[must_use]
    pub const fn about(&self) -> Option<&RecordId> {
        match self {
            Self::Call(call) => call.about.as_ref(),
            Self::Task(task) => task.about.as_ref(),
            Self::Reply(reply) => reply.about.as_ref(),
        }
    }
}

/// A call that was made; the fields as in [`crate::actions::LogCall`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "those of the form")]
pub struct NewCall {
    pub who: Option<RecordId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<RecordId>,
    pub about: Option<RecordId>,
    pub subject: String,
    pub outcome: String,
    pub direction: CallDirection,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    pub minutes: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<u32>,
    pub notes: String,
    pub on: Day,
}

/// The ids of records.
pub(super) fn ids(of: &[Related]) -> Vec<RecordId> {
    of.iter().map(|one| one.id.clone()).collect()
}

/// Something to be done; the fields as in [`crate::actions::AddTask`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "those of the form")]
pub struct NewTask {
    pub who: Option<RecordId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<RecordId>,
    pub about: Option<RecordId>,
    pub kind: TaskKind,
    pub subject: String,
    pub due: Option<Day>,
    pub priority: String,
    pub reminder: Option<Millis>,
    pub assignee: Option<RecordId>,
    pub notes: String,
}

/// An answer to a mail of the rep's. Its text stays in the mailbox.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewReply {
    /// The lead or contact that answered.
    pub who: Option<RecordId>,
    /// The opportunity that it is about.
    pub about: Option<RecordId>,
    /// Its subject.
    pub subject: String,
    /// The day on which it came.
    pub on: Day,
}

/// Marketo Sales' kinds of task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names are the product's")]
pub enum TaskKind {
    Email,
    Call,
    InMail,
    Custom,
}

impl TaskKind {
    /// All of them, in the order of the form.
    pub const ALL: &'static [Self] = &[Self::Email, Self::Call, Self::InMail, Self::Custom];

    /// The value of `Task.TaskSubtype` that says it, where the org has it.
    #[must_use]
    pub const fn subtype(self) -> &'static str {
        match self {
            Self::Email => "Email",
            Self::Call => "Call",
            Self::InMail => "LinkedIn",
            Self::Custom => "Task",
        }
    }
}

/// Who called whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CallDirection {
    /// The rep called.
    Outbound,
    /// The rep was called.
    Inbound,
}

impl CallDirection {
    /// The value of `Task.CallType`.
    #[must_use]
    pub const fn call_type(self) -> &'static str {
        match self {
            Self::Outbound => "Outbound",
            Self::Inbound => "Inbound",
        }
    }
}
