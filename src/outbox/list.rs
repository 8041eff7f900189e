//! What the outbox shows.

use std::time::Duration;

use super::{Intent, Outbox, OutboxItem, item, several};
use crate::base::{Fault, sort::sort_by};
use crate::ports::Platform;

/// What is done is shown for an hour.
const SHOWN: Duration = Duration::from_secs(60 * 60);

impl<P: Platform + 'static> Outbox<P> {
    /// The actions of those who are signed in that are being done, that need them, or that were done within
    /// the last hour; oldest first. Reads no form and no mail.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn outbox(&self) -> Result<Vec<OutboxItem>, Fault> {
        let now = self.platform.now();
        let mut intents = self.own_actions().await?;
        intents.retain(|intent| intent.end.is_none_or(|end| now.since(end.at) < SHOWN));
        sort_by(&mut intents, |a, b| {
            (a.submitted, &a.id).cmp(&(b.submitted, &b.id))
        });
        let settings = self.services.sessions.policies().settings().await;
        let shown = |intent: &Intent| {
            let progress = self.progress_of(intent);
            let item = item(intent, now)?;
            let item = OutboxItem { progress, ..item };
            Some(Self::shown(item, intent, &settings))
        };
        Ok(several::items(&intents, now, shown))
    }
}
