//! What actions do outside of the browser: small and closed, so that the journal and its crash tests
//! know all of it.

use serde::{Deserialize, Serialize};

use super::{CallDirection, TaskKind};
use crate::base::{Day, Millis, Recipient, RecordId};

/// One thing that an action does, in the order of its plan, each at most once.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Sends a mail from the rep's mailbox.
    Mail(Mail),
    /// Writes the mail that was sent on the record.
    LogMail(Mail),
    /// Writes activities on the record: all of them or none, in one call of Salesforce.
    Activities(Vec<NewActivity>),
}

/// [`Effect`] without its data, as the journal marks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the variants are those of Effect")]
pub enum EffectKind {
    Mail,
    LogMail,
    Activities,
}

impl Effect {
    /// The kind of effect that it is.
    #[must_use]
    pub const fn kind(&self) -> EffectKind {
        match self {
            Self::Mail(_) => EffectKind::Mail,
            Self::LogMail(_) => EffectKind::LogMail,
            Self::Activities(_) => EffectKind::Activities,
        }
    }

    /// The leads and contacts that it is for, and the opportunity that it is about.
    #[must_use]
    pub fn records(&self) -> Vec<RecordId> {
        match self {
            Self::Mail(mail) | Self::LogMail(mail) => {
                let everyone = mail.to.iter().chain(&mail.cc).chain(&mail.bcc);
                everyone
                    .filter_map(|person| person.record.clone())
                    .chain(mail.about.clone())
                    .collect()
            }
            Self::Activities(all) => all
                .iter()
                .flat_map(|each| each.who().into_iter().chain(each.about()))
                .cloned()
                .collect(),
        }
    }
}

/// The content of a mail.
#[derive(Clone, Debug, PartialEq)]
pub struct Mail {
    /// At least one.
    pub to: Vec<Recipient>,
    /// Copies.
    pub cc: Vec<Recipient>,
    /// Blind copies.
    pub bcc: Vec<Recipient>,
    /// One line.
    pub subject: String,
    /// The body as HTML.
    pub html: String,
    /// The body as plain text.
    pub text: String,
    /// The opportunity that it is about.
    pub about: Option<RecordId>,
}

/// An activity to be written.
#[derive(Clone, Debug, PartialEq)]
pub enum NewActivity {
    /// A call that was made.
    Call(NewCall),
    /// Something to be done.
    Task(NewTask),
}

impl NewActivity {
    /// The lead or contact.
    #[must_use]
    pub const fn who(&self) -> Option<&RecordId> {
        match self {
            Self::Call(call) => call.who.as_ref(),
            Self::Task(task) => task.who.as_ref(),
        }
    }

    /// The opportunity that it is about.
    #[must_use]
    pub const fn about(&self) -> Option<&RecordId> {
        match self {
            Self::Call(call) => call.about.as_ref(),
            Self::Task(task) => task.about.as_ref(),
        }
    }
}

/// A call that was made; the fields as in [`crate::actions::LogCall`].
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "those of the form")]
pub struct NewCall {
    pub who: Option<RecordId>,
    pub about: Option<RecordId>,
    pub subject: String,
    pub outcome: String,
    pub direction: CallDirection,
    pub minutes: Option<u16>,
    pub notes: String,
    pub on: Day,
}

/// Something to be done; the fields as in [`crate::actions::AddTask`].
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "those of the form")]
pub struct NewTask {
    pub who: Option<RecordId>,
    pub about: Option<RecordId>,
    pub kind: TaskKind,
    pub subject: String,
    pub due: Option<Day>,
    pub priority: String,
    pub reminder: Option<Millis>,
    pub assignee: Option<RecordId>,
    pub notes: String,
}
