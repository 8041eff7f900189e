//! The panel's view model: `ui/panel` only matches on it.

use serde::{Deserialize, Serialize};

use crate::accounts::AccountError;
use crate::actions::Offer;
use crate::base::{ActionKind, Fault, OrgHost, RecordRef};
use crate::insight::{Gone, Record};
use crate::settings::Settings;

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
            Self::Record(view) => Some(&view.facts.record),
            Self::Loading { record } | Self::Gone { record, .. } => Some(record),
            Self::NoRecord | Self::NotSetUp | Self::Failed { .. } | Self::OtherUser { .. } => None,
        }
    }

    /// Whether the rep worked there and is not in the team any more.
    #[must_use]
    pub fn is_withdrawn(&self) -> bool {
        let not_in_team = || AccountError::NotInTeam.into();
        matches!(self, Self::Failed { fault } if *fault == not_in_team())
    }

    /// Whether Salesforce is to be asked, once the rep looks.
    #[must_use]
    pub fn is_due(&self) -> bool {
        match self {
            Self::Loading { .. } => true,
            Self::Record(view) => view.facts.freshness.due,
            _ => false,
        }
    }
}

/// A record in view: what Salesforce says of it, and what the rep can do there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordView {
    /// What Salesforce says.
    pub facts: Record,
    /// The drop-down, in order.
    pub actions: Vec<(ActionKind, Offer)>,
    /// Whether mail can be sent, and from where.
    pub mailbox: MailboxState,
    /// Who acts here.
    pub acting: Acting,
}

impl RecordView {
    /// The view of a record, with what it offers to whoever acts, as far as the administrator lets them.
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
        }
    }
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
