//! The record of a page that the rep has come to is read while its panel is still being told of it.

use super::{Found, Insight};
use crate::base::RecordRef;
use crate::ports::Platform;

impl<P: Platform + 'static> Insight<P> {
    /// Reads a record that is not cached or due, as the panel is about to.
    pub async fn read_ahead(&self, record: &RecordRef) {
        let Ok(user) = self.sessions.signed_in(&record.org).await else {
            return;
        };
        // Whoever asks meanwhile waits for it.
        let _held = self.locks.hold(&record.key()).await;
        let kept = self.cached_for(record, &user).await;
        if kept.as_ref().is_some_and(|(view, _)| !view.freshness.due) {
            return;
        }
        let found = self.read_now(record, &user, kept).await;
        let is_kept = matches!(&found, Ok(Found::Record(view)) if view.freshness.fault.is_none());
        if !is_kept {
            let now = self.platform.now();
            self.ahead.leave(record, user.user_id, now, found);
        }
    }
}
