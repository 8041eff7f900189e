//! What is connected.

use super::SetUp;
use crate::base::{OrgHost, Provider};

/// What is connected, as the services for sign-in report it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Connected {
    /// The orgs with a session of the invited rep.
    pub orgs: Vec<OrgHost>,
    /// A mailbox with the rep's address in the org that the guide is about, else in the first org.
    pub mailbox: Option<Provider>,
    /// There is a mailbox with another address, which another org that is set up needs.
    pub mailbox_elsewhere: bool,
    /// The orgs with a session of a user who is not in the team there.
    pub not_in_team: Vec<OrgHost>,
    /// The orgs that the policy does not allow.
    pub barred: Vec<OrgHost>,
    /// The orgs of the administrator's policy that are not set up yet, as proposals.
    pub offered: Vec<SetUp>,
}

impl Connected {
    /// Whether the rep is signed in to `org`.
    #[must_use]
    pub fn is_connected(&self, org: &OrgHost) -> bool {
        self.orgs.contains(org)
    }
}
