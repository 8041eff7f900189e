//! What the rep chose last of the panel's tabs.

use serde::{Deserialize, Serialize};

use super::{SortBy, TabName};
use crate::base::ObjectType;

/// The tab that the rep chose last beside an object, and how its lists are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TabChoice {
    /// The object.
    pub object: ObjectType,
    /// The tab.
    pub tab: TabName,
    /// What the lists of the tabs are sorted by.
    #[serde(default)]
    pub sort: SortBy,
}
