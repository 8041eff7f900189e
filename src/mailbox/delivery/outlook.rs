//! By Outlook. With the right to send only, one request does it, and where its answer is lost nobody
//! can say what became of the mail. With the right to drafts, the draft says.

use std::cell::Cell;

use super::{Delivery, Keep, Outbound, Sending};
use crate::mailbox::{
    MailboxError, Mailboxes,
    graph::{self, DraftId, Found},
};
use crate::ports::Platform;

impl<P: Platform> Mailboxes<P> {
    pub(super) async fn send_by_outlook(&self, mail: Outbound<'_>, keep: &Keep<'_>) -> Delivery {
        if mail.mime.len() > graph::MAX_BYTES {
            return Delivery::NotSent(MailboxError::TooLarge);
        }
        match self.token(mail.from).await {
            Ok(token) if token.drafts => self.send_draft(mail, keep).await,
            Ok(_) => self.send_at_once(mail, keep).await,
            Err(error) => Delivery::NotSent(error),
        }
    }

    async fn send_at_once(&self, mail: Outbound<'_>, keep: &Keep<'_>) -> Delivery {
        if let Err(error) = keep(Sending::Outlook).await {
            return Delivery::NotSent(error.into());
        }
        let http = &*self.platform;
        let lost = Cell::new(false);
        let sent = self
            .with_token(mail.from, async |token| {
                let answer = graph::send_mail(http, token, mail.mime).await;
                lost.set(answer.as_ref().is_err_and(MailboxError::says_nothing));
                answer
            })
            .await;
        match sent {
            Ok(()) => Delivery::Sent,
            Err(_) if lost.get() => Delivery::Unknown,
            Err(error) => Delivery::NotSent(error),
        }
    }

    async fn send_draft(&self, mail: Outbound<'_>, keep: &Keep<'_>) -> Delivery {
        let http = &*self.platform;
        let draft = self
            .with_token(mail.from, async |token| {
                graph::create_draft(http, token, mail.mime).await
            })
            .await;
        let draft = match draft {
            Ok(draft) => draft,
            Err(error) => return Delivery::NotSent(error),
        };
        // Before it is sent: whoever finds it can then see what became of it.
        if let Err(error) = keep(Sending::OutlookDraft(draft.clone())).await {
            return Delivery::NotSent(error.into());
        }
        let sent = self
            .with_token(mail.from, async |token| {
                graph::send_draft(http, token, &draft).await
            })
            .await;
        match sent {
            Ok(()) => Delivery::Sent,
            Err(error) if error.says_nothing() => Delivery::Unfinished(error),
            Err(error) => {
                // Refused, so it is a draft still; one that stays behind does no harm.
                let _ = self.remove_draft(mail.from, &draft).await;
                Delivery::NotSent(error)
            }
        }
    }

    /// Finds out what became of a draft that was or was not sent. It is sent again only when it is
    /// deleted where drafts are: then it cannot leave any more.
    pub(super) async fn settle_draft(
        &self,
        mail: Outbound<'_>,
        draft: &DraftId,
        keep: &Keep<'_>,
    ) -> Delivery {
        match self.fate(mail, draft).await {
            Ok(Some(delivery)) => delivery,
            Ok(None) => self.send_draft(mail, keep).await,
            // The question is refused; that says nothing of the mail.
            Err(error) if error.is_final() => Delivery::Unknown,
            Err(error) => Delivery::Unfinished(error),
        }
    }

    /// What became of a draft; `None` where it has not left and never will.
    async fn fate(
        &self,
        mail: Outbound<'_>,
        draft: &DraftId,
    ) -> Result<Option<Delivery>, MailboxError> {
        let http = &*self.platform;
        let found = self
            .with_token(mail.from, async |token| {
                graph::find(http, token, draft).await
            })
            .await?;
        let place = match found {
            Found::Sent => return Ok(Some(Delivery::Sent)),
            Found::Draft(_) if mail.late => return Ok(Some(Delivery::Held)),
            Found::Draft(place) => place,
            Found::Missing => {
                let sent = self
                    .with_token(mail.from, async |token| {
                        graph::was_sent(http, token, mail.message_id).await
                    })
                    .await?;
                return Ok(Some(if sent {
                    Delivery::Sent
                } else {
                    Delivery::Unknown
                }));
            }
        };
        let deleted = self
            .with_token(mail.from, async |token| {
                graph::delete_draft(http, token, &place).await
            })
            .await?;
        // It was there a moment ago, and is not where it was: it went.
        Ok((!deleted).then_some(Delivery::Sent))
    }

    async fn remove_draft(&self, from: &str, draft: &DraftId) -> Result<(), MailboxError> {
        let http = &*self.platform;
        self.with_token(from, async |token| {
            if let Found::Draft(place) = graph::find(http, token, draft).await? {
                graph::delete_draft(http, token, &place).await?;
            }
            Ok(())
        })
        .await
    }
}
