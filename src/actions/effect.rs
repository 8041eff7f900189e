//! What actions do outside of the browser: small and closed, so that the outbox and its crash tests know
//! all of it.

use super::activity::NewActivity;
use crate::base::{Recipient, RecordId};
use crate::mailbox::{Attachment, Earlier};

/// One thing that an action does, in the order of its plan, each at most once.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Sends a mail from the rep's mailbox.
    Mail(Mail),
    /// Writes the mail that was sent on the record.
    LogMail(Mail),
    /// Makes a mail for each of these people, which is then sent and logged by itself.
    OneEach {
        /// Whom the mails are for.
        people: Vec<Recipient>,
        /// The opportunity that they are about.
        about: Option<RecordId>,
    },
    /// Writes activities on the record: all of them or none, in one call of Salesforce.
    Activities(Vec<NewActivity>),
    /// Adds these people to a sales campaign.
    Enrol(Vec<Recipient>),
}

impl Effect {
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
            Self::OneEach { people, about } => {
                let records = people.iter().filter_map(|person| person.record.clone());
                records.chain(about.clone()).collect()
            }
            Self::Enrol(people) => {
                let records = people.iter().filter_map(|person| person.record.clone());
                records.collect()
            }
            Self::Activities(all) => all
                .iter()
                .flat_map(|each| each.people().chain(each.about()))
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
    /// The name of the template that it was made of.
    pub template: Option<String>,
    /// Its files, in the order in which the receiver sees them.
    pub attachments: Vec<Attachment>,
    /// The mail in whose thread it goes.
    pub earlier: Option<Box<Earlier>>,
    /// The task of a campaign's step that is done by it.
    pub closes: Option<RecordId>,
}
