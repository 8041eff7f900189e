//! The panel's view model.

use serde::{Deserialize, Serialize};

use crate::accounts::AccountError;
use crate::actions::Offer;
use crate::base::{ActionKind, Fault, Millis, OrgHost, RecordId, RecordRef};
use crate::insight::{Gone, Record, SortBy, TabName};
use crate::mailbox::MailLimit;
use crate::salesforce::page::ListPage;
use crate::settings::{DialUrl, Settings};

/// What the panel shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PanelView {
    /// The tab shows no record (any more).
    NoRecord,
    /// The rep has not finished the set-up: offer to open the popup.
    NotSetUp,
    /// The record cannot be shown, and no older view is cached.
    Failed {
        /// Why, and whose move it is.
        fault: Fault,
    },
    /// The page is not the rep's own: nothing of the record is shown.
    OtherUser {
        /// The user whose account is used in this org.
        acting_as: String,
        /// The org.
        org: OrgHost,
        /// An administrator is logged in as somebody ("Log in as"); else it is another user's page.
        impersonated: bool,
    },
    /// The record is not cached and has to be requested. No other record is shown meanwhile.
    Loading {
        /// Which record.
        record: RecordRef,
    },
    /// Nobody can work with the record any more.
    Gone {
        /// Which record.
        record: RecordRef,
        /// What happened to it.
        gone: Gone,
    },
    /// The tab shows a list of leads or contacts.
    List(Box<ListRows>),
    /// The record.
    Record(Box<RecordView>),
}

impl PanelView {
    /// The record that the panel is beside.
    #[must_use]
    pub fn record(&self) -> Option<&RecordRef> {
        match self {
            Self::Record(view) => Some(&view.facts.record),
            Self::Loading { record } | Self::Gone { record, .. } => Some(record),
            Self::NoRecord
            | Self::NotSetUp
            | Self::Failed { .. }
            | Self::OtherUser { .. }
            | Self::List(_) => None,
        }
    }

    /// Whether the rep worked there and is not in the team any more.
    #[must_use]
    pub fn is_withdrawn(&self) -> bool {
        let not_in_team = || AccountError::NotInTeam.into();
        matches!(self, Self::Failed { fault } if *fault == not_in_team())
    }

    /// Whether the record is to be read from Salesforce when the rep sees the panel.
    #[must_use]
    pub fn is_due(&self) -> bool {
        match self {
            Self::Loading { .. } => true,
            Self::Record(view) => view.facts.freshness.due,
            _ => false,
        }
    }
}

/// A record, and what the rep can do with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordView {
    /// The record, as Salesforce describes it.
    pub facts: Record,
    /// The actions of the menu, in order.
    pub actions: Vec<(ActionKind, Offer)>,
    /// Whether mail can be sent, and from where.
    pub mailbox: MailboxState,
    /// The user who acts.
    pub acting: Acting,
    /// The line that the policy adds below each mail, which says how to opt out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opt_out_line: Option<String>,
    /// How the organisation's softphone dials, where the policy says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dial_url: Option<DialUrl>,
    /// Whether the rep watches the lead or contact, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub watched: Option<bool>,
    /// Up to when the user had seen the record's changes; `None` at the first look.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub looked: Option<Millis>,
    /// The tab that the rep chose last beside such a record.
    #[serde(default)]
    pub tab: TabName,
    /// What the rep sorted the lists of the tabs by last.
    #[serde(default)]
    pub sort: SortBy,
}

impl RecordView {
    /// The actions that can be offered for several people at once: to campaigns and cadences where the org has any.
    #[must_use]
    pub fn for_several(&self) -> Vec<ActionKind> {
        let any = self.facts.campaigns || self.facts.cadences;
        let there = |action: &ActionKind| *action != ActionKind::AddToCampaign || any;
        let actions = self.actions.iter().map(|(action, _)| *action);
        actions.filter(there).collect()
    }

    /// The view of a record, with the actions that the policy allows.
    #[must_use]
    pub fn new(facts: Record, mailbox: MailboxState, acting: Acting, settings: &Settings) -> Self {
        let first = facts.people.first();
        let actions = ActionKind::ALL
            .iter()
            .map(|kind| (*kind, kind.offered(&facts, first)))
            .filter(|(kind, offer)| *offer != Offer::No && settings.offers(*kind))
            .collect();
        Self {
            actions,
            mailbox,
            acting,
            facts,
            opt_out_line: None,
            dial_url: settings.dial_url.clone(),
            watched: None,
            looked: None,
            tab: TabName::default(),
            sort: SortBy::default(),
        }
    }
}

/// A list of leads or contacts, with the rows that are checked in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ListRows {
    /// The list.
    pub list: ListPage,
    /// The people of the checked rows, as the page names them; at most 200.
    pub checked: Vec<RecordId>,
    /// The user who acts.
    pub acting: Acting,
}

/// The people whom the rep chose in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ListPeople {
    /// The people as those of a record, for the forms; it is the first one's.
    pub view: Box<RecordView>,
    /// How many of the chosen ones Salesforce does not show the rep, or knows as converted.
    pub left_out: usize,
}

/// The user who acts in a tab.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acting {
    /// The signed-in Salesforce user's name.
    pub name: String,
    /// The org.
    pub org: OrgHost,
    /// Whether the page is theirs.
    pub page_user: PageUser,
}

/// The user of the page, unless it is known to be another one's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageUser {
    /// The page claims to be the acting user's.
    Same,
    /// The page makes no claim: the rep is asked once in each tab, before the first write.
    Unknown {
        /// Whether the rep confirmed that it is theirs.
        confirmed: bool,
    },
}

/// Whether mail can be sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailboxState {
    /// Mail is sent from this address.
    Ready {
        /// The address.
        address: String,
        /// How large a mail may be.
        limit: MailLimit,
        /// What the rep has to do before a mail can be sent, where that is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fault: Option<Fault>,
    },
    /// No mailbox is connected.
    NotConnected,
}
