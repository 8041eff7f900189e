//! Whom a rep hides from Best Bets for some days: kept in this browser, for each user of each org.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::time::Duration;

use super::view::HideFor;
use crate::base::{Millis, OrgHost, RecordId};
use crate::ports::{Area, Store};
use crate::storage::{self, StoredError, Versioned};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Until when each is hidden.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Hidden {
    until: BTreeMap<String, Millis>,
}

impl Versioned for Hidden {
    const VERSION: u32 = 1;
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

/// Whom a user has hidden; nobody where it cannot be read.
pub(super) async fn get(
    store: &impl Store,
    org: &OrgHost,
    user: &RecordId,
) -> Result<Hidden, StoredError> {
    let kept = storage::read_or_none(store, Area::Local, &key(org, user)).await?;
    Ok(kept.unwrap_or_default())
}

pub(super) async fn put(
    store: &impl Store,
    org: &OrgHost,
    user: &RecordId,
    hidden: &Hidden,
) -> Result<(), StoredError> {
    storage::write(store, Area::Local, &key(org, user), hidden).await
}

fn key(org: &OrgHost, user: &RecordId) -> String {
    format!("people.hidden/{org}/{user}")
}
