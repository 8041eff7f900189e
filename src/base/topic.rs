//! Events between worker and surfaces.

use serde::{Deserialize, Serialize};

use crate::base::listed::listed;

listed! {
    /// What may have changed. Events carry no data: a surface asks again, so a lost one costs nothing.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Topic {
        /// The wizard, a connection or the profile.
        Setup,
        /// A record view.
        Record,
        /// A draft.
        Drafts,
        /// The outbox.
        Outbox,
        /// The tasks that are due.
        Tasks,
        /// Best Bets and the watch list.
        People,
        /// Sales campaigns, and who is in them.
        Campaigns,
        /// The live feed.
        Feed,
        /// What came back to the rep's mails.
        Replies,
        /// Who is in the team, and the invitations under way.
        Team,
    }
}
