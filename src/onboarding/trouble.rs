//! What is being connected, and what went wrong.

use serde::{Deserialize, Serialize};

use crate::accounts::Connected;
use crate::base::{Fault, LifeId, Millis, OrgHost, Provider};

/// A sign-in that began and has not ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIn {
    /// The provider whose window is open.
    pub provider: Provider,
    /// To which org, or for whose mailbox.
    pub org: Option<OrgHost>,
    /// When it began.
    pub since: Millis,
    /// In which life of the worker: in another one, nobody waits for its window any more.
    pub life: LifeId,
}

/// What went wrong, and at which connection, if at one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trouble {
    /// The connection.
    pub at: Option<Provider>,
    /// At which org.
    pub org: Option<OrgHost>,
    /// What went wrong, and whose move it is.
    pub fault: Fault,
}

impl SignIn {
    /// Whether what it was for is there.
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
