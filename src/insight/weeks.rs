//! The last ninety days by week: what they did and what we did, counted.

use serde::{Deserialize, Serialize};

use super::{ActivityKind, Dated};
use crate::base::Day;

/// So many weeks are shown, this one included: ninety days and a little.
const WEEKS: u16 = 13;

/// One week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Week {
    /// Its first day.
    pub first: Day,
    /// What they did, by kind, in the order of [`ActivityKind::ALL`]; kinds without any are left out.
    pub theirs: Vec<(ActivityKind, usize)>,
    /// What we did, likewise.
    pub ours: Vec<(ActivityKind, usize)>,
    /// Not all of its activities were read: there may be more.
    pub partly: bool,
}

/// How many activities of a kind Salesforce counted on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayCount {
    /// The day.
    pub day: Day,
    /// The kind: none that a person's campaigns or moments are of.
    pub kind: ActivityKind,
    /// They did it.
    pub theirs: bool,
    /// Their number.
    pub count: usize,
}

impl Week {
    /// All its activities.
    #[must_use]
    pub fn count(&self) -> usize {
        let all = self.theirs.iter().chain(&self.ours);
        all.map(|(_, count)| count).sum()
    }
}

/// Whether an activity was done in the week that begins on `first`.
pub fn is_of_week(activity: &Dated, first: Day) -> bool {
    let day = activity.day;
    !activity.open && day.is_some_and(|day| first <= day && day < first.later(7))
}

/// The weeks up to the one that begins on `this`, the oldest first. What is still to be done, and what happened before,
/// is in none; `is_whole` says whether everything was read of the week that begins on a day. Where it was not, the days
/// that Salesforce `counted` count, if it did.
pub fn weeks<'a>(
    activities: impl Iterator<Item = &'a Dated>,
    this: Day,
    is_whole: impl Fn(Day) -> bool,
    counted: Option<&[DayCount]>,
) -> Vec<Week> {
    let oldest = this.earlier(7 * (WEEKS - 1));
    let shown = activities.filter(|one| one.day >= Some(oldest));
    let shown: Vec<&Dated> = shown.collect();
    let week = |back: u16| {
        let first = this.earlier(7 * back);
        let within = |activity: &&&Dated| is_of_week(activity, first);
        let all: Vec<&&Dated> = shown.iter().filter(within).collect();
        let whole = is_whole(first);
        let counted = counted.filter(|_| !whole);
        let count = |theirs: bool| {
            let of_kind = |kind: ActivityKind| {
                let same = |one: &&&&Dated| one.kind == kind && one.theirs == theirs;
                let read = all.iter().filter(same).count();
                let days = counted.unwrap_or_default().iter().filter(|of| {
                    let here = first <= of.day && of.day < first.later(7);
                    here && of.kind == kind && of.theirs == theirs
                });
                (kind, read.max(days.map(|of| of.count).sum()))
            };
            let counts = ActivityKind::ALL.into_iter().map(of_kind);
            counts.filter(|(_, count)| *count > 0).collect()
        };
        Week {
            first,
            theirs: count(true),
            ours: count(false),
            partly: !whole && counted.is_none(),
        }
    };
    (0..WEEKS).rev().map(week).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;
    use crate::insight::{ActivityView, When};

    fn on(day: &str, kind: ActivityKind, theirs: bool, open: bool) -> Dated {
        let activity = ActivityView {
            id: day.to_owned(),
            kind,
            subject: String::new(),
            note: None,
            minutes: None,
            priority: None,
            at: Some(When::On(Day::parse(day).unwrap())),
            open,
            theirs,
            opened: None,
            who: None,
            task: None,
            changed: None,
        };
        Dated::new(activity, |_| Day::default())
    }

    #[test]
    fn each_activity_is_in_the_week_of_its_day_on_the_side_of_who_did_it() {
        let all = [
            on("2026-11-30", ActivityKind::Email, true, false),
            on("2026-12-06", ActivityKind::Call, false, false),
            on("2026-12-06", ActivityKind::Call, false, false),
            on("2026-12-02", ActivityKind::Task, false, true),
            on("2026-11-29", ActivityKind::Email, false, false),
            on("2026-09-06", ActivityKind::Moment, true, false),
            on("2026-09-07", ActivityKind::Moment, true, false),
            on("2026-12-07", ActivityKind::Meeting, false, false),
        ];
        let this = Day::parse("2026-11-30").unwrap();
        let from = Day::parse("2026-09-16").unwrap();
        let is_whole = |first| first >= from;
        let counts = |counted| super::weeks(all.iter(), this, is_whole, counted);
        let weeks = counts(None);
        assert_eq!(weeks.len(), usize::from(WEEKS));
        let (first, before, now) = (&weeks[0], &weeks[11], &weeks[12]);
        assert_eq!(
            (first.first.to_string(), now.first),
            ("2026-09-07".into(), this)
        );
        assert_eq!(first.theirs, [(ActivityKind::Moment, 1)]);
        assert_eq!(before.ours, [(ActivityKind::Email, 1)]);
        assert_eq!(now.theirs, [(ActivityKind::Email, 1)]);
        assert_eq!(
            (now.ours.as_slice(), now.count()),
            ([(ActivityKind::Call, 2)].as_slice(), 3)
        );
        let partly: Vec<bool> = weeks.iter().map(|week| week.partly).collect();
        assert_eq!(partly.iter().filter(|partly| **partly).count(), 2);
        assert!(partly[0] && partly[1]);

        let of = |day: &str, kind, count| DayCount {
            day: Day::parse(day).unwrap(),
            kind,
            theirs: false,
            count,
        };
        let counted = [
            of("2026-09-08", ActivityKind::Email, 40),
            of("2026-09-13", ActivityKind::Email, 2),
            of("2026-12-06", ActivityKind::Call, 9),
        ];
        let counts = counts(Some(&counted));
        assert_eq!(counts[0].ours, [(ActivityKind::Email, 42)]);
        assert_eq!(counts[0].theirs, [(ActivityKind::Moment, 1)]);
        assert_eq!(
            counts[12], *now,
            "a week that was read whole is counted there"
        );
        assert!(counts.iter().all(|week| !week.partly));
    }
}
