//! The running trial of a client, and the result of the last one.

use serde::{Deserialize, Serialize};

use crate::base::{Fault, Millis, Provider};
use crate::mailbox::MailClient;

/// A trial whose window is open.
#[derive(Clone, Copy, Debug)]
pub struct Trying {
    pub(super) provider: Provider,
    pub(super) since: Millis,
}

/// The result of the last trial at a provider.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Tried {
    pub client: MailClient,
    /// Why it failed; `None` where somebody was signed in.
    pub fault: Option<Fault>,
}
