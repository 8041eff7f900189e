//! Looking for what came back, beside everything else; and the rep's word that it may be.

use std::rc::Rc;

use super::Worker;
use crate::base::{Fault, Topic};
use crate::mailbox::RepliesRight;
use crate::ports::Platform;

impl<P: Platform + 'static> Worker<P> {
    /// Looks through the mailbox if that is due.
    pub(super) fn look_for_replies(&self) {
        let replies = Rc::clone(&self.replies);
        self.platform.spawn(async move { replies.look().await });
    }

    /// Notes the rep's word; where the provider has not given the right yet, its window asks for it.
    pub(super) async fn agree_to_replies(&self, agreed: bool) -> Result<(), Fault> {
        let mailbox = self.mailboxes.connected().await?;
        self.mailboxes.agree_to_replies(agreed).await?;
        self.platform.changed(Topic::Replies).await;
        if !agreed || self.mailboxes.replies_right().await != RepliesRight::NotGranted {
            self.look_for_replies();
            return Ok(());
        }
        let Some(attempt) = self.onboarding.begin_again(mailbox.provider).await? else {
            return Ok(());
        };
        let (onboarding, replies) = (Rc::clone(&self.onboarding), Rc::clone(&self.replies));
        let platform = Rc::clone(&self.platform);
        self.platform.spawn(async move {
            onboarding.sign_in(attempt).await;
            platform.changed(Topic::Replies).await;
            replies.look().await;
        });
        Ok(())
    }
}
