//! The services that a rep signs in to.

use serde::{Deserialize, Serialize};

/// A service that the rep signs in to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Provider {
    /// Salesforce, for an org.
    Salesforce,
    /// Gmail, by the rep's Google account.
    Google,
    /// Outlook, by the rep's Microsoft account.
    Microsoft,
}
