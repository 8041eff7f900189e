//! The tabs of the panel, and what each shows.

use serde::{Deserialize, Serialize};

use super::{ActivityKind, Dated};
use crate::base::ObjectType;

/// A tab of the panel, in their order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TabName {
    /// The people of an account or opportunity.
    People,
    /// Ninety days by week, and everything below.
    #[default]
    Insights,
    /// What is still to be done or to happen.
    Upcoming,
    /// Marketo's interesting moments.
    Moments,
    /// Mails, theirs and ours.
    Email,
    /// Calls.
    Calls,
    /// Meetings.
    Meetings,
    /// How the score changed.
    Score,
    /// Pages that they visited.
    Web,
}

impl TabName {
    /// Those beside an object, in order.
    #[must_use]
    pub fn of(object: ObjectType) -> Vec<Self> {
        let all = [
            Self::People,
            Self::Insights,
            Self::Upcoming,
            Self::Moments,
            Self::Email,
            Self::Calls,
            Self::Meetings,
            Self::Score,
            Self::Web,
        ];
        let is_there = |tab: &Self| *tab != Self::People || !object.is_person();
        all.into_iter().filter(is_there).collect()
    }

    /// Whether it shows an activity.
    #[must_use]
    pub fn shows(self, activity: &Dated) -> bool {
        match self {
            Self::Insights => true,
            Self::Upcoming => activity.open,
            Self::Moments => activity.kind == ActivityKind::Moment,
            Self::Email => activity.kind == ActivityKind::Email,
            Self::Calls => activity.kind == ActivityKind::Call,
            Self::Meetings => activity.kind == ActivityKind::Meeting,
            Self::People | Self::Score | Self::Web => false,
        }
    }
}
