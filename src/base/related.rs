//! What an action is about beside the person: an opportunity.

use serde::{Deserialize, Serialize};

use crate::base::RecordId;

/// An opportunity by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Related {
    /// The opportunity's id.
    pub id: RecordId,
    /// As it was called when it was chosen.
    pub name: String,
}
