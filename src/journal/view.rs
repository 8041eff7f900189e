//! What the surfaces see of the journal.

use serde::{Deserialize, Serialize};
use std::fmt;

use crate::actions::ActionKind;
use crate::ports::Millis;
use crate::protocol::{Fault, FieldFault, Move};
use crate::salesforce::{RecordId, RecordRef};

/// A version-4 UUID that a surface makes for a submission; asking twice with the same id does it once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct IntentId(String);

impl IntentId {
    /// A fresh id from 16 random bytes.
    #[must_use]
    pub fn new(random: [u8; 16]) -> Self {
        let mut text = String::with_capacity(36);
        for (i, byte) in random.iter().enumerate() {
            let byte = match i {
                6 => (byte & 0x0f) | 0x40,
                8 => (byte & 0x3f) | 0x80,
                _ => *byte,
            };
            if matches!(i, 4 | 6 | 8 | 10) {
                text.push('-');
            }
            text.push_str(&format!("{byte:02x}"));
        }
        Self(text)
    }

    /// The 36 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for IntentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for IntentId {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        let well_formed = text.len() == 36
            && text.bytes().enumerate().all(|(i, b)| {
                if matches!(i, 8 | 13 | 18 | 23) {
                    b == b'-'
                } else {
                    b.is_ascii_hexdigit()
                }
            });
        if well_formed {
            Ok(Self(text))
        } else {
            Err("not an intent id")
        }
    }
}

impl From<IntentId> for String {
    fn from(id: IntentId) -> Self {
        id.0
    }
}

/// One intent as the panel, the popup and the queue show it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OutboxItem {
    /// The intent's id.
    pub intent: IntentId,
    /// What is to be done.
    pub action: ActionKind,
    /// On which record.
    pub record: RecordRef,
    /// The subject line.
    pub subject: String,
    /// To whom, as shown.
    pub recipients: String,
    /// When it was submitted.
    pub submitted: Millis,
    /// Where it stands.
    pub state: OutboxState,
    /// Where that is [`OutboxState::Unconfirmed`]: what is on the record and could be it.
    #[serde(default)]
    pub candidates: Vec<Candidate>,
    /// What the rep is told of the people whom a mail is for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<FieldFault>,
}

/// A Task on the record that the rep made at about that time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// The Task.
    pub id: RecordId,
    /// Its subject.
    pub subject: String,
    /// When it was made.
    pub at: Option<Millis>,
}

/// Where an intent stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutboxState {
    /// Undo is possible until then.
    Undo {
        /// When sending begins.
        until: Millis,
    },
    /// Waits: for the network, a rate limit, a sign-in.
    Waiting {
        /// Why, where something failed.
        fault: Option<Fault>,
        /// When it is tried again, where that is known.
        next: Option<Millis>,
    },
    /// On its way.
    Sending,
    /// The mailbox has it; it is being written to Salesforce.
    Logging {
        /// Why it is not written yet.
        fault: Option<Fault>,
    },
    /// Done, and on the record. `warning` where a part of the log was refused.
    Done {
        /// What could not be written.
        warning: Option<Fault>,
    },
    /// The due time passed while the browser slept: the rep decides.
    Held,
    /// The rep took it back while another draft of theirs stood in its place: they decide.
    TakenBack,
    /// The answer was lost and nothing proves what happened: the rep decides.
    Unconfirmed,
    /// Refused for good; nothing was sent. The rep may edit, retry or drop it.
    Failed {
        /// What was refused, and whose move it is.
        fault: Fault,
    },
}

impl OutboxState {
    /// Whether nothing goes on without the rep.
    #[must_use]
    pub const fn needs_rep(&self) -> bool {
        match self {
            Self::Held | Self::TakenBack | Self::Unconfirmed | Self::Failed { .. } => true,
            Self::Waiting {
                fault: Some(fault), ..
            }
            | Self::Logging { fault: Some(fault) } => {
                !matches!(fault.whose_move, Move::Retry { .. })
            }
            _ => false,
        }
    }
}

/// What the rep decides about an intent that is stuck.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Try again what failed or was held.
    Retry,
    /// It did not arrive, or was not written: do it again.
    SendAgain,
    /// It did arrive, or was written: go on.
    WasSent,
    /// Forget it.
    Drop,
}
