//! Limits on single fields of the people of a list.

use super::person::PersonRow;
use crate::base::{Day, Millis};

/// The days that a limit of time can name.
pub const DAYS: [u16; 3] = [7, 30, 90];
const DAY: i64 = 24 * 60 * 60 * 1000;

/// What a person has to be; a limit that is not set holds for everybody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// Their status is this one.
    pub status: Option<String>,
    /// They have so many stars, or more.
    pub stars: u8,
    /// They have so many flames, or more.
    pub flames: u8,
    /// Their last interesting moment is at most so many days old.
    pub moment_within: Option<u16>,
    /// Nothing was logged on them in the last so many days.
    pub quiet_for: Option<u16>,
}

impl Limits {
    /// How many are set.
    #[must_use]
    pub fn count(&self) -> usize {
        [
            self.status.is_some(),
            self.stars > 0,
            self.flames > 0,
            self.moment_within.is_some(),
            self.quiet_for.is_some(),
        ]
        .into_iter()
        .filter(|set| *set)
        .count()
    }

    /// Whether a person is within all of them.
    #[must_use]
    pub fn fit(&self, person: &PersonRow, now: Millis, today: Day) -> bool {
        let marks = person.marks;
        let status = self.status.as_ref();
        let recent = |days: u16| {
            let at = person.moment.as_ref().and_then(|moment| moment.at);
            at.is_some_and(|at| now.0.saturating_sub(at.0) <= i64::from(days) * DAY)
        };
        let is_quiet = |days: u16| person.active.is_none_or(|day| day.later(days) < today);
        status.is_none_or(|status| person.status.as_ref() == Some(status))
            && marks.map_or(0, |marks| marks.stars) >= self.stars
            && marks.map_or(0, |marks| marks.flames) >= self.flames
            && self.moment_within.is_none_or(recent)
            && self.quiet_for.is_none_or(is_quiet)
    }
}

/// The statuses of the people, each once, in their order.
#[must_use]
pub fn statuses(people: &[PersonRow]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for status in people.iter().filter_map(|person| person.status.as_ref()) {
        if !all.contains(status) {
            all.push(status.clone());
        }
    }
    all
}
