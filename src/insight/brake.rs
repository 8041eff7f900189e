//! How often a page may say that its record changed: each time costs a call of Salesforce, and the page is
//! not to be trusted with the org's daily limit.

use std::time::Duration;

use crate::base::Millis;

/// As many in a row are believed, ...
const BURST: u32 = 6;
/// ... and one more after each of these.
const EACH: Duration = Duration::from_secs(20);

/// Counts what pages say.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Brake {
    spent: u32,
    since: Millis,
}

impl Brake {
    /// Whether to believe a page that speaks now.
    pub fn lets_through(&mut self, now: Millis) -> bool {
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
        let mut brake = Brake::default();
        let hour = 3_600_000;
        let passed = (0..hour)
            .step_by(100)
            .filter(|at| brake.lets_through(Millis(1_800_000_000_000 + at)))
            .count();
        assert!((180..=187).contains(&passed), "{passed}");
    }

    #[test]
    fn a_rep_who_saves_now_and_then_is_always_believed() {
        let mut brake = Brake::default();
        for minute in 0..100 {
            assert!(brake.lets_through(Millis(minute * 60_000)));
        }
    }
}
