//! What can happen on a rep's people, by its name.

use serde::{Deserialize, Serialize};

use super::listed::listed;

listed! {
    /// What happened.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum FeedKind {
        /// An interesting moment of Marketo Sales Insight.
        Moment,
        /// An answer to a mail of the rep's.
        Reply,
        /// Somebody wants no more mails.
        OptOut,
        /// A mail of the rep's did not arrive.
        Bounce,
        /// Somebody else completed a task, or logged a call or mail.
        Task,
        /// A response to a campaign.
        Response,
    }
}

impl FeedKind {
    /// Its name in ids and in the page.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Moment => "moment",
            Self::Reply => "reply",
            Self::OptOut => "opt_out",
            Self::Bounce => "bounce",
            Self::Task => "task",
            Self::Response => "response",
        }
    }

    /// Whether this browser knows it from the rep's mailbox, and shows it with the mails that came back, too.
    #[must_use]
    pub const fn is_of_mailbox(self) -> bool {
        matches!(self, Self::Reply | Self::OptOut | Self::Bounce)
    }
}
