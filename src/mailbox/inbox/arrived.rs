//! What is known of a mail before it is read, and up to where the mailbox was looked through.

use serde::{Deserialize, Serialize};

use super::part::first;
use crate::base::Millis;
use crate::storage::Versioned;

/// A mail that arrived: where it is, and its headers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrived {
    /// The provider's id, which stays when the mail is moved.
    pub id: String,
    /// The provider's conversation.
    pub conversation: String,
    /// Names and values; encoded words read.
    pub headers: Vec<(String, String)>,
    /// When it arrived.
    pub at: Millis,
    /// It is an invitation to a meeting or an answer to one.
    pub is_meeting: bool,
}

impl Arrived {
    /// A header's first value, trimmed; empty where there is none.
    #[must_use]
    pub fn header<'a>(&'a self, name: &'a str) -> &'a str {
        first(&self.headers, name)
    }
}

/// A mail that was sent from this mailbox, by whatever program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The provider's id.
    pub id: String,
    /// The provider's conversation.
    pub conversation: String,
    /// Its head, where the list has it.
    pub head: Option<SentHead>,
}

/// What is known of a mail that was sent, without its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentHead {
    /// Everybody whom it is for, in lower case.
    pub to: Vec<String>,
    /// Its Message-ID.
    pub message_id: String,
    /// When it was sent.
    pub at: Millis,
    /// A program sent it on its own.
    pub automatic: bool,
}

/// What is new in the mailbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum New {
    /// A mail that arrived.
    Arrived(Arrived),
    /// A mail of the rep's own.
    Sent(Sent),
}

impl New {
    /// The provider's id.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Arrived(mail) => &mail.id,
            Self::Sent(mail) => &mail.id,
        }
    }
}

/// Up to where the mailbox was looked through.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// A history id of Gmail.
    Gmail(String),
    /// When the last mail arrived in Outlook, and the ids of those of that second.
    Outlook(Millis, Vec<String>),
}

impl Versioned for Place {
    const VERSION: u32 = 1;
}

/// What is new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// The mails, oldest first.
    pub mails: Vec<New>,
    /// Where the next look begins.
    pub place: Place,
    /// There is more.
    pub more: bool,
}
