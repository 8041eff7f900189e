//! What the rows of the list share.

use leptos::prelude::*;

use crate::base::{ActionKind, OrgHost, RecordId};
use crate::protocol::OpenRecord;
use crate::today::TodayView;
use crate::ui::components::{Command, Query};

/// What the rows share.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The task that was done last; its Undo is shown above the list.
    pub done: RwSignal<Option<DoneTask>>,
    /// The task that was taken back last.
    pub back: RwSignal<Option<(OrgHost, RecordId)>>,
    /// The opening of a record.
    pub opening: Command,
    /// The list.
    pub asked: Query<TodayView>,
}

/// A task that the rep has just done.
#[derive(Clone, PartialEq)]
pub struct DoneTask {
    /// Its org.
    pub org: OrgHost,
    /// The task.
    pub task: RecordId,
    /// Its subject, as it was shown.
    pub subject: String,
}

impl Desk {
    /// Opens a record beside the list, and starts an action there.
    pub fn opens(self, org: OrgHost, record: RecordId, action: Option<ActionKind>) -> Callback<()> {
        Callback::new(move |()| {
            let (org, record) = (org.clone(), record.clone());
            let request = OpenRecord {
                org,
                record,
                action,
            };
            self.opening.run(request, |_| ());
        })
    }

    /// The action, where the policy allows it.
    pub fn offered(self, action: Option<ActionKind>) -> Option<ActionKind> {
        let offers = |action: &ActionKind| {
            let value = self.asked.value;
            value.with_untracked(|view| {
                view.as_ref()
                    .is_some_and(|view| view.actions.contains(action))
            })
        };
        action.filter(offers)
    }
}
