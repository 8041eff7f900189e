//! A record as Salesforce describes it.

use serde::{Deserialize, Serialize};

use super::{LastContact, Older, When};
use crate::base::{ActionKind, Fault, Millis, Recipient, RecordId, RecordRef, Related, Zone};
use crate::salesforce::OptOut;

/// What happened to a record that nobody can work with any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gone {
    /// It was deleted.
    Deleted,
    /// It was merged into this one.
    Merged {
        /// The record that is left.
        into: RecordRef,
    },
    /// The lead was converted.
    Converted {
        /// The contact that it became, where the rep may see it.
        into: Option<RecordRef>,
    },
}

/// The result of reading a record.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// The record.
    Record(Box<Record>),
    /// It is gone.
    Gone(Gone),
}

/// A record, as Salesforce described it to the signed-in rep.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Its reference.
    pub record: RecordRef,
    /// The person's, account's or opportunity's name.
    pub name: String,
    /// A person's title, an account's industry, or an opportunity's stage.
    pub title: Option<String>,
    /// The company or account.
    pub company: Option<String>,
    /// The account of a contact or opportunity, or the account itself.
    #[serde(default)]
    pub account: Option<RecordId>,
    /// The open opportunities of a contact's account, and those in which the contact has a role.
    #[serde(default)]
    pub opportunities: Vec<Related>,
    /// The people whom an action on this record can be for, the best first: the lead or contact itself, an
    /// account's contacts, an opportunity's contact roles or else the contacts of its account.
    pub people: Vec<PersonView>,
    /// Salesforce has more people than these.
    pub more_people: bool,
    /// After whom those begin, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_contact: Option<LastContact>,
    /// The opportunity has no contact roles: the people are the contacts of its account.
    #[serde(default)]
    pub no_roles: bool,
    /// Whether people can be added to sales campaigns: in Salesforce, or where the org has no objects for them, in this
    /// browser alone.
    #[serde(default)]
    pub campaigns: bool,
    /// Whether people can be added to cadences of Salesforce's: the rep has Sales Engagement.
    #[serde(default)]
    pub cadences: bool,
    /// The rep may make one of them a contact role.
    #[serde(default)]
    pub can_add_role: bool,
    /// Who owns it: a user's or a queue's name, where it is known.
    #[serde(default)]
    pub owner: Option<String>,
    /// What Marketo says of a lead or contact.
    #[serde(default)]
    pub marketo: Marketo,
    /// Stars and flames of a lead or contact, where the org has Marketo Sales Insight's fields.
    pub marks: Option<Marks>,
    /// The last interesting moment.
    pub moment: Option<Moment>,
    /// Of what Salesforce has older activities than these.
    #[serde(default)]
    pub older: Vec<Older>,
    /// Open tasks by due date, then everything done, the newest first.
    pub activities: Vec<ActivityView>,
    /// How old this is.
    pub freshness: Freshness,
}

impl Record {
    /// People whom the rep chose, as the record that their forms are opened on: one of them. Nothing else is known of it.
    #[must_use]
    pub fn of_people(record: RecordRef, people: Vec<PersonView>, at: Millis) -> Self {
        let own = people.iter().find(|person| person.record == record.id);
        Self {
            name: own.map(|own| own.name.clone()).unwrap_or_default(),
            record,
            title: None,
            company: None,
            account: None,
            opportunities: Vec::new(),
            people,
            more_people: false,
            last_contact: None,
            no_roles: false,
            campaigns: false,
            cadences: false,
            can_add_role: false,
            owner: None,
            marketo: Marketo::default(),
            marks: None,
            moment: None,
            older: Vec::new(),
            activities: Vec::new(),
            freshness: Freshness {
                at,
                fault: None,
                due: false,
            },
        }
    }
}

/// A lead or contact, as far as the rep may see it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PersonView {
    /// Which lead or contact.
    pub record: RecordId,
    /// Their name.
    pub name: String,
    /// Their title.
    pub title: Option<String>,
    /// Their e-mail address.
    pub address: Option<String>,
    /// Their phone.
    pub phone: Option<String>,
    /// Their mobile phone.
    #[serde(default)]
    pub mobile: Option<String>,
    /// Their role in an opportunity.
    pub role: Option<String>,
    /// Whether they are the opportunity's primary contact.
    pub primary: bool,
    /// Stars and flames, where the org has Marketo Sales Insight's fields.
    pub marks: Option<Marks>,
    /// Their owner: a user or a queue.
    #[serde(default)]
    pub owner: Option<RecordId>,
    /// The time zone of their address, where that tells it.
    #[serde(default)]
    pub zone: Option<Zone>,
    /// What they opted out of.
    #[serde(default)]
    pub opt_out: OptOut,
}

