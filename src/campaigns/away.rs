//! The days on which the rep is away: no step of theirs is due on them.

use serde::{Deserialize, Serialize};

use crate::base::{Day, FieldFault, RecordId};

/// The state of a record of an absence.
pub(super) const AWAY: &str = "away";
/// An absence is at most so many days long, and begins at most so many days from today.
const LONGEST: u16 = 366;
/// An absence that is over is kept for so many days: a campaign lasts no longer, and counts its days around it.
const KEPT: u16 = super::MOST_DAYS + 35;

/// Days on which the rep is away, the first and the last among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absence {
    /// The first.
    pub first: Day,
    /// The last, not before the first.
    pub last: Day,
    /// What becomes of the steps.
    pub how: WhileAway,
}

/// What becomes of steps around an absence. Either way none is due on its days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhileAway {
    /// What falls on these days waits until they are over; everything else stays on its day.
    Wait,
    /// The days do not count, so that all steps to come are later by them.
    Move,
}

impl Absence {
    /// What has to change before it can be kept: `first` or `last`.
    ///
    /// # Errors
    /// One entry a field.
    pub fn check(&self, today: Day) -> Result<(), Vec<FieldFault>> {
        let (first, last) = (self.first, self.last);
        let fault = |field: &'static str, key: &'static str| vec![FieldFault::new(field, key)];
        if first < today || first > today.later(LONGEST) {
            return Err(fault("first", "field_away_first"));
        }
        if last < first || last > first.later(LONGEST) {
            return Err(fault("last", "field_away_last"));
        }
        Ok(())
    }

    /// Whether a day is one of them.
    #[must_use]
    pub fn has(&self, day: Day) -> bool {
        (self.first..=self.last).contains(&day)
    }

    /// The key of its record.
    pub(super) fn key(&self, user: &RecordId) -> String {
        format!("away-{user}-{}", self.first)
    }
}

/// The one of these absences that is not over yet.
pub(super) fn open(all: &[Absence], today: Day) -> Option<Absence> {
    all.iter().find(|absence| absence.last >= today).copied()
}

/// What becomes of an absence that is known.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// It is removed: it did not begin, or is long over.
    Remove(Absence),
    /// It is written as it is now.
    Put(Absence),
}

/// What has to change so that `new` is the only absence from today on; without one the rep is there from today on.
pub(super) fn changes(known: &[Absence], new: Option<Absence>, today: Day) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    for old in known {
        let replaced = new.is_some_and(|new| new.first == old.first);
        if replaced {
            continue;
        }
        if old.last.later(KEPT) < today || old.first >= today {
            changes.push(Change::Remove(*old));
        } else if old.last >= today {
            changes.push(Change::Put(Absence {
                last: today.earlier(1),
                ..*old
            }));
        }
    }
    changes.extend(new.map(Change::Put));
    changes
}

/// The absences after these changes, the earliest first.
pub(super) fn changed(known: &[Absence], changes: &[Change]) -> Vec<Absence> {
    let of = |change: &Change| match change {
        Change::Remove(absence) | Change::Put(absence) => absence.first,
    };
    let is_untouched = |old: &&Absence| changes.iter().all(|change| of(change) != old.first);
    let mut all: Vec<Absence> = known.iter().filter(is_untouched).copied().collect();
    all.extend(changes.iter().filter_map(|change| match change {
        Change::Put(absence) => Some(*absence),
        Change::Remove(_) => None,
    }));
    all.sort_unstable_by_key(|absence| absence.first);
    all
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn day(n: u16) -> Day {
        Day::parse("2027-01-01").unwrap().later(n)
    }

    fn absence(first: u16, last: u16) -> Absence {
        Absence {
            first: day(first),
            last: day(last),
            how: WhileAway::Move,
        }
    }

    /// What is known after the rep set `new` on the day `today`.
    fn set(known: &[Absence], new: Option<Absence>, today: u16) -> Vec<Absence> {
        changed(known, &changes(known, new, day(today)))
    }

    #[test]
    fn who_is_back_was_away_until_yesterday() {
        let known = set(&[], Some(absence(10, 20)), 1);
        assert_eq!(known, [absence(10, 20)]);
        assert_eq!(set(&known, None, 15), [absence(10, 14)]);
        assert_eq!(set(&known, None, 10), [], "not one day of it was");
        assert_eq!(set(&known, None, 5), []);
        assert_eq!(set(&known, None, 21), known, "it is over by itself");
    }

    #[test]
    fn a_new_absence_takes_the_place_of_what_is_left_of_another() {
        let known = [absence(10, 20)];
        assert_eq!(
            set(&known, Some(absence(15, 30)), 15),
            [absence(10, 14), absence(15, 30)]
        );
        assert_eq!(set(&known, Some(absence(12, 13)), 9), [absence(12, 13)]);
        assert_eq!(set(&known, Some(absence(10, 12)), 10), [absence(10, 12)]);
        assert_eq!(open(&known, day(20)), Some(absence(10, 20)));
        assert_eq!(open(&known, day(21)), None);
        let long_after = KEPT + 21;
        assert_eq!(set(&known, None, long_after), []);
    }

    #[test]
    fn days_that_cannot_be_chosen_are_told() {
        let field = |absence: Absence| {
            let faults = absence.check(day(5)).err().unwrap_or_default();
            faults.first().map(|fault| fault.field.to_string())
        };
        assert_eq!(field(absence(5, 5)), None);
        assert_eq!(field(absence(4, 5)).as_deref(), Some("first"));
        assert_eq!(field(absence(400, 401)).as_deref(), Some("first"));
        assert_eq!(field(absence(6, 5)).as_deref(), Some("last"));
        assert_eq!(field(absence(6, 373)).as_deref(), Some("last"));
    }
}
