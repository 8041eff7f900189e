//! The clock of this machine.

use js_sys::Date;
use std::time::Duration;

use super::{Chrome, intl};
use crate::base::{Day, Millis};
use crate::ports::Clock;

/// Now.
#[must_use]
pub fn now() -> Millis {
    #[allow(
        clippy::cast_possible_truncation,
        reason = "milliseconds fit for 280,000 years"
    )]
    Millis(Date::now() as i64)
}

impl Clock for Chrome {
    fn now(&self) -> Millis {
        now()
    }

    fn day(&self, at: Millis) -> Day {
        intl::calendar_day(at)
    }

    fn day_in(&self, zone: &str, at: Millis) -> Option<Day> {
        intl::calendar_day_in(zone, at)
    }

    async fn sleep(&self, span: Duration) {
        gloo_timers::future::sleep(span).await;
    }
}
