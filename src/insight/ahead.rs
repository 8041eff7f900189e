//! What came of a reading ahead of the panel.

use std::cell::RefCell;
use std::time::Duration;

use super::Found;
use crate::base::{Fault, Millis, RecordId, RecordRef};

/// How long the panel may take until it asks.
const WAITS: Duration = Duration::from_secs(5);

/// The last reading of which no view is kept: the panel that asks next gets what came of it, in place of a second call.
#[derive(Default)]
pub(super) struct Ahead(RefCell<Option<Reading>>);

struct Reading {
    record: RecordRef,
    user: RecordId,
    at: Millis,
    found: Result<Found, Fault>,
}

impl Ahead {
    /// Leaves it for the user's panel.
    pub fn leave(
        &self,
        record: &RecordRef,
        user: RecordId,
        at: Millis,
        found: Result<Found, Fault>,
    ) {
        *self.0.borrow_mut() = Some(Reading {
            record: record.clone(),
            user,
            at,
            found,
        });
    }

    /// Takes it, if it was left just now.
    pub fn take(
        &self,
        record: &RecordRef,
        user: &RecordId,
        now: Millis,
    ) -> Option<Result<Found, Fault>> {
        let left = self.0.borrow_mut().take()?;
        let is_theirs = left.record == *record && left.user == *user;
        (is_theirs && now.since(left.at) <= WAITS).then_some(left.found)
    }

    /// The record has changed: it does not count any more.
    pub fn forget(&self, record: &RecordRef) {
        self.0.borrow_mut().take_if(|left| left.record == *record);
    }
}
