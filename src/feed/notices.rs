//! Which events the rep is told of on the desktop.

use serde::{Deserialize, Serialize};

use super::event::FeedEvent;
use crate::base::{FeedKind, OrgHost, RecordId};
use crate::ports::Notice;
use crate::storage::Versioned;

/// More events than these at once are one notification.
const MOST: usize = 3;

/// What the rep chose, for this browser.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeChoice {
    /// Whether there are notifications at all.
    pub on: bool,
    /// The kinds of events.
    pub kinds: Vec<FeedKind>,
    /// Only events of people on the watch list.
    pub watched_only: bool,
}

impl Default for NoticeChoice {
    fn default() -> Self {
        Self {
            on: false,
            kinds: FeedKind::ALL.to_vec(),
            watched_only: false,
        }
    }
}

impl Versioned for NoticeChoice {
    const VERSION: u32 = 1;
}

impl NoticeChoice {
    /// The notifications for new events.
    pub(super) fn notices(
        &self,
        org: &OrgHost,
        fresh: &[FeedEvent],
        watched: &[RecordId],
    ) -> Vec<Notice> {
        let wanted = fresh.iter().filter(|event| {
            let of_these = !self.watched_only || watched.contains(&event.record);
            self.on && self.kinds.contains(&event.kind) && of_these
        });
        let wanted: Vec<&FeedEvent> = wanted.collect();
        if wanted.len() > MOST {
            return vec![Notice::Several(wanted.len())];
        }
        let notice = |event: &FeedEvent| Notice::Event {
            id: notice_id(org, event),
            name: event.name.clone(),
            kind: event.kind,
        };
        wanted.into_iter().map(notice).collect()
    }
}

/// The id of an event's notification.
pub(super) fn notice_id(org: &OrgHost, event: &FeedEvent) -> String {
    format!("{org}/{}", event.id)
}
