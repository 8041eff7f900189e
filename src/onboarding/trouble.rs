//! The sign-in under way, and the last failure.

use serde::{Deserialize, Serialize};

use crate::accounts::Connected;
use crate::base::{Fault, LifeId, Millis, OrgHost, Provider};

/// A sign-in that began and has not ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIn {
    /// The provider whose window is open.
    pub provider: Provider,
    /// The org to sign in to, or whose mailbox is connected.
    pub org: Option<OrgHost>,
    /// When it began.
    pub since: Millis,
    /// The run of the worker in which it began; in a later one, nothing waits for its window any more.
    pub life: LifeId,
}

/// The last failure, and its connection, if any.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trouble {
    /// The connection.
    pub at: Option<Provider>,
    /// The org.
    pub org: Option<OrgHost>,
    /// What went wrong, and whose move it is.
    pub fault: Fault,
}

impl SignIn {
    /// Whether its connection works by now.
    pub(super) fn is_done(&self, connected: &Connected) -> bool {
        match self.provider {
            Provider::Salesforce => {
                let org = self.org.as_ref();
                org.is_some_and(|org| connected.is_connected(org))
            }
            provider => connected.mailbox == Some(provider),
        }
    }
}
