//! What the team page shows and asks.

use serde::{Deserialize, Serialize};

use super::check::Candidate;
use super::mail::Written;
use crate::base::{Fault, Language, Millis, Provider, RecordId};
use crate::mailbox::MailboxUser;

/// A page of the org's active users.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TeamPage {
    /// By name.
    pub people: Vec<Person>,
    /// Where the next page begins, if there is one.
    pub next: Option<usize>,
    /// Whether there are more users than can be listed, which only a search finds.
    pub beyond: bool,
    /// What is missing in the org before anybody can be invited.
    pub missing: Option<Fault>,
}

/// A user of the org.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The id, name and address.
    pub who: Candidate,
    /// The job title.
    pub title: Option<String>,
    /// Where they stand.
    pub state: PersonState,
}

/// Whether a user is in the team, as Salesforce says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonState {
    /// Without the permission set.
    NotInvited,
    /// With it, and no browser has connected yet.
    Invited,
    /// With it; whether a browser has connected may not be read.
    InvitedNotKnown,
    /// With it, and a browser is connected.
    Active {
        /// When it last was in use, where Salesforce says.
        used: Option<Millis>,
    },
}

impl PersonState {
    /// Whether they have the permission set.
    #[must_use]
    pub fn is_invited(&self) -> bool {
        *self != Self::NotInvited
    }
}

/// Who is to be checked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// Users of the list.
    Users(Vec<RecordId>),
    /// A pasted list, or the text of a CSV file.
    List(String),
}

/// The invitations of an org that this browser made, and by which mailbox.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InvitationsView {
    /// Those that go on, need the administrator, or were sent within a day; oldest first.
    pub items: Vec<InvitationItem>,
    /// Mails that left in the last 24 hours.
    pub sent: usize,
    /// The most that may.
    pub a_day: usize,
    /// When the next mail leaves, where it waits for more than a moment.
    pub next: Option<Millis>,
    /// The mailbox that they leave by.
    pub mailbox: Option<MailboxUser>,
    /// Why no mail can leave.
    pub mailbox_fault: Option<Fault>,
    /// The mailboxes that can be connected, where none is.
    pub choices: Vec<Provider>,
    /// The list that was pasted and not worked on yet.
    pub draft: String,
    /// The administrator's own words for the welcome mail, as last written.
    #[serde(default)]
    pub note: String,
    /// How many addresses of a list were looked up, and of how many, while one is.
    #[serde(default)]
    pub looked_up: Option<(usize, usize)>,
}

/// An invitation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InvitationItem {
    /// Which user.
    pub user: RecordId,
    /// Their name.
    pub name: String,
    /// Where the mail goes.
    pub address: String,
    /// How far it has come.
    pub state: InvitationState,
    /// Why it waits, if it failed.
    pub fault: Option<Fault>,
}

/// How far an invitation has come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InvitationState {
    /// The permission set is being assigned.
    Assigning,
    /// Salesforce refused to assign it.
    Refused(Fault),
    /// The mail waits for its turn.
    Waiting,
    /// The mail is being sent.
    Sending,
    /// The mail was refused.
    Failed(Fault),
    /// The mail may have left, and nobody can say.
    Unknown,
    /// The mail was sent.
    Sent(Millis),
    /// The permission set is assigned, and no mail was wanted.
    Assigned(Millis),
}

/// The mail as it would be sent to a user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WelcomePreview {
    /// From which mailbox; empty while none is connected.
    pub from: String,
    /// To whom.
    pub to: String,
    /// In which language.
    pub language: Language,
    /// The mail.
    pub mail: Written,
}

/// What became of a withdrawal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Withdrawn {
    /// Who keeps the permission set, and why.
    pub failed: Vec<(RecordId, Fault)>,
}
