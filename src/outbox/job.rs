//! What a piece of work is about, in few words: an action on a record, or the invitation of a user.

use serde::{Deserialize, Serialize};

use crate::actions::PersonZone;
use crate::base::{
    ActionKind, ConsumerKey, FieldFault, FileId, IntentId, Language, Millis, Recipient, RecordId,
    RecordRef,
};

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Job {
    /// An action on a record.
    Action(OnRecord),
    /// Inviting a user of the org.
    Invitation(Invited),
}

/// An action on a record, as lists show it; its form is stored apart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OnRecord {
    /// Which action.
    pub action: ActionKind,
    /// The record.
    pub record: RecordRef,
    /// The subject line.
    pub subject: String,
    /// To whom, as shown.
    pub recipients: String,
    /// The records of its people, and of what it is about.
    pub people: Vec<RecordId>,
    /// The last look at the people whom the mail is for; none before it.
    pub checked: Option<Checked>,
    /// It writes down what came back to a mail: shown with that, not among what the rep does.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub came_back: bool,
    /// Where it is one of several mails that were submitted together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<Box<Part>>,
    /// The key of the record that says that a campaign's step is done by it, where Salesforce has that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<String>,
    /// Those of them whose time zone is known, of a mail that waits for its time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub zones: Vec<PersonZone>,
    /// The files of its mail, which stay as long as it is not done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileId>,
}

/// A mail's place among several that were submitted together, one for each person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The submission that it was made of.
    pub of: IntentId,
    /// Its number there, from 0.
    pub nth: u32,
    /// How many there are.
    pub all: u32,
    /// Whom it is for.
    pub person: Recipient,
}

/// That the people whom a mail is for were looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// When they were looked at.
    pub at: Millis,
    /// What is told of it, and keeps nothing from being sent.
    pub notes: Vec<FieldFault>,
}

/// A user who is invited.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Invited {
    /// The org's app, as the mail's link names it.
    pub key: ConsumerKey,
    /// The user.
    pub user: RecordId,
    /// Their name.
    pub name: String,
    /// Their first name; may be empty.
    pub first_name: String,
    /// Their plain address.
    pub address: String,
    /// The language of the mail.
    pub language: Language,
    /// How they hear of it.
    pub welcome: Welcome,
    /// The administrator's own words in the mail.
    pub note: String,
    /// The surface's order, so that one whose answer was lost can be given again.
    pub order: IntentId,
}

/// How a user hears of the invitation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Welcome {
    /// By the welcome mail.
    #[default]
    ByMail,
    /// By the extension itself, which the administrator's policy has installed: no mail is sent.
    InBrowser,
}
