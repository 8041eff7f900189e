//! Whether there is a policy yet.

use serde::{Deserialize, Serialize};

/// Whether the policy is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Known {
    /// Just installed: Chrome hands the policy over some seconds later, and until then there seems to
    /// be none.
    NotYet,
    /// It is, also where there is none.
    Yes,
}
