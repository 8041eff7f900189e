//! The connected mailbox, as the rest of the extension sees it.

use serde::{Deserialize, Serialize};

use super::MailLimit;
use crate::base::Provider;

/// The connected mailbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailboxUser {
    /// The provider that the mailbox is at.
    pub provider: Provider,
    /// Its address.
    pub address: String,
    /// The account's name, where the provider has it.
    pub name: Option<String>,
    /// Whether drafts can be made in it, as Outlook needs it for large files.
    #[serde(default)]
    pub drafts: bool,
}

impl MailboxUser {
    /// How large a mail it sends.
    #[must_use]
    pub const fn limit(&self) -> MailLimit {
        MailLimit::of(self.provider, self.drafts)
    }
}
