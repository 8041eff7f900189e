//! What is connected, what is being connected, and what went wrong.

use serde::{Deserialize, Serialize};

use super::set_up::SetUp;
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

/// What is connected, as the sign-in services say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Connected {
    /// The orgs with a session of the invited rep.
    pub orgs: Vec<OrgHost>,
    /// A mailbox with the rep's address in the org that the guide is about, or that is first at home.
    pub mailbox: Option<Provider>,
    /// There is a mailbox with another address, which an org that is set up needs.
    pub mailbox_elsewhere: bool,
    /// The orgs with a session of a user who is not in the team there.
    pub not_in_team: Vec<OrgHost>,
    /// The orgs that the administrator leaves out.
    pub barred: Vec<OrgHost>,
    /// The orgs of the administrator's policy that are not set up yet, as proposals.
    pub offered: Vec<SetUp>,
}

impl Connected {
    /// Whether that org is.
    #[must_use]
    pub fn to(&self, org: &OrgHost) -> bool {
        self.orgs.contains(org)
    }

    /// Whether what a sign-in was for is there.
    pub(super) fn by(&self, sign_in: &SignIn) -> bool {
        match sign_in.provider {
            Provider::Salesforce => sign_in.org.as_ref().is_some_and(|org| self.to(org)),
            provider => self.mailbox == Some(provider),
        }
    }
}
