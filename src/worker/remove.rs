//! "Remove everything that this extension knows".

use super::{Worker, home};
use crate::journal::{ALARM, ALARM_DUE};
use crate::ports::{Area, Badge, Platform, Table};
use crate::protocol::{Fault, Topic};
use crate::settings::is_of_policy;
use crate::stored::StoredError;

impl<P: Platform + 'static> Worker<P> {
    /// Signs out everywhere, which revokes, and forgets what is kept in this browser: set-up,
    /// signature, drafts and what was not sent. What providers or storage refuse stops nothing else.
    pub(super) async fn remove_all(&self) -> Result<(), Fault> {
        let platform = &*self.platform;
        let _ = self.onboarding.cancel_sign_in().await;
        for org in self.sessions.orgs().await {
            // Forgotten in any case; a provider that cannot be told ends it by its idle time.
            let _ = self.sessions.sign_out(&org).await;
        }
        let _ = self.mailboxes.sign_out().await;
        for name in [ALARM, ALARM_DUE, home::ALARM] {
            platform.clear_alarm(name).await;
        }
        let removed = self.clear_storage().await;
        platform.badge(Badge::None).await;
        for topic in [Topic::Setup, Topic::Record, Topic::Outbox, Topic::Tasks] {
            platform.changed(topic).await;
        }
        platform.look_again().await;
        Ok(removed?)
    }

    async fn clear_storage(&self) -> Result<(), StoredError> {
        let platform = &*self.platform;
        for table in [Table::Intents, Table::Drafts] {
            for (key, _) in platform.rows(table).await? {
                platform.delete(table, &key).await?;
            }
        }
        for area in [Area::Local, Area::Session] {
            let keys = platform.keys(area, "").await?;
            // What the administrator's policy says is not the rep's, and Chrome would say it again.
            for key in keys.iter().filter(|key| !is_of_policy(key)) {
                platform.remove(area, key).await?;
            }
        }
        Ok(())
    }
}
