//! Which campaign.

use serde::{Deserialize, Serialize};

use crate::base::{IntentId, RecordId};

/// Which campaign, by where it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum CampaignId {
    /// Its record in Salesforce.
    Salesforce(RecordId),
    /// It is kept in this browser alone: the key that was made with it.
    ThisBrowser(IntentId),
}

impl CampaignId {
    /// Its record, where it is kept in Salesforce.
    #[must_use]
    pub const fn record(&self) -> Option<&RecordId> {
        match self {
            Self::Salesforce(id) => Some(id),
            Self::ThisBrowser(_) => None,
        }
    }

    /// Whether it is kept in this browser alone.
    #[must_use]
    pub const fn is_here(&self) -> bool {
        matches!(self, Self::ThisBrowser(_))
    }

    /// As it is stored and sent; no id of Salesforce's looks like a key.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Salesforce(id) => id.as_str(),
            Self::ThisBrowser(key) => key.as_str(),
        }
    }
}

impl TryFrom<String> for CampaignId {
    type Error = <IntentId as TryFrom<String>>::Error;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        match RecordId::parse(&text) {
            Ok(id) => Ok(Self::Salesforce(id)),
            Err(_) => IntentId::try_from(text).map(Self::ThisBrowser),
        }
    }
}

impl From<CampaignId> for String {
    fn from(id: CampaignId) -> Self {
        id.as_str().to_owned()
    }
}
