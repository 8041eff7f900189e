//! The signed-in user's administrative rights in an org.

use serde::{Deserialize, Serialize};
use std::time::Duration;

use crate::base::Millis;
use crate::ports::{Area, Platform};
use crate::salesforce::{Composite, Rest, RestError, tokens::cache_key};
use crate::storage;
use crate::storage::Versioned;

/// How long the rights are cached.
const LIFETIME: Duration = Duration::from_secs(10 * 60);

/// `UserPermissionAccess` has one row: the rights of the current user ("Object Reference").
const QUESTION: &str = "SELECT PermissionsCustomizeApplication, PermissionsManageUsers, \
     PermissionsAssignPermissionSets, PermissionsModifyMetadata FROM UserPermissionAccess LIMIT 1";

/// The rights that setup page and team page need.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "four independent rights of Salesforce's"
)]
pub struct Rights {
    /// Customize Application: can see Setup and its metadata.
    pub customize: bool,
    /// Manage Users.
    pub manage_users: bool,
    /// Assign Permission Sets.
    pub assign_permission_sets: bool,
    /// Modify Metadata Through Metadata API Functions: can deploy.
    pub modify_metadata: bool,
}

impl Rights {
    /// Whether they can use the setup page.
    #[must_use]
    pub const fn can_set_up(self) -> bool {
        self.customize || self.modify_metadata
    }

    /// Whether they can use the team page.
    #[must_use]
    pub const fn can_invite(self) -> bool {
        self.assign_permission_sets || self.manage_users
    }

    /// The cached rights, else one call.
    ///
    /// # Errors
    /// [`RestError`].
    pub(super) async fn of<P: Platform>(platform: &P, rest: &Rest<P>) -> Result<Self, RestError> {
        let key = cache_key(rest.org(), "rights");
        let now = platform.now();
        if let Ok(Some(kept)) = storage::read::<CacheEntry>(platform, Area::Session, &key).await
            && now.since(kept.at) < LIFETIME
        {
            return Ok(kept.rights);
        }
        let question = Composite::separate().query("rights", QUESTION);
        let rows: Vec<Row> = rest.composite(&question).await?.rows("rights")?;
        let rights = rows.into_iter().next().map(Self::from).unwrap_or_default();
        let kept = CacheEntry { at: now, rights };
        storage::write(platform, Area::Session, &key, &kept).await?;
        Ok(rights)
    }
}

#[derive(Serialize, Deserialize)]
struct CacheEntry {
    at: Millis,
    rights: Rights,
}

impl Versioned for CacheEntry {
    const VERSION: u32 = 1;
}

#[derive(Deserialize)]
#[allow(
    clippy::struct_excessive_bools,
    clippy::struct_field_names,
    reason = "Salesforce's fields"
)]
struct Row {
    #[serde(rename = "PermissionsCustomizeApplication")]
    customize: bool,
    #[serde(rename = "PermissionsManageUsers")]
    manage_users: bool,
    #[serde(rename = "PermissionsAssignPermissionSets")]
    assign_permission_sets: bool,
    #[serde(rename = "PermissionsModifyMetadata")]
    modify_metadata: bool,
}

impl From<Row> for Rights {
    fn from(row: Row) -> Self {
        Self {
            customize: row.customize,
            manage_users: row.manage_users,
            assign_permission_sets: row.assign_permission_sets,
            modify_metadata: row.modify_metadata,
        }
    }
}
