//! What of a record the rep chose to see.

use leptos::prelude::*;

use crate::base::{Day, pieces::Pieces};
use crate::insight::{
    ActivityKind, ActivityView, Dated, Older, Record, ScoreChange, SortBy, Source, TabChoice,
    TabName, Timeline, is_of_week, whole_from,
};
use crate::panel::RecordView;
use crate::platform::intl;
use crate::protocol::{ChooseTab, CountDays, GetOlder, GetScoreHistory};
use crate::ui::components::Command;
use crate::ui::panel::focus::focus;
use crate::ui::panel::older::{OlderPages, Scope};
use crate::ui::panel::state::PanelState;

/// The tab, the week, the kinds.
#[derive(Clone, Copy)]
pub struct Choice {
    record: RwSignal<RecordView>,
    chosen: RwSignal<Option<TabName>>,
    sorted: RwSignal<Option<SortBy>>,
    doing: Command,
    /// The first day of the chosen week.
    pub week: RwSignal<Option<Day>>,
    /// The kinds that are left out.
    pub without: RwSignal<Vec<ActivityKind>>,
    older: OlderPages,
    /// Whether it is what happened on the whole account.
    pub account: RwSignal<bool>,
    today: Memo<Day>,
    /// Reads older activities.
    pub reading: Command,
    /// How the score changed, once that is known.
    pub scores: RwSignal<Option<Vec<ScoreChange>>>,
    /// Asks for it.
    pub scoring: Command,
    /// The activities of the view, and the older ones that were read; whether of the account.
    timeline: Memo<(bool, Timeline)>,
}

impl Choice {
    /// Of a record: the tab of the last time.
    pub fn new(record: RwSignal<RecordView>) -> Self {
        let PanelState { older, now, .. } = PanelState::get();
        let account = RwSignal::new(false);
        let timeline = Memo::new_owning(move |before: Option<(bool, Timeline)>| {
            let account = account.get();
            let before = before.filter(|(of, _)| *of == account);
            let is_new = before.is_none();
            let (_, mut all) = before.unwrap_or_default();
            let changed = record.with(|record| {
                let view: &[ActivityView] = match account {
                    true => &[],
                    false => &record.facts.activities,
                };
                older.with(account, |pages| all.follow(view, pages, intl::calendar_day))
            });
            ((account, all), is_new || changed)
        });
        Self {
            older,
            account,
            today: Memo::new(move |_| intl::calendar_day(now.get())),
            reading: Command::new(),
            scores: RwSignal::new(None),
            scoring: Command::new(),
            timeline,
            record,
            chosen: RwSignal::new(None),
            sorted: RwSignal::new(None),
            doing: Command::new(),
            week: RwSignal::new(None),
            without: RwSignal::new(Vec::new()),
        }
    }

    /// What is known of the activities; follows them.
    pub fn with_all<T>(self, then: impl FnOnce(&Pieces<Dated>) -> T) -> T {
        self.timeline.with(|(_, all)| then(all.rows()))
    }

    /// The tab.
    pub fn tab(self) -> TabName {
        let last = || self.record.with(|record| record.tab);
        self.chosen.get().unwrap_or_else(last)
    }

    /// The tabs beside such a record.
    pub fn tabs(self) -> Vec<TabName> {
        TabName::of(self.record.with(|record| record.facts.record.object))
    }

    /// Chooses a tab, for the next record too.
    pub fn choose(self, tab: TabName) {
        if tab == self.tab() {
            return;
        }
        self.chosen.set(Some(tab));
        self.keep();
    }

    /// What the lists are sorted by, where the tab can be sorted by it.
    pub fn sort(self) -> SortBy {
        let last = || self.record.with(|record| record.sort);
        let by = self.sorted.get().unwrap_or_else(last);
        match self.sorts().contains(&by) {
            true => by,
            false => SortBy::default(),
        }
    }

    /// What the list of the tab can be sorted by.
    pub fn sorts(self) -> Vec<SortBy> {
        let alone = self
            .record
            .with(|record| record.facts.record.object.is_person());
        SortBy::of(self.tab(), !alone || self.account.get())
    }

    /// Sorts the lists, of the next record too.
    pub fn sort_by(self, by: SortBy) {
        self.sorted.set(Some(by));
        self.keep();
    }

    fn keep(self) {
        let choice = untrack(|| TabChoice {
            object: self.record.with(|record| record.facts.record.object),
            tab: self.tab(),
            sort: self
                .sorted
                .get()
                .unwrap_or_else(|| self.record.with(|record| record.sort)),
        });
        self.doing.run(ChooseTab { choice }, |_| ());
    }

    /// Shows a kind, or leaves it out.
    pub fn toggle(self, kind: ActivityKind) {
        self.without
            .update(|without| match without.contains(&kind) {
                true => without.retain(|other| *other != kind),
                false => without.push(kind),
            });
    }

