//! What the list of users can be narrowed to, and all users of it at once: for teams of thousands.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::directory::PERMISSION_SET;
use crate::base::RecordId;
use crate::ports::Platform;
use crate::salesforce::{Composite, Rest, RestError};

/// Pages of 2,000 rows that are read of all users: ten thousand.
const PAGES: usize = 5;

/// A profile, a role, or somebody whom others report to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all(deserialize = "PascalCase"))]
pub struct Group {
    /// Its id.
    #[serde(alias = "id")]
    pub id: RecordId,
    /// Its name.
    #[serde(alias = "name")]
    pub name: String,
}

/// What there is to choose from; a kind that the administrator may not read is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Groups {
    /// Profiles, by name.
    pub profiles: Vec<Group>,
    /// Roles, by name.
    pub roles: Vec<Group>,
    /// Users whom others report to, by name.
    pub managers: Vec<Group>,
}

/// Somebody of the list, as far as selecting them needs to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// The Salesforce user.
    pub user: RecordId,
    /// Whether they have the permission set.
    pub invited: bool,
}

/// All users of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Everybody {
    /// By name.
    pub people: Vec<Listed>,
    /// Whether there are more than these, who are selected in parts.
    pub more: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct UserRow {
    id: RecordId,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct AssignedRow {
    assignee_id: RecordId,
}

/// What there is to choose from: one call.
pub(super) async fn groups<P: Platform>(rest: &Rest<P>) -> Result<Groups, RestError> {
    let question = Composite::separate()
        .query("profiles", "SELECT Id, Name FROM Profile ORDER BY Name ASC, Id ASC LIMIT 500")
        .query("roles", "SELECT Id, Name FROM UserRole ORDER BY Name ASC, Id ASC LIMIT 500")
        .query(
            "managers",
            "SELECT Id, Name FROM User WHERE IsActive = true AND Id IN \
             (SELECT ManagerId FROM User WHERE IsActive = true) ORDER BY Name ASC, Id ASC LIMIT 500",
        );
    let reply = rest.composite(&question).await?;
    let rows = |of: &str| reply.rows(of).unwrap_or_default();
    Ok(Groups {
        profiles: rows("profiles"),
        roles: rows("roles"),
        managers: rows("managers"),
    })
}

/// All users of a list, and who of them has the permission set: one call, and one for each further page.
pub(super) async fn everybody<P: Platform>(
    rest: &Rest<P>,
    condition: &str,
) -> Result<Everybody, RestError> {
    let users = format!("SELECT Id FROM User WHERE {condition} ORDER BY Name ASC, Id ASC");
    let assigned = format!(
        "SELECT AssigneeId FROM PermissionSetAssignment WHERE PermissionSet.Name = '{PERMISSION_SET}' \
         AND IsActive = true AND IsRevoked = false"
    );
    let question = Composite::separate()
        .query("users", &users)
        .query("assigned", &assigned);
    let reply = rest.composite(&question).await?;
    let (users, more) = pages::<UserRow, P>(rest, &reply, "users").await?;
    let (assigned, _) = pages::<AssignedRow, P>(rest, &reply, "assigned").await?;
    let invited: std::collections::HashSet<RecordId> =
        assigned.into_iter().map(|row| row.assignee_id).collect();
    let listed = |row: UserRow| Listed {
        invited: invited.contains(&row.id),
        user: row.id,
    };
    Ok(Everybody {
        people: users.into_iter().map(listed).collect(),
        more,
    })
}

/// The rows of as many pages as are read, and whether there are more.
async fn pages<T: DeserializeOwned, P: Platform>(
    rest: &Rest<P>,
    reply: &crate::salesforce::CompositeReply,
    of: &str,
) -> Result<(Vec<T>, bool), RestError> {
    match rest.rows_of_pages(reply, of, PAGES).await? {
        Some(rows) => Ok((rows, false)),
        None => Ok((reply.rows(of)?, true)),
    }
}
