//! Which step of a sales campaign something is of.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A step of a campaign, wherever it stands: given when the step is first saved, and to no other step of the campaign
/// after it is taken out. What was done for somebody, and what is written for them alone, is kept under it, so that both
/// stay with their step. A campaign whose steps were never moved has them in order, from 1; 0 is a step that is not
/// saved yet.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct StepId(u16);

impl StepId {
    /// The nth that was saved, from 1.
    #[must_use]
    pub const fn nth(n: u16) -> Self {
        Self(n)
    }

    /// As it is kept.
    #[must_use]
    pub const fn get(self) -> u16 {
        self.0
    }

    /// Whether the step is not saved yet.
    #[must_use]
    pub const fn is_new(self) -> bool {
        self.0 == 0
    }
}

impl fmt::Display for StepId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
