//! What of a record the rep chose to see.

use leptos::prelude::*;

use crate::base::Day;
use crate::insight::{ActivityKind, ActivityView, TabChoice, TabName, is_of_week};
use crate::panel::RecordView;
use crate::platform::intl;
use crate::protocol::ChooseTab;
use crate::ui::components::Command;

/// So many activities are drawn at first, and with each "Show more".
const STEP: usize = 30;

/// The tab, the week, the kinds.
#[derive(Clone, Copy)]
pub struct Choice {
    record: RwSignal<RecordView>,
    chosen: RwSignal<Option<TabName>>,
    doing: Command,
    /// The first day of the chosen week.
    pub week: RwSignal<Option<Day>>,
    /// The kinds that are left out.
    pub without: RwSignal<Vec<ActivityKind>>,
    drawn: RwSignal<usize>,
}

impl Choice {
    /// Of a record: the tab of the last time.
    pub fn new(record: RwSignal<RecordView>) -> Self {
        Self {
            record,
            chosen: RwSignal::new(None),
            doing: Command::new(),
            week: RwSignal::new(None),
            without: RwSignal::new(Vec::new()),
            drawn: RwSignal::new(STEP),
        }
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
        self.drawn.set(STEP);
        let object = self
            .record
            .with_untracked(|record| record.facts.record.object);
        let choice = TabChoice { object, tab };
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

    /// Draws more of the list.
    pub fn more(self) {
        self.drawn.update(|drawn| *drawn += STEP);
    }

    /// What the list of the tab shows, and whether there is more than is drawn.
    pub fn list(self) -> (Vec<ActivityView>, bool) {
        let tab = self.tab();
        let (week, without) = match tab {
            TabName::Insights => (self.week.get(), self.without.get()),
            _ => (None, Vec::new()),
        };
        let in_week = |activity: &ActivityView| {
            week.is_none_or(|first| is_of_week(activity, first, intl::calendar_day))
        };
        let drawn = self.drawn.get();
        self.record.with(|record| {
            let all = record.facts.activities.iter();
            let mut shown = all.filter(|activity| {
                tab.shows(activity) && !without.contains(&activity.kind) && in_week(activity)
            });
            let list = shown.by_ref().take(drawn).cloned().collect();
            (list, shown.next().is_some())
        })
    }
}
