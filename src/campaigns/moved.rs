//! On which days open tasks are due once the rep said when they are away: pure, decided here and nowhere else.

use serde::{Deserialize, Serialize};

use super::{Absence, Rules};
use crate::base::{Day, RecordId};

/// What this browser has moved, and whether something is left to be moved.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Moving {
    /// The rep's absence was set, changed or ended, and the tasks do not follow it yet.
    pub due: bool,
    /// The tasks that were moved, or that may have been: one has two entries while it is moved once more.
    pub moved: Vec<MovedTask>,
}

/// A task that was moved to another day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct MovedTask {
    pub task: RecordId,
    /// Its own day.
    pub from: Day,
    /// Where it was moved.
    pub to: Day,
}

/// An open task of a campaign's step.
pub(super) struct OpenTask<'a> {
    pub id: RecordId,
    /// When it is due in Salesforce.
    pub day: Day,
    /// Those of its campaign, which say which days are working days.
    pub rules: &'a Rules,
}

/// Where the tasks belong that are not, or not only, on their own day; each with the day that Salesforce has.
///
/// A task that is due while the rep is away belongs on the first working day after that. One that was moved before, and
/// that nobody has moved since, belongs on its own day again where the rep is there then, or today where that day is over.
/// Every other task stays where it is.
pub(super) fn plan(
    open: &[OpenTask<'_>],
    moved: &[MovedTask],
    away: Option<Absence>,
    today: Day,
) -> Vec<(MovedTask, Day)> {
    let is_away = |day: Day| away.is_some_and(|away| away.has(day));
    let place = |task: &OpenTask<'_>| {
        // What it was moved to is its day by now where that is over.
        let ours = moved
            .iter()
            .find(|moved| moved.task == task.id && moved.to == task.day && moved.to > today);
        let from = ours.map_or(task.day, |moved| moved.from);
        let to = match (ours, away) {
            (Some(_), _) if from < today => task.rules.next_working(today, is_away),
            (_, Some(away)) if away.has(from) => {
                task.rules.next_working(away.last.later(1), is_away)
            }
            _ => from,
        };
        let task = task.id.clone();
        MovedTask { task, from, to }
    };
    let all = open.iter().map(|task| (place(task), task.day));
    all.filter(|(moved, day)| moved.to != moved.from || moved.to != *day)
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::campaigns::WhileAway;
    use proptest::prelude::*;

    /// The first day is a Friday.
    fn day(n: u16) -> Day {
        Day::parse("2027-01-01").unwrap().later(n)
    }

    fn id(n: u16) -> RecordId {
        RecordId::parse(&format!("00TAc0000000{n:03}")).unwrap()
    }

    fn absence(first: u16, last: u16) -> Absence {
        Absence {
            first: day(first),
            last: day(last),
            how: WhileAway::Wait,
        }
    }

    /// The tasks on these days, as Salesforce has them after they were moved; what was moved is noted.
    fn settle(days: &mut [Day], moved: &mut Vec<MovedTask>, away: Option<Absence>, today: u16) {
        let rules = Rules::default();
        let open: Vec<OpenTask<'_>> = days
            .iter()
            .zip(0..)
            .map(|(day, n)| OpenTask {
                id: id(n),
                day: *day,
                rules: &rules,
            })
            .collect();
        let plan = plan(&open, moved, away, day(today));
        for (moved, _) in &plan {
            let at = (0..).position(|n| id(n) == moved.task).unwrap();
            *days.get_mut(at).unwrap() = moved.to;
        }
        *moved = plan.into_iter().map(|(moved, _)| moved).collect();
        moved.retain(|moved| moved.from != moved.to);
    }

    #[test]
    fn what_is_due_on_days_away_is_due_on_the_first_working_day_after_them() {
        let (mut days, mut moved) = ([3, 4, 8, 9].map(day), Vec::new());
        // Until Saturday.
        settle(&mut days, &mut moved, Some(absence(4, 8)), 3);
        assert_eq!(days, [3, 10, 10, 9].map(day));
        assert_eq!(moved.len(), 2);
        settle(&mut days, &mut moved, Some(absence(4, 8)), 3);
        assert_eq!(days, [3, 10, 10, 9].map(day), "once is enough");
        settle(&mut days, &mut moved, Some(absence(4, 5)), 3);
        assert_eq!(days, [3, 6, 8, 9].map(day), "the absence is shorter");
        settle(&mut days, &mut moved, None, 3);
        assert_eq!(days, [3, 4, 8, 9].map(day));
        assert_eq!(moved, []);
    }

    #[test]
    fn who_is_back_early_has_to_do_today_what_was_due_before() {
        let (mut days, mut moved) = ([4, 7].map(day), Vec::new());
        settle(&mut days, &mut moved, Some(absence(4, 20)), 3);
        settle(&mut days, &mut moved, None, 6);
        assert_eq!(days, [6, 7].map(day));
    }

    #[test]
    fn what_somebody_moved_since_stays_and_an_absence_that_is_over_moves_nothing_back() {
        let (mut days, mut moved) = ([4, 5].map(day), Vec::new());
        settle(&mut days, &mut moved, Some(absence(4, 5)), 3);
        assert_eq!(days, [6, 6].map(day));
        *days.first_mut().unwrap() = day(11);
        settle(&mut days, &mut moved, None, 3);
        assert_eq!(days, [11, 5].map(day));
        settle(&mut days, &mut moved, Some(absence(5, 5)), 3);
        settle(&mut days, &mut moved, Some(absence(30, 31)), 10);
        assert_eq!(days, [11, 6].map(day), "it is overdue, as any other");
    }

    proptest! {
        #[test]
        fn no_task_is_left_on_days_away_and_a_life_that_ends_between_loses_none(
            own in proptest::collection::vec(0_u16..40, 1..8),
            away in proptest::collection::vec(proptest::option::of((0_u16..20, 0_u16..20)), 1..5),
            written in 0_usize..8,
        ) {
            let (mut days, mut moved): (Vec<Day>, _) = (own.iter().copied().map(day).collect(), Vec::new());
            let today = 0;
            for away in away {
                let away = away.map(|(first, length)| absence(first, first + length));
                // As if the life had ended after some of the tasks were written, with what was noted before that.
                let mut some = days.clone();
                let mut noted = Vec::new();
                let (mut after, mut known) = (days.clone(), moved.clone());
                settle(&mut after, &mut known, away, today);
                noted.extend(moved.clone());
                noted.extend(known.clone());
                for (now, then) in some.iter_mut().zip(&after).take(written) {
                    *now = *then;
                }
                settle(&mut some, &mut noted, away, today);
                prop_assert_eq!(&some, &after);
                prop_assert_eq!(&noted, &known);
                (days, moved) = (some, noted);
                if let Some(away) = away {
                    prop_assert!(days.iter().all(|day| !away.has(*day)));
                }
            }
            let mut all = days.clone();
            settle(&mut all, &mut moved, None, today);
            let own: Vec<Day> = own.into_iter().map(day).collect();
            prop_assert_eq!(all, own, "nothing is lost on the way");
        }
    }
}
