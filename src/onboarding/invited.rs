//! Whether an org has the rep in the team.

use serde::{Deserialize, Serialize};

/// What the org says of the rep: invited are those who have the custom permission `MSI_Actions`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Invited {
    /// The rep has the permission.
    Yes,
    /// The rep does not have it, or not any more.
    No,
    /// It cannot be read in this org: counts as yes, and Diagnostics says so.
    #[default]
    Unknown,
}

impl Invited {
    /// Whether the rep may work.
    #[must_use]
    pub const fn may_work(self) -> bool {
        !matches!(self, Self::No)
    }
}
