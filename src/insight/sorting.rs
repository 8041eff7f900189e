//! How the list of a tab is sorted.

use serde::{Deserialize, Serialize};

use super::{ActivityKind, Dated, TabName};
use crate::base::{pieces::Pieces, sort::sort_by_key};

/// What activities are sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SortBy {
    /// What is open by its date, then everything else, the newest first.
    #[default]
    Date,
    /// The other way round.
    DateReversed,
    /// By the name of the lead or contact; those of nobody last.
    Person,
    /// By the kind of activity.
    Kind,
}

impl SortBy {
    /// What a tab can be sorted by; nothing where it has no list. `of_several` says whether its activities are those of
    /// more than one person.
    #[must_use]
    pub fn of(tab: TabName, of_several: bool) -> Vec<Self> {
        let by_kind = match tab {
            TabName::Insights | TabName::Upcoming => true,
            TabName::Email | TabName::Calls | TabName::Meetings => false,
            TabName::People | TabName::Moments | TabName::Score | TabName::Web => {
                return Vec::new();
            }
        };
        let more = [(Self::Person, of_several), (Self::Kind, by_kind)];
        let more = more.into_iter().filter(|(_, there)| *there);
        let dates = [Self::Date, Self::DateReversed].into_iter();
        dates.chain(more.map(|(by, _)| by)).collect()
    }

    /// The activities, which are in the order of [`Self::Date`], in this one; among equal ones that order stays.
    #[must_use]
    pub fn sorted(self, activities: Pieces<Dated>) -> Pieces<Dated> {
        let mut all: Vec<Dated> = match self {
            Self::Date => return activities,
            _ => activities.iter().cloned().collect(),
        };
        match self {
            Self::Date | Self::DateReversed => all.reverse(),
            Self::Person => sort_by_key(&mut all, |one: &Dated| {
                let name = one.who.as_ref().map(|name| name.to_lowercase());
                (name.is_none(), name)
            }),
            Self::Kind => sort_by_key(&mut all, |one: &Dated| {
                ActivityKind::ALL.iter().position(|kind| *kind == one.kind)
            }),
        }
        all.into_iter().collect()
    }
}
