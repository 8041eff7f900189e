//! The view model of the feed.

use serde::{Deserialize, Serialize};

use super::event::FeedEvent;
use super::notices::NoticeChoice;
use crate::base::{ActionKind, Fault, Millis, OrgHost};

/// The feed of every org that is set up.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FeedView {
    /// That of each org.
    pub orgs: Vec<OrgFeed>,
    /// The actions that the policy allows.
    pub actions: Vec<ActionKind>,
    /// What the rep chose of notifications; `None` where the policy allows none.
    #[serde(default)]
    pub notices: Option<NoticeChoice>,
}

/// The feed of one org.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrgFeed {
    /// The org.
    pub org: OrgHost,
    /// Those of watched people first, then the newest first.
    pub events: Vec<FeedEvent>,
    /// When Salesforce was last read, if ever.
    pub at: Option<Millis>,
    /// Why it could not be read again.
    pub fault: Option<Fault>,
}

impl OrgFeed {
    /// How many events of Salesforce the rep has not looked at; what came back to the mailbox is counted elsewhere.
    #[must_use]
    pub fn unseen(&self) -> usize {
        let events = self.events.iter();
        events
            .filter(|event| !event.seen && !event.kind.is_of_mailbox())
            .count()
    }
}
