//! What came back, as it is kept and shown: who, what, when, on which record; no text of the mail.

use serde::{Deserialize, Serialize};

use super::report::Lasting;
use crate::base::{Day, Fault, IntentId, Millis, OrgHost, Provider, RecordId, RecordRef};
use crate::mailbox::RepliesRight;
use crate::storage::Versioned;

/// Something that came back to a mail of the rep's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CameBack {
    /// Made of the mail's Message-ID; that of its log.
    pub id: IntentId,
    /// The org of the record.
    pub org: OrgHost,
    /// The Salesforce user who sent the mail.
    pub user: RecordId,
    /// The record that the mail was written on.
    pub record: RecordRef,
    /// Who it is from, or whom the mail did not reach: their name, else their address.
    pub name: String,
    /// The address that it is from.
    #[serde(default)]
    pub from: String,
    /// The provider's conversation.
    #[serde(default)]
    pub conversation: String,
    /// Its subject; of a bounce that of our mail.
    pub subject: String,
    /// When it arrived.
    pub at: Millis,
    /// When it was found.
    #[serde(default)]
    pub found: Option<Millis>,
    /// What it is.
    pub what: What,
    /// The rep has seen it.
    pub seen: bool,
}

impl Versioned for CameBack {
    const VERSION: u32 = 1;
}

impl CameBack {
    /// Whether a mail that the rep began on a record at this moment answers it. One that was begun before it was found does
    /// not: the rep did not know of it.
    #[must_use]
    pub fn is_answered_by(&self, record: &RecordRef, begun: Millis) -> bool {
        self.what == What::Reply && self.record == *record && begun > self.found.unwrap_or(self.at)
    }
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// An answer.
    Reply,
    /// They are away; until when, where they say it.
    Away(Option<Day>),
    /// The mail did not arrive.
    Bounce {
        /// At which address.
        address: String,
        /// Whether to write there again.
        lasting: Lasting,
    },
    /// They want no more mails.
    OptedOut {
        /// Whether a lead or contact is known in which that can be written.
        known: bool,
    },
}

impl What {
    /// Whether it is written on the record.
    #[must_use]
    pub const fn is_logged(&self) -> bool {
        matches!(self, Self::Reply | Self::OptedOut { .. })
    }

    /// Whether the rep has something to do about it.
    #[must_use]
    pub const fn asks(&self) -> bool {
        !matches!(self, Self::Away(_))
    }
}

/// That, with what became of its log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CameBackView {
    /// What it is.
    pub came_back: CameBack,
    /// It is on the record.
    pub logged: bool,
    /// What could not be written, and whose move it is.
    pub fault: Option<Fault>,
}

/// What the pages show.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RepliesView {
    /// The newest first.
    pub all: Vec<CameBackView>,
    /// Whether it can be looked for.
    pub right: Option<RepliesRight>,
    /// At which provider the mailbox is, where one is connected.
    pub provider: Option<Provider>,
    /// When it was last looked for.
    pub looked: Option<Millis>,
}
