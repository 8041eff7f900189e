//! Every sales action by its name. Its form and its rules are in `actions/`.

use serde::{Deserialize, Serialize};

use crate::base::listed::listed;

listed! {
    /// Every sales action there is, in menu order.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum ActionKind {
        /// A mail from the rep's mailbox, logged on the record.
        SendEmail,
        /// A call that was made, logged on the record.
        LogCall,
        /// A task for the rep or a colleague.
        AddTask,
    }
}

impl ActionKind {
    /// The name on the wire, in storage, in policies and in locale keys (`action_<name>`).
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::SendEmail => "send_email",
            Self::LogCall => "log_call",
            Self::AddTask => "add_task",
        }
    }
}
