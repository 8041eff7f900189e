//! Why a piece of work waits for the rep although nothing of it failed.

use serde::{Deserialize, Serialize};

/// Why nothing goes on before the rep decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Held {
    /// Its time passed while the browser slept.
    Late,
    /// The rep paused its queue.
    Paused,
    /// The rep took it back while another draft of theirs stood in its place.
    BesideAnother,
}
