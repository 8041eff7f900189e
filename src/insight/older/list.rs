//! The list of a record's activities with the older ones that were read after its view.

use std::collections::HashSet;

use super::{Older, Source};
use crate::base::{Day, Millis, sort::sort_by};
use crate::insight::{ActivityView, Dated, TabName};

/// Adds a page to what was `read`: each activity once, the newest first. `day_of` gives the day of a moment where the rep is.
pub fn add_page(
    read: &mut Vec<Dated>,
    page: impl IntoIterator<Item = ActivityView>,
    day_of: impl Fn(Millis) -> Day,
) {
    let mut known = HashSet::with_capacity(read.len());
    known.extend(read.iter().map(|one| one.id.clone()));
    let new = page.into_iter().filter(|one| known.insert(one.id.clone()));
    let new: Vec<Dated> = new.map(|one| Dated::new(one, &day_of)).collect();
    read.extend(new);
    sort_by(read, Dated::newest_first);
}

/// The activities of a view, and `older` ones that are not among them, each of which is there once: what is open first,
/// then the newest. Of a mail and its Task, only the mail. `day_of` gives the day of a moment where the rep is.
#[must_use]
pub fn with_older(
    view: &[ActivityView],
    older: &[Dated],
    day_of: impl Fn(Millis) -> Day,
) -> Vec<Dated> {
    let view = view.iter().cloned();
    let view: Vec<Dated> = view.map(|one| Dated::new(one, &day_of)).collect();
    if older.is_empty() {
        return view;
    }
    let known: HashSet<&str> = view.iter().map(|one| one.id.as_str()).collect();
    let mut of_mails: HashSet<&str> = HashSet::with_capacity(older.len());
    of_mails.extend(
        view.iter()
            .chain(older)
            .filter_map(|one| one.task.as_deref()),
    );
    let (mut all, mut past): (Vec<_>, Vec<_>) = view.iter().cloned().partition(|one| one.open);
    let older = older.iter().filter(|one| !known.contains(one.id.as_str()));
    past.extend(older.cloned());
    past.retain(|one| !of_mails.contains(one.id.as_str()));
    sort_by(&mut past, Dated::newest_first);
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
