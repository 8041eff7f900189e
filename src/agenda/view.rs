//! The view model of the rep's tasks in the popup.

use serde::{Deserialize, Serialize};

use crate::base::{Day, Fault, Millis, OrgHost, RecordId};
use crate::insight::ActivityKind;

/// The rep's tasks of every org that is set up.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TasksView {
    /// The tasks of each org.
    pub orgs: Vec<OrgTasks>,
}

/// What is due in one org.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrgTasks {
    /// The org.
    pub org: OrgHost,
    /// The day where the rep is.
    pub today: Day,
    /// Due today or overdue, the latest due date first. Those that were marked as done stay until the next read.
    pub tasks: Vec<TaskView>,
    /// When they were read from Salesforce, if ever.
    pub at: Option<Millis>,
    /// Why they could not be read again.
    pub fault: Option<Fault>,
}

/// One task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskView {
    /// The Task.
    pub id: RecordId,
    /// What is to be done.
    pub kind: ActivityKind,
    /// Its subject.
    pub subject: String,
    /// The lead or contact.
    pub who: Option<LinkedRecord>,
    /// What it is about: an account, an opportunity, anything.
    pub what: Option<LinkedRecord>,
    /// When it is or was due.
    pub due: Day,
    /// When Salesforce reminds of it.
    #[serde(default)]
    pub remind: Option<Millis>,
    /// The rep marked it as done in this list.
    pub done: bool,
}

impl TaskView {
    /// The record to open: the person, else what it is about, else the task itself.
    #[must_use]
    pub fn opens(&self) -> &RecordId {
        let linked = self.who.as_ref().or(self.what.as_ref());
        linked.map_or(&self.id, |record| &record.id)
    }
}

/// A record that a task is linked to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkedRecord {
    /// Its id in Salesforce.
    pub id: RecordId,
    /// Its name; empty where the rep may not see it.
    pub name: String,
}

impl OrgTasks {
    /// How many are still to be done.
    #[must_use]
    pub fn open(&self) -> usize {
        self.tasks.iter().filter(|task| !task.done).count()
    }
}
