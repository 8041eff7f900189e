//! Searches the users of an org whom a task can be assigned to.

use serde::Deserialize;

use crate::actions::Assignee;
use crate::base::RecordId;
use crate::ports::Platform;
use crate::salesforce::{Rest, RestError, soql};

/// The most users that a list offers.
const LIMIT: u8 = 10;

/// The active users of the org whose name contains `text`, by name, at most ten: one call. (Only
/// users of type Standard can own a record.)
///
/// # Errors
/// [`RestError`].
pub async fn find_users<P: Platform>(
    rest: &Rest<P>,
    text: &str,
) -> Result<Vec<Assignee>, RestError> {
    #[derive(Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct User {
        id: RecordId,
        name: String,
    }
    let named = match text.trim() {
        "" => String::new(),
        text => format!(" AND Name LIKE {}", soql::containing(text)),
    };
    let users: Vec<User> = rest
        .query(&format!(
            "SELECT Id, Name FROM User WHERE IsActive = true AND UserType = 'Standard'{named} \
             ORDER BY Name ASC, Id ASC LIMIT {LIMIT}"
        ))
        .await?;
    let assignee = |User { id, name }| Assignee { id, name };
    Ok(users.into_iter().map(assignee).collect())
}
