//! A step that is due for somebody, and what is kept of it while it is done.

use serde::{Deserialize, Serialize};

use super::{Campaign, Member};

/// A step that is due for somebody.
pub(super) struct Due {
    pub member: Member,
    /// As this person gets it.
    pub campaign: Campaign,
    pub number: u16,
}

/// A step that this browser claims, or has claimed, for somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Pending {
    /// The key of the membership.
    pub member: String,
    /// The number of the step.
    pub number: u16,
}

impl Due {
    /// The step, as it is begun.
    pub(super) fn pending(&self) -> Pending {
        Pending {
            member: self.member.key.clone(),
            number: self.number,
        }
    }
}
