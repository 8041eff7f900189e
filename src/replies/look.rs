//! Looking through the mailbox: when it is due, and how far it came.

use std::time::Duration;

use super::watch::Watch;
use super::{Replies, kept};
use crate::base::{Fault, Millis, Topic};
use crate::mailbox::{MailboxError, New, RepliesRight};
use crate::ports::{Area, Platform};
use crate::storage;

/// Rings when the mailbox is to be looked through again; armed only while a mail of ours can be answered.
pub const ALARM: &str = "replies";
pub(super) const WATCH: &str = "replies.watch";
/// A use of the extension asks whether a look is due this long after the last time: half of the shortest pause.
const SELDOM: Duration = Duration::from_secs(60);
/// So many times in a row a look goes on with what one answer of the provider could not hold.
const PAGES: usize = 8;

impl<P: Platform + 'static> Replies<P> {
    /// The extension is used: as [`Self::look`], but for the uses soon after a look, which are many.
    pub async fn used(&self) {
        let now = self.platform.now();
        let soon = |asked: Millis| now.since(asked) < SELDOM && asked <= now;
        if !self.asked.get().is_some_and(soon) {
            self.look().await;
        }
    }

    /// Looks through the mailbox if that is due, and arms the alarm for the next time. To be called at every start of
    /// the worker, when [`ALARM`] rings, and after a mail left.
    pub async fn look(&self) {
        self.asked.set(Some(self.platform.now()));
        let _held = self.locks.hold("look").await;
        // Where the storage fails, the next look notes it.
        let _ = self.note_answered().await;
        // Where the storage fails, the next start of the worker looks again.
        if let Ok(None) | Err(_) = self.look_if_due().await {
            self.platform.clear_alarm(ALARM).await;
        }
    }

    /// `None` where there is nothing to look for.
    async fn look_if_due(&self) -> Result<Option<()>, Fault> {
        let platform = &*self.platform;
        let off = self.sessions.policies().settings().await.off;
        if off || self.mailboxes.replies_right().await != RepliesRight::Granted {
            return Ok(None);
        }
        let Some(mailbox) = self.mailboxes.user().await.map(|user| user.address) else {
            return Ok(None);
        };
        let Some(newest) = self.outbox.newest_sent(&mailbox).await? else {
            return Ok(None);
        };
        let now = platform.now();
        let kept: Option<Watch> = storage::read_or_none(platform, Area::Local, WATCH).await?;
        let kept = kept.filter(|watch| watch.mailbox.eq_ignore_ascii_case(&mailbox));
        let is_first = kept.is_none();
        let mut watch = kept.unwrap_or_else(|| Watch::begin(&mailbox, newest));
        let Some(due) = watch.due(newest, now) else {
            return Ok(None);
        };
        if now < due && !is_first {
            platform.wake_at(ALARM, due).await;
            return Ok(Some(()));
        }
        let looked = self.go_through(&mut watch).await;
        watch.looked = now;
        match &looked {
            Ok(()) => (watch.failures, watch.after) = (0, Duration::ZERO),
            Err(error) => {
                watch.failures = watch.failures.saturating_add(1);
                watch.after = error.retry().unwrap_or_default();
            }
        }
        storage::write(platform, Area::Local, WATCH, &watch).await?;
        if matches!(looked, Err(MailboxError::NoRight(..))) {
            platform.changed(Topic::Setup).await;
            return Ok(None);
        }
        let next = watch.due(newest, now).unwrap_or(now);
        platform.wake_at(ALARM, next).await;
        Ok(Some(()))
    }

    /// Asks for what is new, and takes it. The place is given on only once all before it is kept.
    async fn go_through(&self, watch: &mut Watch) -> Result<(), MailboxError> {
        let (mut any, since) = (false, watch.since());
        for _ in 0..PAGES {
            let news = self
                .mailboxes
                .news(&watch.mailbox, watch.place.as_ref(), since)
                .await?;
            for mail in &news.mails {
                match mail {
                    New::Arrived(mail) => any |= self.take(&watch.mailbox, mail).await?,
                    New::Sent(mail) => self.take_own(&watch.mailbox, mail).await?,
                }
            }
            watch.place = Some(news.place);
            if !news.more {
                break;
            }
        }
        let now = self.platform.now();
        // What cannot be forgotten now is forgotten another time.
        let _ = self.outbox.forget_sent().await;
        let _ = kept::forget_old(&*self.platform, now).await;
        if any {
            for topic in [Topic::Replies, Topic::Record] {
                self.platform.changed(topic).await;
            }
            if let Some(then) = &*self.news.borrow() {
                then();
            }
        }
        Ok(())
    }
}
