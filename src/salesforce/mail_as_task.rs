//! Orgs that show `EmailMessage` to a rep but refuse to create one. That is remembered for a day, so that the next
//! mails are logged as Tasks at once.

use serde::{Deserialize, Serialize};
use std::time::Duration;

use super::tokens::cache_key;
use super::{Rest, RestError};
use crate::base::time::days;
use crate::base::{Millis, RecordId};
use crate::ports::{Area, Platform};
use crate::storage;
use crate::storage::Versioned;

const LIFETIME: Duration = days(1);
const WHAT: &str = "mail_as_task";

#[derive(Serialize, Deserialize)]
struct Refused {
    user: RecordId,
    at: Millis,
}

impl Versioned for Refused {
    const VERSION: u32 = 1;
}

impl<P: Platform> Rest<P> {
    /// Whether the org refused a message to `user` within the last day. False where that cannot be read: the org will
    /// refuse again.
    pub async fn refuses_messages(&self, user: &RecordId) -> bool {
        let platform = &**self.platform();
        let key = cache_key(self.org(), WHAT);
        let kept = storage::read::<Refused>(platform, Area::Local, &key).await;
        let now = platform.now();
        kept.ok()
            .flatten()
            .is_some_and(|kept| kept.user == *user && now.since(kept.at) < LIFETIME)
    }

    /// Remembers that the org refused a message to `user`.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn remember_refused_messages(&self, user: &RecordId) -> Result<(), RestError> {
        let platform = &**self.platform();
        let key = cache_key(self.org(), WHAT);
        let refused = Refused {
            user: user.clone(),
            at: platform.now(),
        };
        Ok(storage::write(platform, Area::Local, &key, &refused).await?)
    }
}
