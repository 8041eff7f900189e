//! The list of a record's activities with the older ones that were read after its view.

use std::collections::HashSet;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::{Older, Source};
use crate::base::{Day, Millis, pieces::Pieces, sort::sort_by};
use crate::insight::{ActivityView, Dated, TabName};

/// How many rows are looked through at once for those that are to go.
const NEAR: usize = 256;

/// The activities of a view, and the pages of older ones, each of which is there once: what is open first, then the
/// newest. Of a mail and its Task, only the mail. A further page costs what the page does, however many were read.
#[derive(Clone, Default)]
pub struct Timeline {
    rows: Pieces<Dated>,
    /// So many rows at the beginning are what is open in the view.
    open: usize,
    /// As it was last shown.
    view: Vec<ActivityView>,
    /// How many pages are in it.
    pages: usize,
    /// All that are in it, or that a mail stands for.
    known: HashSet<ById>,
    /// The tasks for which a mail stands.
    of_mails: HashSet<String>,
}

impl Timeline {
    /// The activities.
    #[must_use]
    pub const fn rows(&self) -> &Pieces<Dated> {
        &self.rows
    }

    /// Follows a view and the pages that were read after it, of which those that it has stay as they are; without some
    /// of them it begins anew. `day_of` gives the day of a moment where the rep is. Says whether anything changed.
    pub fn follow(
        &mut self,
        view: &[ActivityView],
        pages: &[Arc<[Dated]>],
        day_of: impl Fn(Millis) -> Day,
    ) -> bool {
        let renewed = pages.len() < self.pages || self.view != view;
        if pages.len() < self.pages {
            *self = Self::default();
        }
        if renewed {
            let dated = view.iter().cloned().map(|one| Dated::new(one, &day_of));
            self.show(dated.collect());
            self.view = view.to_vec();
        }
        let new = pages.get(self.pages..).unwrap_or_default();
        for page in new {
            self.add(page);
        }
        renewed || !new.is_empty()
    }

    /// Puts a view in the place of the one before. What is not in it any more stays only where older ones were read: it
    /// is older than what a view has.
    fn show(&mut self, view: Vec<Dated>) {
        let ids: HashSet<&str> = view.iter().map(|one| one.id.as_str()).collect();
        let stays = |one: &&Dated| self.pages > 0 && !ids.contains(one.id.as_str());
        let mut before: Vec<Dated> = {
            let done = self.rows.iter().skip(self.open);
            done.filter(stays).cloned().collect()
        };
        if self.pages == 0 {
            self.known.clear();
            self.of_mails.clear();
        }
        self.known.extend(view.iter().map(ById::of));
        self.of_mails
            .extend(view.iter().filter_map(|one| one.task.clone()));
        let (open, mut past): (Vec<Dated>, Vec<Dated>) = view.into_iter().partition(|one| one.open);
        past.retain(|one| !self.of_mails.contains(&one.id));
        before.retain(|one| !self.of_mails.contains(&one.id));
        sort_by(&mut past, Dated::newest_first);
        self.open = open.len();
        self.rows = open.into_iter().chain(merged(past, before)).collect();
    }

    fn add(&mut self, page: &[Dated]) {
        self.pages += 1;
        let new = page.iter().filter(|one| self.known.insert(ById::of(one)));
        let mut new: Vec<Dated> = new.cloned().collect();
        let of_mails = new.iter().filter_map(|one| one.task.clone());
        let of_mails = of_mails.filter(|task| self.of_mails.insert(task.clone()));
        let of_mails: HashSet<String> = of_mails.collect();
        let listed = |task: &String| self.known.contains(task.as_str());
        let listed: HashSet<String> = of_mails.into_iter().filter(listed).collect();
        new.retain(|one| !self.of_mails.contains(&one.id));
        self.remove(listed);
        sort_by(&mut new, Dated::newest_first);
        if let Some(first) = new.first() {
            let before = |row: &Dated| !first.newest_first(row).is_lt();
            let at = self.rows.partition_point(self.open, before);
            let after = self.rows.take_from(at);
            self.rows.extend(merged(after, new));
        }
    }

    /// Removes tasks for which a mail stands now: as a rule they are near the end, as the mail is.
    fn remove(&mut self, mut tasks: HashSet<String>) {
        let mut looked_through = Vec::new();
        while !tasks.is_empty() && self.rows.len() > self.open {
            let at = self.rows.len().saturating_sub(NEAR).max(self.open);
            let mut rows = self.rows.take_from(at);
            rows.retain(|one| !tasks.remove(&one.id));
            looked_through.push(rows);
        }
        for rows in looked_through.into_iter().rev() {
            self.rows.extend(rows);
        }
    }
}

/// An activity by its id alone.
#[derive(Clone)]
struct ById(Arc<ActivityView>);

impl ById {
    fn of(one: &Dated) -> Self {
        Self(Arc::clone(&one.of))
    }
}

impl std::borrow::Borrow<str> for ById {
    fn borrow(&self) -> &str {
        &self.0.id
    }
}

impl PartialEq for ById {
    fn eq(&self, other: &Self) -> bool {
        self.0.id == other.0.id
    }
}

impl Eq for ById {}

impl Hash for ById {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.id.hash(state);
    }
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
