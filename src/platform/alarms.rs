//! `chrome.alarms`. A refused alarm is ignored: the outbox arms its alarms again at every start of the worker.

use serde::Serialize;

use super::{Chrome, chrome};
use crate::base::Millis;
use crate::ports::Alarms;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
enum When {
    When(i64),
    PeriodInMinutes(u32),
}

impl Alarms for Chrome {
    async fn wake_at(&self, name: &str, at: Millis) {
        let _ = chrome::alarms_create(name, &chrome::options(&When::When(at.0))).await;
    }

    async fn wake_every(&self, name: &str, minutes: u32) {
        let _ =
            chrome::alarms_create(name, &chrome::options(&When::PeriodInMinutes(minutes))).await;
    }

    async fn clear_alarm(&self, name: &str) {
        let _ = chrome::alarms_clear(name).await;
    }

    async fn clear_alarms(&self) {
        let _ = chrome::alarms_clear_all().await;
    }
}
