//! The steps of a piece of work: what each does, and how far it has come.

use serde::{Deserialize, Serialize};

use super::Candidate;
use crate::base::{Fault, LifeId, Millis, RecordId, RecordRef};
use crate::mailbox::Sending;

/// One step of the work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// What it does, with what is stored of doing it.
    pub kind: StepKind,
    /// How far it has come.
    pub mark: Mark,
}

/// What a step does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// Assigns the permission set to who is invited. (To assign it twice changes nothing: Salesforce
    /// says so.)
    PermissionSet,
    /// Sends the mail from the owner's mailbox.
    SendMail {
        /// The mail on its way, from its first try until it is sent.
        outgoing: Option<Outgoing>,
        /// When it was sent, by its own date.
        sent: Option<Millis>,
    },
    /// Makes a mail for each person, which is then a piece of work of its own.
    OneEach {
        /// As many as there are people.
        mails: u32,
    },
    /// Writes the mail that was sent on the record.
    LogMail {
        /// It is written as a Task, for the org refuses messages to the rep.
        as_task: bool,
        /// It was refused among others that were written with it, and is tried by itself.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        alone: bool,
    },
    /// Writes activities on the record: all of them or none, in one call of Salesforce.
    Activities {
        /// The contact that the record, a lead, became before this could be written on it.
        contact: Option<RecordRef>,
        /// Where it is unknown whether they were written: Tasks on the record that could be they.
        candidates: Vec<Candidate>,
    },
    /// Adds people to a sales campaign or to a cadence of Salesforce's. (Who was added by it already is found by their
    /// key; in a cadence, by asking who is in it.)
    Enrol,
    /// Writes that a lead or contact opted out of email. (To write it twice changes nothing.)
    OptOut {
        /// Who did.
        person: RecordId,
    },
}

/// How far a step has come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// Not begun, or begun and certain to have done nothing.
    Todo,
    /// Under way in a life of the worker; once that life is over, like [`Mark::Unclear`].
    Trying {
        /// Which life.
        life: LifeId,
        /// Since when.
        since: Millis,
    },
    /// It may have taken effect: the other side is asked before anything else.
    Unclear,
    /// It took effect.
    Done {
        /// What was refused beside it.
        warning: Option<Fault>,
    },
    /// The other side cannot say either: the rep decides.
    Unknown,
    /// Refused for good: it did not take effect.
    Failed {
        /// What was refused, and whose move it is.
        fault: Fault,
    },
}

/// A mail on its way; its bytes are stored apart, because an upload can only go on with the same ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outgoing {
    /// Its date, which is when it was sent, however late that is found out; unknown where an earlier
    /// release began it.
    pub date: Option<Millis>,
    /// How far it has come on its way. Without it nothing was sent.
    pub sending: Option<Sending>,
}

impl Step {
    /// A step that is not begun.
    #[must_use]
    pub const fn todo(kind: StepKind) -> Self {
        let mark = Mark::Todo;
        Self { kind, mark }
    }

    /// A mail that is to be sent.
    #[must_use]
    pub const fn send_mail() -> Self {
        Self::todo(StepKind::SendMail {
            outgoing: None,
            sent: None,
        })
    }

    /// Whether a mail comes of it, at once or by work that it makes.
    #[must_use]
    pub const fn leads_to_mail(&self) -> bool {
        self.is_mail() || matches!(self.kind, StepKind::OneEach { .. })
    }

    /// Whether it sends a mail.
    #[must_use]
    pub const fn is_mail(&self) -> bool {
        matches!(self.kind, StepKind::SendMail { .. })
    }
}
