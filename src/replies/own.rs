//! Mails that the rep writes in Gmail or Outlook themselves: an answer there answers what came back.

use std::time::Duration;

use super::{Replies, What};
use crate::base::{ActionKind, Fault};
use crate::mailbox::{MailboxError, Sent, SentHead, message_id};
use crate::outbox::OutboxState;
use crate::ports::Platform;

/// A mail of ours may have left so long before or after the provider's time of it.
const NEAR: Duration = Duration::from_secs(10 * 60);

impl<P: Platform + 'static> Replies<P> {
    /// Takes a mail that was sent from the mailbox. What came back in its conversation before, from somebody whom it is for,
    /// is seen; a forwarded one is for somebody else. A mail of ours says nothing: a campaign may have sent it.
    pub(super) async fn take_own(&self, mailbox: &str, mail: &Sent) -> Result<(), MailboxError> {
        let broken = |_: Fault| MailboxError::Unexpected("storage of what came back");
        let mut waiting = self.own().await.map_err(broken)?;
        waiting.retain(|one| {
            let here = !one.conversation.is_empty() && one.conversation == mail.conversation;
            here && !one.seen && one.what == What::Reply
        });
        if waiting.is_empty() {
            return Ok(());
        }
        let Some(head) = self.mailboxes.sent_head(mailbox, mail).await? else {
            return Ok(());
        };
        waiting.retain(|one| head.to.contains(&one.from));
        if waiting.is_empty()
            || head.automatic
            || self.is_ours(mailbox, &head).await.map_err(broken)?
        {
            return Ok(());
        }
        let ids: Vec<_> = waiting.into_iter().map(|one| one.id).collect();
        self.mark_seen(&ids).await.map_err(broken)
    }

    /// Whether we sent it, or may have: one is on its way, or left to the same person at about that time.
    async fn is_ours(&self, mailbox: &str, head: &SentHead) -> Result<bool, Fault> {
        let local = head.message_id.trim_start_matches('<').split('@').next();
        if let Some(sent) = self.outbox.sent_mail(local.unwrap_or_default()).await?
            && message_id(sent.intent.as_str(), mailbox).eq_ignore_ascii_case(&head.message_id)
        {
            return Ok(true);
        }
        for address in &head.to {
            if let Some(sent) = self.outbox.sent_to(address).await?
                && (sent.at.since(head.at) < NEAR && head.at.since(sent.at) < NEAR)
            {
                return Ok(true);
            }
        }
        let outbox = self.outbox.outbox().await?;
        Ok(outbox.iter().any(|item| {
            let leaves = matches!(item.state, OutboxState::Sending | OutboxState::Unconfirmed);
            item.action == ActionKind::SendEmail && leaves
        }))
    }
}
