//! The list of a record's activities with the older ones that were read after its view.

use std::collections::{HashMap, HashSet};
use std::mem::take;

use super::{Older, Source};
use crate::base::{Day, Millis, sort::sort_by};
use crate::insight::{ActivityView, Dated, TabName};

/// Adds a page to what was `read`: each activity once, the newest first. `day_of` gives the day of a moment where the rep is.
pub fn add_page(
    read: &mut Vec<Dated>,
    page: impl IntoIterator<Item = ActivityView>,
    day_of: impl Fn(Millis) -> Day,
) {
    // The page is small: what was read is looked up in it, not the other way round.
    let mut new = HashMap::new();
    for one in page {
        new.entry(one.id.clone()).or_insert(one);
    }
    for one in read.iter() {
        new.remove(&one.id);
    }
    let new = new.into_values().map(|one| Dated::new(one, &day_of));
    let mut new: Vec<Dated> = new.collect();
    sort_by(&mut new, Dated::newest_first);
    *read = merged(take(read), new);
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
    let is_shown = |one: &&Dated| !of_mails.contains(one.id.as_str());
    let (open, past): (Vec<&Dated>, Vec<&Dated>) = view.iter().partition(|one| one.open);
    let mut past: Vec<Dated> = past.into_iter().filter(is_shown).cloned().collect();
    sort_by(&mut past, Dated::newest_first);
    let older = older.iter().filter(is_shown);
    let older = older.filter(|one| !known.contains(one.id.as_str()));
    let past = merged(past, older.cloned().collect());
    open.into_iter().cloned().chain(past).collect()
}

/// Two sorted lists as one.
fn merged(first: Vec<Dated>, second: Vec<Dated>) -> Vec<Dated> {
    let mut all = Vec::with_capacity(first.len() + second.len());
    let mut first = first.into_iter().peekable();
    let mut second = second.into_iter().peekable();
    while let (Some(one), Some(other)) = (first.peek(), second.peek()) {
        all.extend(match other.newest_first(one).is_lt() {
            true => second.next(),
            false => first.next(),
        });
    }
    all.extend(first);
    all.extend(second);
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
