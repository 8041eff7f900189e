//! What a card shows of an activity.

use serde::{Deserialize, Serialize};

use crate::base::{Day, Fault, Millis, Move, Related};
use crate::insight::When;

/// Why an activity is not shown, besides errors of Salesforce.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ActivityError {
    /// The list of its record does not have it, or it was deleted, or the rep may not see it (any more).
    #[error("the activity is not there")]
    Gone,
}

impl From<ActivityError> for Fault {
    fn from(error: ActivityError) -> Self {
        match error {
            ActivityError::Gone => Self::new("insight.activity_gone", Move::FixInput),
        }
    }
}

/// An activity, as far as the rep may see its fields.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActivityDetail {
    /// Whose it is: a task's or meeting's owner, who wrote a mail's record.
    pub owner: Option<Related>,
    /// The lead or contact.
    pub who: Option<Related>,
    /// What it is about.
    pub what: Option<Related>,
    /// Plain text, never HTML: comments, or what a mail says.
    pub words: String,
    /// What a mail quotes below its own words.
    pub quoted: String,
    /// Salesforce has more text than is shown.
    pub shortened: bool,
    /// What only this kind of activity has.
    pub of: DetailOf,
}

impl ActivityDetail {
    /// The activity as it is now, with the names that were known before: what answers a change has the ids alone.
    #[must_use]
    pub fn named_as(mut self, before: &Self) -> Self {
        let known = [&before.owner, &before.who, &before.what];
        for linked in [&mut self.owner, &mut self.who, &mut self.what]
            .into_iter()
            .flatten()
            .filter(|linked| linked.name.is_empty())
        {
            let mut known = known.into_iter().flatten();
            if let Some(known) = known.find(|known| known.id == linked.id) {
                linked.name.clone_from(&known.name);
            }
        }
        self
    }
}

/// What only one kind of activity has.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DetailOf {
    /// A Task: something to do, a call, the log of a mail.
    Task(TaskDetail),
    /// An `EmailMessage`.
    Mail(MailDetail),
    /// An Event.
    Meeting(MeetingDetail),
}

/// A Task.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TaskDetail {
    /// What can be edited.
    pub fields: TaskFields,
    /// Its status, a value of the org's picklist.
    pub status: Option<String>,
    /// Still to be done.
    pub open: bool,
    /// How a call went.
    pub outcome: Option<String>,
    /// How long a call took, in minutes begun.
    pub minutes: Option<u32>,
    /// When it was last changed, to the second, so that another's change is not overwritten.
    pub changed: Option<Millis>,
    /// The fields that the rep may change.
    pub writable: Vec<TaskField>,
    /// Whether the rep may delete tasks.
    #[serde(default)]
    pub deletable: bool,
    /// The org's priorities: value and label.
    pub priorities: Vec<(String, String)>,
}

/// The fields of a Task that are edited in its card.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskFields {
    /// At most 255 characters, no line break.
    pub subject: String,
    /// When it is due.
    pub due: Option<Day>,
    /// A value of the org's picklist.
    pub priority: String,
    /// At most 32,000 characters.
    pub notes: String,
}

/// A field of a Task that a card writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum TaskField {
    Status,
    Subject,
    Due,
    Priority,
    Notes,
}

impl TaskField {
    /// All.
    pub const ALL: [Self; 5] = [
        Self::Status,
        Self::Subject,
        Self::Due,
        Self::Priority,
        Self::Notes,
    ];

    /// Its name in Salesforce.
    #[must_use]
    pub const fn api_name(self) -> &'static str {
        match self {
            Self::Status => "Status",
            Self::Subject => "Subject",
            Self::Due => "ActivityDate",
            Self::Priority => "Priority",
            Self::Notes => "Description",
        }
    }
}

/// An `EmailMessage`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MailDetail {
    /// Its subject.
    pub subject: String,
    /// It came to the rep's company.
    pub incoming: bool,
    /// The sender's name, where Salesforce has one.
    pub from_name: Option<String>,
    /// The sender's address.
    pub from: Option<String>,
    /// The receivers' addresses, as Salesforce has them: separated by semicolons.
    pub to: Option<String>,
    /// Those of the copies.
    pub cc: Option<String>,
    /// When it was sent or came.
    pub at: Option<Millis>,
    /// Whether Salesforce knows that it was opened.
    pub opened: Opened,
}

/// What Salesforce itself knows of a mail's being opened. Its own e-mail tracking says it; nobody else does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Opened {
    /// It is not tracked.
    #[default]
    Unknown,
    /// It is tracked, and nobody has opened it.
    NotYet,
    /// It was first opened at this moment.
    At(Millis),
}

/// An Event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MeetingDetail {
    /// Its subject.
    pub subject: String,
    /// Where it is.
    pub location: Option<String>,
    /// When it begins.
    pub starts: Option<When>,
    /// When it ends.
    pub ends: Option<When>,
}