impl PersonView {
    /// Their numbers, each with its field; a number that is in both fields only once.
    #[must_use]
    pub fn numbers(&self) -> Vec<(Line, &str)> {
        let mobile = self.mobile.as_deref();
        let phone = self.phone.as_deref().filter(|phone| Some(*phone) != mobile);
        let numbers = [(Line::Phone, phone), (Line::Mobile, mobile)];
        let there = numbers.into_iter();
        there
            .filter_map(|(line, number)| Some((line, number?)))
            .collect()
    }

    /// As the recipient of a mail, where there is an address.
    #[must_use]
    pub fn recipient(&self) -> Option<Recipient> {
        Some(Recipient {
            address: self.address.clone()?,
            name: Some(self.name.clone()).filter(|name| !name.is_empty()),
            record: Some(self.record.clone()),
            owner: self.owner.clone(),
            zone: self.zone.clone(),
            agreed: false,
        })
    }
}

/// The field of a telephone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// *Phone*.
    Phone,
    /// *Mobile*.
    Mobile,
}

/// Marketo Sales Insight's two marks, each 0 to 3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Marks {
    /// Relative score.
    pub stars: u8,
    /// Urgency.
    pub flames: u8,
}

/// The last interesting moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// What happened.
    pub description: String,
    /// Web, Email, Milestone.
    pub kind: Option<String>,
    /// When it happened, where the org says it.
    pub at: Option<Millis>,
}

/// What the fields of Marketo's packages hold of a lead or contact, whichever package the org has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marketo {
    /// Whether the rep can see any field of a package.
    pub is_there: bool,
    /// Urgency and relative score together: the larger, the sooner ("Priority", Marketo Sales Insight).
    pub priority: Option<i32>,
    /// The lead score.
    pub score: Option<i32>,
    /// Where *View in Marketo* leads: an address of the org or of Marketo.
    pub link: Option<String>,
}

/// One activity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityView {
    /// Salesforce's id of the Task or EmailMessage.
    pub id: String,
    /// What it is.
    pub kind: ActivityKind,
    /// Its subject.
    pub subject: String,
    /// One more line: outcome, recipient, owner.
    pub note: Option<String>,
    /// How long a call took, in minutes begun.
    #[serde(default)]
    pub minutes: Option<u32>,
    /// The priority of a task that is open: a value of the org's picklist.
    #[serde(default)]
    pub priority: Option<String>,
    /// When it happened or is due.
    pub at: Option<When>,
    /// Still to be done.
    pub open: bool,
    /// They did it: a mail from them, an answer to a campaign, a moment.
    #[serde(default)]
    pub theirs: bool,
    /// When a mail was first opened, where Salesforce itself says so.
    #[serde(default)]
    pub opened: Option<Millis>,
    /// Whose it is, of an account's or opportunity's activities.
    #[serde(default)]
    pub who: Option<String>,
    /// When it last changed, where it was not the user of this view who changed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed: Option<Millis>,
    /// The Task that Salesforce made of a mail. It is not shown beside the mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<String>,
}

impl ActivityView {
    /// Whether Salesforce has more to tell of it: a moment is a field's value, a campaign's step is on its row.
    #[must_use]
    pub const fn opens(&self) -> bool {
        !matches!(self.kind, ActivityKind::Moment | ActivityKind::Campaign)
    }
}

/// Kinds of activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum ActivityKind {
    Email,
    Call,
    Meeting,
    Moment,
    Campaign,
    Task,
}

impl ActivityKind {
    /// All, in the order of a legend.
    pub const ALL: [Self; 6] = [
        Self::Email,
        Self::Call,
        Self::Moment,
        Self::Meeting,
        Self::Campaign,
        Self::Task,
    ];

    /// The action by which a task of this kind is done, where there is one.
    #[must_use]
    pub const fn done_by(self) -> Option<ActionKind> {
        match self {
            Self::Call => Some(ActionKind::LogCall),
            Self::Email => Some(ActionKind::SendEmail),
            Self::Meeting | Self::Moment | Self::Campaign | Self::Task => None,
        }
    }
}

/// How old a view is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Freshness {
    /// When Salesforce answered.
    pub at: Millis,
    /// Why it could not be renewed, where that was tried and failed.
    pub fault: Option<Fault>,
    /// It is to be renewed when the rep sees it: it is old, or the page reported a change.
    #[serde(default)]
    pub due: bool,
}
