//! What the surfaces see of the outbox.

use serde::{Deserialize, Serialize};

use crate::actions::{Form, Later, PersonZone};
use crate::base::{ActionKind, Fault, FieldFault, IntentId, Millis, Move, RecordId, RecordRef};

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
    /// Those of them whose time zone is known, of a mail that waits for its time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub zones: Vec<PersonZone>,
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
    /// How far a large mail is that is being sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress: Option<Progress>,
}

/// How far a mail is that is being sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// So many bytes have arrived.
    pub arrived: u64,
    /// So many there are.
    pub of: u64,
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
    /// Waits for the time that the rep chose.
    Scheduled {
        /// When that is, and who sends it then.
        later: Later,
        /// Whether Outlook has it, so that it leaves also while this browser is closed.
        #[serde(default)]
        at_outlook: bool,
    },
    /// Waits until those before it have left by the same mailbox.
    Turn {
        /// When that will be.
        at: Millis,
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
    /// Several mails that were submitted together, as one: those that need the rep are shown by themselves.
    Several {
        /// So many were sent.
        sent: usize,
        /// So many there are.
        all: usize,
        /// When the last of them leaves, as far as that is known; `None` where they are paused or wait.
        until: Option<Millis>,
    },
    /// The rep paused the queue in which it waits.
    Paused,
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
    /// What keeps it from going on.
    #[must_use]
    pub const fn in_the_way(&self) -> Option<&Fault> {
        match self {
            Self::Waiting { fault, .. } | Self::Logging { fault } => fault.as_ref(),
            Self::Failed { fault } => Some(fault),
            _ => None,
        }
    }

    /// What went wrong: what is in its way, or what of its log was refused.
    #[must_use]
    pub const fn fault(&self) -> Option<&Fault> {
        match self {
            Self::Done { warning } => warning.as_ref(),
            state => state.in_the_way(),
        }
    }

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

/// What became of an undo.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Undone {
    /// Not done, and here is the form again.
    Back(Box<Form>),
    /// Not done, and another draft stands in its place: it waits in the outbox.
    Apart,
    /// Too late: it is being sent or was.
    TooLate,
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
