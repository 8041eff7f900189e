//! What the list of users is narrowed to.

use serde::{Deserialize, Serialize};

use crate::base::RecordId;
use crate::salesforce::soql;

/// Whose users are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Within {
    /// All of the org.
    #[default]
    Org,
    /// Those with this profile.
    Profile(RecordId),
    /// Those with this role; not those below it.
    Role(RecordId),
    /// Those who report to this user.
    Manager(RecordId),
}

impl Within {
    /// The condition, to follow others.
    pub(super) fn condition(&self) -> String {
        let (field, id) = match self {
            Self::Org => return String::new(),
            Self::Profile(id) => ("ProfileId", id),
            Self::Role(id) => ("UserRoleId", id),
            Self::Manager(id) => ("ManagerId", id),
        };
        format!(" AND {field} = {}", soql::literal(id.as_str()))
    }
}
