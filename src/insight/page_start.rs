//! Where a page of contacts begins.

use serde::{Deserialize, Serialize};
use serde_json::Number;

use crate::base::RecordId;

/// Where a page of contacts begins. Salesforce skips no more than 2,000 rows (OFFSET, SOQL and SOSL Reference), so a page
/// begins after the last row of the one before, by the values that the rows are sorted by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageStart {
    /// With the first contact.
    First,
    /// After this one.
    After(LastContact),
}

/// The last contact of a page: the values of the fields that contacts are sorted by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastContact {
    pub(super) flames: Option<Number>,
    pub(super) stars: Option<Number>,
    pub(super) id: RecordId,
}
