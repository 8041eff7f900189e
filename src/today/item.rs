//! What stands in the list, as the surfaces see it.

use serde::{Deserialize, Serialize};

use crate::agenda::TaskView;
use crate::base::{ActionKind, Fault, Millis, OrgHost, RecordId};
use crate::outbox::OutboxItem;
use crate::replies::CameBackView;

/// What there is to do today, in every org in which the rep can work.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TodayView {
    /// Best first.
    pub items: Vec<Item>,
    /// The orgs in which the rep works; none where nobody is signed in.
    pub orgs: Vec<OrgHost>,
    /// The tasks of one of them were not read today.
    pub unread: bool,
    /// When the oldest of their tasks were read; `None` where those of an org never were.
    pub at: Option<Millis>,
    /// The orgs whose tasks could not be read again, and why.
    pub faults: Vec<(OrgHost, Fault)>,
    /// There are more tasks than are read.
    pub more: bool,
    /// The actions that the policy allows.
    pub actions: Vec<ActionKind>,
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Item {
    /// It was refused, or nobody knows what became of it: the rep decides.
    Failed(Box<OutboxItem>),
    /// It was not sent in time, or was taken back: the rep decides.
    Held(Box<OutboxItem>),
    /// What came back to a mail of the rep's, and was neither seen nor answered.
    Reply(Box<CameBackView>),
    /// A step of a sales campaign that is for the rep.
    Step(Box<DueTask>, StepOf),
    /// A task.
    Task(Box<DueTask>),
}

/// A task that is due today, or was before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DueTask {
    /// Its org.
    pub org: OrgHost,
    /// The task.
    pub task: TaskView,
    /// It was due before today.
    pub late: bool,
}

/// Which step of which campaign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepOf {
    /// The campaign's name.
    pub campaign: String,
    /// The number of the step, from 1.
    pub number: u16,
    /// How many steps there are.
    pub all: u16,
}

impl Item {
    /// What tells it from all others in the list.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Failed(item) | Self::Held(item) => item.intent.to_string(),
            Self::Reply(view) => view.came_back.id.to_string(),
            Self::Step(due, _) | Self::Task(due) => format!("{}/{}", due.org, due.task.id),
        }
    }

    /// What was held, where it is that.
    #[must_use]
    pub fn held(&self) -> Option<&OutboxItem> {
        match self {
            Self::Held(item) => Some(item),
            Self::Failed(_) | Self::Reply(_) | Self::Step(..) | Self::Task(_) => None,
        }
    }

    /// The record to open for it.
    #[must_use]
    pub fn record(&self) -> (&OrgHost, &RecordId) {
        match self {
            Self::Failed(item) | Self::Held(item) => (&item.record.org, &item.record.id),
            Self::Reply(view) => (&view.came_back.org, &view.came_back.record.id),
            Self::Step(due, _) | Self::Task(due) => (&due.org, due.task.opens()),
        }
    }

    /// The action by which it is done, where there is one.
    #[must_use]
    pub const fn action(&self) -> Option<ActionKind> {
        match self {
            Self::Step(due, _) | Self::Task(due) => due.task.kind.done_by(),
            Self::Failed(_) | Self::Held(_) | Self::Reply(_) => None,
        }
    }
}
