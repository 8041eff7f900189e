//! An event of the live feed, and the view model of the feed.

use serde::{Deserialize, Serialize};

use super::notices::NoticeChoice;
use crate::base::{ActionKind, Fault, FeedKind, Millis, OrgHost, RecordId};

/// Something that happened on the rep's people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeedEvent {
    /// The same event has the same id, whenever and however often it is read.
    pub id: String,
    /// What it is.
    pub kind: FeedKind,
    /// The record to open: the person, else what it is about.
    pub record: RecordId,
    /// The name of that record; empty where the rep may not see it.
    pub name: String,
    /// What happened: a moment's words, a subject, a campaign.
    pub what: String,
    /// A moment's kind, who completed a task, a campaign member's status.
    pub more: Option<String>,
    /// When it happened.
    pub at: Millis,
    /// The rep has looked at it.
    pub seen: bool,
    /// Whether the rep watches the person now.
    #[serde(default)]
    pub watched: bool,
}

impl FeedEvent {
    /// An event that nobody has looked at. `key` tells it from all others of its kind.
    #[must_use]
    pub fn new(kind: FeedKind, key: &str, record: RecordId, at: Millis) -> Self {
        Self {
            id: format!("{}/{key}", kind.name()),
            kind,
            record,
            name: String::new(),
            what: String::new(),
            more: None,
            at,
            seen: false,
            watched: false,
        }
    }
}

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
