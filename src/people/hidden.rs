//! Whom a rep hides from Best Bets for some days.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::time::Duration;

use super::own::Own;
use super::view::HideFor;
use crate::base::time::days;
use crate::base::{Millis, RecordId};
use crate::storage::Versioned;

const DAY: Duration = days(1);

/// Until when each is hidden.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Hidden {
    until: BTreeMap<String, Millis>,
}

impl Versioned for Hidden {
    const VERSION: u32 = 1;
}

impl Own for Hidden {
    const NAME: &'static str = "people.hidden/";
}

impl Hidden {
    /// Until when somebody is hidden, where they are hidden now.
    pub fn until(&self, id: &RecordId, now: Millis) -> Option<Millis> {
        let until = self.until.get(id.as_str()).copied();
        until.filter(|until| *until > now)
    }

    /// Hides somebody from now on, or shows them again. Those whose days are over are forgotten.
    pub fn set(&mut self, id: &RecordId, how_long: Option<HideFor>, now: Millis) {
        self.until.retain(|_, until| *until > now);
        match how_long {
            None => drop(self.until.remove(id.as_str())),
            Some(how_long) => {
                let until = now.after(DAY * u32::from(how_long.days()));
                self.until.insert(id.to_string(), until);
            }
        }
    }
}
