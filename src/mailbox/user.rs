//! Whose mailbox it is.

use serde::{Deserialize, Serialize};

use crate::base::Provider;

/// Whose mailbox is connected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailboxUser {
    /// The provider that the mailbox is at.
    pub provider: Provider,
    /// Its address.
    pub address: String,
    /// The account's name, where the provider says it.
    pub name: Option<String>,
}
