//! The Salesforce user of a session.

use serde::{Deserialize, Serialize};

use crate::base::{OrgHost, RecordId};

/// The user who is signed in to an org, from its userinfo endpoint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SalesforceUser {
    /// The org's My Domain host.
    pub org: OrgHost,
    /// The org's id (00D…).
    pub org_id: RecordId,
    /// The user's id (005…).
    pub user_id: RecordId,
    /// The user name, which looks like an address and need not be one.
    pub username: String,
    /// The e-mail address of the user's record.
    pub email: String,
    /// The full name.
    pub name: String,
    /// The address of the org's REST API.
    pub instance_url: String,
}
