//! The list of a record's activities with the older ones that were read after its view.

use std::collections::HashSet;

use super::{Older, Source};
use crate::base::{Day, Millis};
use crate::insight::activities::newest_first;
use crate::insight::{ActivityView, TabName};

/// The activities of a view, and `older` ones that are not among them: what is open first, then the newest. Of a mail and
/// its Task, only the mail. `day_of` gives the day of a moment where the rep is.
#[must_use]
pub fn with_older(
    view: &[ActivityView],
    older: &[ActivityView],
    day_of: impl Fn(Millis) -> Day,
) -> Vec<ActivityView> {
    if older.is_empty() {
        return view.to_vec();
    }
    let mut known: HashSet<&str> = view.iter().map(|one| one.id.as_str()).collect();
    let of_mails = view
        .iter()
        .chain(older)
        .filter_map(|one| one.task.as_deref());
    let of_mails: HashSet<&str> = of_mails.collect();
    let (mut all, mut past): (Vec<_>, Vec<_>) = view.iter().cloned().partition(|one| one.open);
    past.extend(older.iter().filter(|one| known.insert(&one.id)).cloned());
    past.retain(|one| !of_mails.contains(one.id.as_str()));
    newest_first(&mut past, day_of);
    all.extend(past);
    all
}

/// The first day from which nothing is missing in a list of these sources, where something may be. What is older is not
/// shown yet: it would stand where others are missing. A source that was read only up to days that are to come says
/// nothing of the past.
#[must_use]
pub fn whole_from(older: &[Older], sources: &[Source], today: Day) -> Option<Day> {
    let of = older.iter().filter(|of| sources.contains(&of.source));
    let days = of.filter_map(|of| of.read_from);
    days.filter(|day| *day <= today).max()
}

impl TabName {
    /// What its list is read from.
    #[must_use]
    pub const fn sources(self) -> &'static [Source] {
        match self {
            Self::Insights => &[
                Source::Tasks,
                Source::Mails,
                Source::Meetings,
                Source::Campaigns,
            ],
            Self::Email => &[Source::Tasks, Source::Mails],
            Self::Calls => &[Source::Calls],
            Self::Meetings => &[Source::Meetings],
            Self::People | Self::Upcoming | Self::Moments | Self::Score | Self::Web => &[],
        }
    }
}
