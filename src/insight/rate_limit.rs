//! Limits how often a page can report that its record changed. Each report costs a call of Salesforce, and a
//! page must not be able to use up the org's daily limit.

use std::time::Duration;

use crate::base::Millis;

/// So many reports in a row count.
const BURST: u32 = 6;
/// After them, one more counts each time that this has passed.
const EACH: Duration = Duration::from_secs(20);

/// Counts the reports of pages.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct RateLimit {
    spent: u32,
    since: Millis,
}

impl RateLimit {
    /// Whether a report counts that comes now.
    pub fn allows(&mut self, now: Millis) -> bool {
        let regained = now.since(self.since).as_secs() / EACH.as_secs();
        if regained > 0 {
            let regained = u32::try_from(regained).unwrap_or(u32::MAX);
            self.spent = self.spent.saturating_sub(regained);
            self.since = now;
        }
        let passes = self.spent < BURST;
        self.spent += u32::from(passes);
        passes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_storm_comes_to_three_a_minute() {
        let mut limit = RateLimit::default();
        let hour = 3_600_000;
        let passed = (0..hour)
            .step_by(100)
            .filter(|at| limit.allows(Millis(1_800_000_000_000 + at)))
            .count();
        assert!((180..=187).contains(&passed), "{passed}");
    }

    #[test]
    fn a_rep_who_saves_now_and_then_is_always_believed() {
        let mut limit = RateLimit::default();
        for minute in 0..100 {
            assert!(limit.allows(Millis(minute * 60_000)));
        }
    }
}
