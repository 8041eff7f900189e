//! What becomes of an access at a provider when it is given up here.

use serde::{Deserialize, Serialize};

use crate::base::{OrgHost, Provider};

/// What became of an access that was granted to this extension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// The provider ended it, or had done so before.
    Ended,
    /// The provider could not be told. It ends by itself some day, and at once where the rep ends it.
    Stays,
}

/// An access that could not be ended from here, which the rep can end at the provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessLeft {
    /// The provider that still grants it.
    pub provider: Provider,
    /// Whose: the mailbox's address, or the org.
    pub account: String,
    /// The org, for Salesforce.
    pub org: Option<OrgHost>,
}

/// What becomes of what a rep has not sent when they sign out, or another takes their place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnsentWork {
    /// It waits in this browser for the same user, and nobody else is shown it.
    #[default]
    Keep,
    /// It goes for good.
    Delete,
}

/// What is left elsewhere after signing out or removing everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Left {
    /// The accesses that could not be ended from here.
    pub accesses: Vec<AccessLeft>,
}