    /// What the list of the tab shows.
    pub fn list(self) -> Pieces<Dated> {
        let tab = self.tab();
        let (week, without) = match tab {
            TabName::Insights => (self.week.get(), self.without.get()),
            _ => (None, Vec::new()),
        };
        // In the list of all, what is older than this day would stand where others are missing.
        let from = match week {
            Some(_) => None,
            None => self.whole_from(&self.sources()),
        };
        let in_time = |activity: &Dated| match week {
            Some(first) => is_of_week(activity, first),
            None => activity.open || from.is_none_or(|from| activity.day >= Some(from)),
        };
        let shown = |activity: &Dated| {
            tab.shows(activity) && !without.contains(&activity.kind) && in_time(activity)
        };
        self.sort().sorted(self.with_all(|all| all.kept(shown)))
    }

    /// Whether not all of a week was read.
    pub fn is_partly(self, first: Day) -> bool {
        let from = self.whole_from(TabName::Insights.sources());
        let of = Scope {
            account: self.account.get(),
            week: Some(first),
        };
        let of_week = |facts: &Record| !self.older.sources(facts, of).is_empty();
        from.is_some_and(|from| first < from) && self.record.with(|record| of_week(&record.facts))
    }

    /// Where the list can be read on; none where all was read.
    pub fn goes_on(self) -> Vec<Older> {
        let scope = self.scope();
        if scope.week.is_some_and(|first| !self.is_partly(first)) {
            return Vec::new();
        }
        let sources = self.sources();
        let mut older = self
            .record
            .with(|record| self.older.sources(&record.facts, scope));
        older.retain(|of| sources.contains(&of.source));
        older
    }

    /// Reads the next page of the list.
    pub fn read_older(self) {
        let (scope, of) = untrack(|| (self.scope(), self.goes_on()));
        let record = self
            .record
            .with_untracked(|record| record.facts.record.clone());
        let asked: Vec<Source> = of.iter().map(|of| of.source).collect();
        let request = GetOlder {
            record: record.clone(),
            account: scope.account,
            week: scope.week,
            of,
        };
        self.reading.run(request, move |page| {
            let facts = self
                .record
                .try_with_untracked(|record| record.facts.clone());
            if let Some(facts) = facts.filter(|facts| facts.record == record) {
                self.older.add(&facts, scope, &asked, page);
                // The button, which had the focus, is removed after the last page.
                if untrack(|| self.goes_on().is_empty()) {
                    request_animation_frame(|| focus("#older-status"));
                }
            }
        });
    }

    /// Asks how the score changed, unless that is known.
    pub fn read_scores(self) {
        if self.scores.with_untracked(Option::is_some) || self.scoring.busy.get_untracked() {
            return;
        }
        let record = self
            .record
            .with_untracked(|record| record.facts.record.clone());
        self.scoring
            .run(GetScoreHistory { record }, move |changes| {
                self.scores.try_set(Some(changes));
            });
    }

    /// Has the activities of all weeks counted.
    pub fn count(self) {
        let account = self.account.get_untracked();
        let record = self
            .record
            .with_untracked(|record| record.facts.record.clone());
        let request = CountDays {
            record: record.clone(),
            account,
        };
        self.reading.run(request, move |counted| {
            let here = |view: &RecordView| view.facts.record == record;
            if self.record.try_with_untracked(here) == Some(true) {
                self.older.put_counted(account, counted);
                // The button, which had the focus, is removed.
                request_animation_frame(|| focus(".week:last-of-type input"));
            }
        });
    }

    /// Whether a page was read of the list.
    pub fn has_read_older(self) -> bool {
        self.older.has_read(self.scope())
    }

    /// Shows what happened on the whole account, or on the record alone again.
    pub fn toggle_account(self) {
        self.account.update(|account| *account = !*account);
        self.week.set(None);
        if untrack(|| self.account.get() && !self.has_read_older()) {
            self.read_older();
        }
    }

    fn scope(self) -> Scope {
        Scope {
            account: self.account.get(),
            week: self.of_week(),
        }
    }

    /// The chosen week of the list of all; a tab of one kind has none.
    pub fn of_week(self) -> Option<Day> {
        let week = self.week.get();
        week.filter(|_| self.tab() == TabName::Insights)
    }

    /// What the list is read from.
    fn sources(self) -> Vec<Source> {
        let tab = self.tab();
        let left_out = |source: Source| {
            let of = match source {
                Source::Mails => ActivityKind::Email,
                Source::Meetings => ActivityKind::Meeting,
                Source::Campaigns => ActivityKind::Campaign,
                Source::Tasks | Source::Calls => return false,
            };
            tab == TabName::Insights && self.without.with(|without| without.contains(&of))
        };
        let all = tab.sources().iter().copied();
        all.filter(|source| !left_out(*source)).collect()
    }

    fn whole_from(self, sources: &[Source]) -> Option<Day> {
        let today = self.today.get();
        let of = Scope {
            account: self.account.get(),
            week: None,
        };
        let of_all = |facts: &Record| whole_from(&self.older.sources(facts, of), sources, today);
        self.record.with(|record| of_all(&record.facts))
    }
}
