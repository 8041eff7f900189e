//! Accesses granted by providers, and whether they could be revoked.

use serde::{Deserialize, Serialize};

use crate::base::{OrgHost, Provider};

/// Whether an access that was granted to this extension could be revoked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// The provider revoked it, or had done so before.
    Ended,
    /// The provider could not be reached. The access expires by itself some day; the rep can revoke it at once.
    Stays,
}

/// An access that we could not revoke; the rep can, at the provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessLeft {
    /// The provider that still grants it.
    pub provider: Provider,
    /// The account that granted it: the mailbox's address, or the org.
    pub account: String,
    /// The org, for Salesforce.
    pub org: Option<OrgHost>,
}

/// What happens to unsent work when the rep signs out, or another user signs in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnsentWork {
    /// It stays in this browser, and is shown to the same user only.
    #[default]
    Keep,
    /// It is deleted.
    Delete,
}

/// What remains at the providers after signing out or removing everything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Left {
    /// The accesses that could not be revoked.
    pub accesses: Vec<AccessLeft>,
}
