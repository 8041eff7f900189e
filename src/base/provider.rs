//! Where a connection leads.

use serde::{Deserialize, Serialize};

/// Where a connection leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Provider {
    /// The org.
    Salesforce,
    /// Gmail, by the rep's Google account.
    Google,
    /// Outlook, by the rep's Microsoft account.
    Microsoft,
}
