//! The panel's view model: `ui/panel` only matches on it.

use serde::{Deserialize, Serialize};

use super::When;
use crate::actions::Offer;
use crate::base::{ActionKind, Fault, Millis, OrgHost, Recipient, RecordId, RecordRef, Related};
use crate::salesforce::OptOut;

/// What the panel shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PanelView {
    /// The tab shows no record (any more).
    NoRecord,
    /// The rep has not finished the set-up: offer to open the popup.
    NotSetUp,
    /// The record cannot be shown; nothing older is kept.
    Failed {
        /// Why, and whose move it is.
        fault: Fault,
    },
    /// The page is not the rep's own: nothing of the record is shown.
    OtherUser {
        /// Whose account MSI Actions has in this org.
        acting_as: String,
        /// The org.
        org: OrgHost,
        /// An administrator is logged in as somebody ("Log in as"); else it is another user's page.
        impersonated: bool,
    },
    /// This record, whose view is not kept: ask for it. Nothing of another record is shown meanwhile.
    Loading {
        /// Which record.
        record: RecordRef,
    },
    /// Nobody can work with the record any more.
    Gone {
        /// Which record.
        record: RecordRef,
        /// What became of it.
        gone: Gone,
    },
    /// The record.
    Record(Box<RecordView>),
}

impl PanelView {
    /// The record that the panel is beside.
    #[must_use]
    pub fn record(&self) -> Option<&RecordRef> {
        match self {
            Self::Record(view) => Some(&view.record),
            Self::Loading { record } | Self::Gone { record, .. } => Some(record),
            Self::NoRecord | Self::NotSetUp | Self::Failed { .. } | Self::OtherUser { .. } => None,
        }
    }

    /// Whether Salesforce is to be asked, once the rep looks.
    #[must_use]
    pub fn is_due(&self) -> bool {
        match self {
            Self::Loading { .. } => true,
            Self::Record(view) => view.freshness.due,
            _ => false,
        }
    }
}

/// What became of a record that nobody can work with any more.
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

/// What Salesforce says of a record.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// It is there.
    Record(Box<RecordView>),
    /// It is not.
    Gone(Gone),
}

/// Who acts in a tab.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acting {
    /// The signed-in Salesforce user's name.
    pub name: String,
    /// In which org.
    pub org: OrgHost,
    /// Whether the page is theirs.
    pub page_user: PageUser,
}

/// Whose page it is, where it is not known to be another's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageUser {
    /// The page says that it is the acting user's.
    Same,
    /// The page does not say: the rep is asked once a tab, before the first write.
    Unknown {
        /// They said that it is them.
        confirmed: bool,
    },
}

/// A record in view.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordView {
    /// Which record.
    pub record: RecordRef,
    /// The person's, account's or opportunity's name.
    pub name: String,
    /// Title and company, as far as known.
    pub title: Option<String>,
    /// The company or account.
    pub company: Option<String>,
    /// The account of a contact or opportunity, or the account itself.
    #[serde(default)]
    pub account: Option<RecordId>,
    /// The open opportunities of a contact's account, and those in which the contact has a role.
    #[serde(default)]
    pub opportunities: Vec<Related>,
    /// Whom an action from here is for, the best first: a lead or contact is itself, an account has
    /// its contacts, an opportunity its contact roles, or else the contacts of its account.
    pub people: Vec<PersonView>,
    /// Salesforce has more people than these.
    pub more_people: bool,
    /// The opportunity has no contact roles: the people are the contacts of its account.
    #[serde(default)]
    pub no_roles: bool,
    /// The rep may make one of them a contact role.
    #[serde(default)]
    pub can_add_role: bool,
    /// Stars and flames of a lead or contact, where the org has Marketo Sales Insight's fields.
    pub marks: Option<Marks>,
    /// The last interesting moment.
    pub moment: Option<Moment>,
    /// Newest first; open tasks before them by due date.
    pub activities: Vec<ActivityView>,
    /// The drop-down, in order.
    pub actions: Vec<(ActionKind, Offer)>,
    /// Whether mail can be sent, and from where.
    pub mailbox: MailboxState,
    /// Who acts: the signed-in Salesforce user's name.
    pub acting_as: String,
    /// The same with the org, and whether the page is theirs.
    pub acting: Acting,
    /// How old this is.
    pub freshness: Freshness,
}

impl RecordView {
    /// The same view in a tab whose page is the acting user's, or does not say.
    #[must_use]
    pub const fn with_page_user(mut self, page_user: PageUser) -> Self {
        self.acting.page_user = page_user;
        self
    }

    /// The same view with the mailbox as it is now, and what the record then offers.
    #[must_use]
    pub fn with_mailbox(mut self, mailbox: MailboxState) -> Self {
        self.mailbox = mailbox;
        self.actions = ActionKind::ALL
            .iter()
            .map(|kind| (*kind, kind.offered(&self, self.people.first())))
            .filter(|(_, offer)| *offer != Offer::No)
            .collect();
        self
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
    /// What they are to an opportunity.
    pub role: Option<String>,
    /// Whether they are the opportunity's primary contact.
    pub primary: bool,
    /// Stars and flames, where the org has Marketo Sales Insight's fields.
    pub marks: Option<Marks>,
    /// Whose they are: a user's or a queue's.
    #[serde(default)]
    pub owner: Option<RecordId>,
    /// What they do not want.
    #[serde(default)]
    pub opt_out: OptOut,
}

impl PersonView {
    /// Their numbers, each with what it is; one that both fields hold only once.
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
            agreed: false,
        })
    }
}

/// What a telephone number is, as Salesforce names its field.
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
}

/// Kinds of activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum ActivityKind {
    Email,
    Call,
    Task,
}

/// Whether mail can be sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailboxState {
    /// It goes out from this address.
    Ready {
        /// The address.
        address: String,
        /// What the rep has to do before a mail can leave, where that is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fault: Option<Fault>,
    },
    /// No mailbox is connected.
    NotConnected,
}

/// How old a view is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Freshness {
    /// When Salesforce answered.
    pub at: Millis,
    /// Why it could not be renewed, where that was tried and failed.
    pub fault: Option<Fault>,
    /// It is to be asked for again once the rep looks at it: it is old, or the page said that it changed.
    #[serde(default)]
    pub due: bool,
}
