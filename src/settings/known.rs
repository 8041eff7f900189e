//! Whether the browser has loaded the policy yet.

use serde::{Deserialize, Serialize};

/// Whether the browser has loaded the policy yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Known {
    /// Just installed: Chrome hands the policy over some seconds later, and until then there seems to
    /// be none.
    NotYet,
    /// It is known, even if only that there is none.
    Yes,
}
