//! How many calls of an org's API were made for what, by day. It is kept for thirty days, for Diagnostics.

use serde::{Deserialize, Serialize};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use crate::base::{Day, OrgHost};
use crate::ports::{Area, Platform};
use crate::storage;
use crate::storage::{StoredError, Versioned};

/// How many days are kept, today included.
const DAYS: usize = 30;
/// How many days the sum of Diagnostics is of, today included.
const WEEK: u16 = 7;

/// What a call is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// The panel's view of a record.
    Record,
    /// An activity that was opened or changed in the panel's list.
    Activity,
    /// People, users and contacts that were looked for.
    Search,
    /// The people of a list of leads or contacts.
    Lists,
    /// The look at the receivers before a mail.
    Check,
    /// Mails, calls, tasks and contact roles that were written.
    Log,
    /// The values of a mail's fields.
    Fields,
    /// Templates.
    Templates,
    /// The tasks that are due.
    Tasks,
    /// Best bets and the watch list.
    People,
    /// The live feed.
    Feed,
    /// Sales campaigns.
    Campaigns,
    /// What the org's objects and fields are: once a day.
    Schema,
    /// Signing in, and whether the rep is in the team.
    SignIn,
    /// Setting up the org, and its team.
    SetUp,
    /// Anything else.
    Other,
}

/// What was called for one purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallCount {
    /// The purpose.
    pub purpose: Purpose,
    /// Calls of today.
    pub today: u32,
    /// Calls of the last seven days, today included.
    pub week: u32,
}

/// One day's calls by purpose.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct DayCounts {
    day: Day,
    counts: Vec<(Purpose, u32)>,
}

/// The days of an org, the oldest first.
#[derive(Default, Serialize, Deserialize)]
struct Kept {
    days: Vec<DayCounts>,
}

impl Versioned for Kept {
    const VERSION: u32 = 1;
}

impl Kept {
    fn add(&mut self, day: Day, purpose: Purpose, calls: u32) {
        let at = match self.days.binary_search_by_key(&day, |counts| counts.day) {
            Ok(at) => at,
            Err(at) => {
                let counts = Vec::new();
                self.days.insert(at, DayCounts { day, counts });
                at
            }
        };
        if let Some(of_day) = self.days.get_mut(at) {
            let mut counts = of_day.counts.iter_mut();
            match counts.find(|(of, _)| *of == purpose) {
                Some((_, known)) => *known = known.saturating_add(calls),
                None => of_day.counts.push((purpose, calls)),
            }
        }
        let surplus = self.days.len().saturating_sub(DAYS);
        self.days.drain(..surplus);
    }

    fn counts(&self, today: Day) -> Vec<CallCount> {
        let first = today.earlier(WEEK - 1);
        let mut sums = BTreeMap::<Purpose, (u32, u32)>::new();
        let of_week = self.days.iter();
        for of_day in of_week.filter(|of_day| (first..=today).contains(&of_day.day)) {
            for (purpose, calls) in &of_day.counts {
                let (of_today, of_week) = sums.entry(*purpose).or_default();
                *of_week = of_week.saturating_add(*calls);
                if of_day.day == today {
                    *of_today = of_today.saturating_add(*calls);
                }
            }
        }
        let sums = sums.into_iter();
        sums.map(|(purpose, (today, week))| CallCount {
            purpose,
            today,
            week,
        })
        .collect()
    }
}

/// The calls that were counted and are not stored yet: some are written at once, so those of a worker that ends in
/// between are lost.
#[derive(Default)]
pub(super) struct Ledger {
    pending: RefCell<BTreeMap<(OrgHost, Day, Purpose), u32>>,
    /// They are being stored.
    writing: Cell<bool>,
}

impl Ledger {
    /// Counts a call that is made now.
    pub fn count(&self, org: &OrgHost, day: Day, purpose: Purpose) {
        let mut pending = self.pending.borrow_mut();
        let calls = pending.entry((org.clone(), day, purpose)).or_default();
        *calls = calls.saturating_add(1);
    }

    /// Forgets what was counted of an org.
    pub async fn forget<P: Platform>(
        &self,
        platform: &P,
        org: &OrgHost,
    ) -> Result<(), StoredError> {
        self.pending.borrow_mut().retain(|(of, ..), _| of != org);
        storage::remove(platform, Area::Local, &key(org)).await
    }

    /// Stores what was counted, also what is counted meanwhile: one write an org.
    pub async fn store<P: Platform>(&self, platform: &P) -> Result<(), StoredError> {
        if self.writing.replace(true) {
            return Ok(());
        }
        let mut stored = Ok(());
        while stored.is_ok() && !self.pending.borrow().is_empty() {
            stored = self.write(platform).await;
        }
        self.writing.set(false);
        stored
    }

    async fn write<P: Platform>(&self, platform: &P) -> Result<(), StoredError> {
        let mut pending = self.pending.take();
        while let Some(((org, ..), _)) = pending.first_key_value() {
            let org = org.clone();
            let mut kept = read(platform, &org).await;
            pending.retain(|(of, day, purpose), calls| {
                let own = *of == org;
                if own {
                    kept.add(*day, *purpose, *calls);
                }
                !own
            });
            storage::write(platform, Area::Local, &key(&org), &kept).await?;
        }
        Ok(())
    }

    /// The counts of an org, with those that are not stored yet.
    pub async fn counts<P: Platform>(&self, platform: &P, org: &OrgHost) -> Vec<CallCount> {
        let mut kept = read(platform, org).await;
        for ((of, day, purpose), calls) in self.pending.borrow().iter() {
            if of == org {
                kept.add(*day, *purpose, *calls);
            }
        }
        kept.counts(platform.today())
    }
}

/// Counts that cannot be read begin anew.
async fn read<P: Platform>(platform: &P, org: &OrgHost) -> Kept {
    let kept = storage::read_or_none(platform, Area::Local, &key(org)).await;
    kept.ok().flatten().unwrap_or_default()
}

fn key(org: &OrgHost) -> String {
    format!("salesforce.calls/{org}")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn a_week_is_seven_days_and_thirty_days_are_kept() {
        let today = day("2026-11-30");
        let mut kept = Kept::default();
        for days in 0..40 {
            kept.add(today.earlier(days), Purpose::Record, 2);
        }
        kept.add(today, Purpose::Log, 1);
        kept.add(today, Purpose::Record, 1);
        let counts = kept.counts(today);
        let record = CallCount {
            purpose: Purpose::Record,
            today: 3,
            week: 15,
        };
        let log = CallCount {
            purpose: Purpose::Log,
            today: 1,
            week: 1,
        };
        assert_eq!(counts, [record, log]);
        assert_eq!(kept.days.len(), 30);
        assert_eq!(kept.days.last().map(|of| of.day), Some(today));
        let tomorrow = kept.counts(today.later(1));
        assert_eq!(
            tomorrow.first().map(|of| (of.today, of.week)),
            Some((0, 13))
        );
    }
}
