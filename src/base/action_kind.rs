//! Every sales action by its name. Its form and its rules are in `actions/`.

use serde::{Deserialize, Serialize};

macro_rules! kinds {
    ($( $(#[$doc:meta])* $kind:ident = $name:literal ),+ $(,)?) => {
        /// Every sales action there is, in menu order.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum ActionKind { $( $(#[$doc])* #[serde(rename = $name)] $kind ),+ }

        impl ActionKind {
            /// Every one.
            pub const ALL: &[Self] = &[ $( Self::$kind ),+ ];
            /// Every one with its name, as policies write it.
            pub const NAMED: &[(&str, Self)] = &[ $( ($name, Self::$kind) ),+ ];

            /// The name on the wire, in storage, in policies and in locale keys (`action_<name>`).
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $( Self::$kind => $name ),+ }
            }
        }
    };
}

kinds! {
    /// A mail from the rep's mailbox, logged on the record.
    SendEmail = "send_email",
    /// A call that was made, logged on the record.
    LogCall = "log_call",
    /// A task for the rep or a colleague.
    AddTask = "add_task",
    /// Adding people to a sales campaign.
    AddToCampaign = "add_to_campaign",
}
