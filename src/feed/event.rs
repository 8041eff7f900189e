//! An event of the live feed.

use serde::{Deserialize, Serialize};

use crate::base::{FeedKind, Millis, RecordId};

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
