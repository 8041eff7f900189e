//! Sending by Outlook. With only the right to send, it is one request, and where its answer is lost nobody can tell
//! whether the mail was sent. With the right to drafts, the draft tells.

use std::cell::Cell;

use super::{Delivery, Filling, Keep, Outbound, Sending};
use crate::mailbox::{
    MailboxError, Mailboxes,
    graph::{self, DraftId, Found},
};
use crate::ports::Platform;

impl<P: Platform> Mailboxes<P> {
    pub(super) async fn send_by_outlook(&self, mail: Outbound<'_>, keep: &Keep<'_>) -> Delivery {
        let is_small = mail.mime.len() <= graph::MAX_BYTES;
        match self.token(mail.from).await {
            Ok(token) if token.rights.drafts => self.send_draft(mail, keep).await,
            Ok(_) if mail.until.is_some() => Delivery::CannotWait,
            Ok(_) if is_small => self.send_at_once(mail, keep).await,
            Ok(_) => Delivery::NotSent(MailboxError::TooLarge),
            Err(error) => Delivery::NotSent(error),
        }
    }

    async fn send_at_once(&self, mail: Outbound<'_>, keep: &Keep<'_>) -> Delivery {
        let http = &*self.platform;
        let mime = match mail.mime.part(http, 0..graph::MAX_BYTES).await {
            Ok(mime) => mime,
            Err(error) => return Delivery::NotSent(error.into()),
        };
        if let Err(error) = keep(Sending::Outlook).await {
            return Delivery::NotSent(error.into());
        }
        let lost = Cell::new(false);
        let sent = self
            .with_token(mail.from, async |token| {
                let answer = graph::send_mail(http, token, &mime).await;
                lost.set(answer.as_ref().is_err_and(MailboxError::may_have_happened));
                answer
            })
            .await;
        match sent {
            Ok(()) => Delivery::Sent,
            Err(_) if lost.get() => Delivery::Unknown,
            Err(error) => Delivery::NotSent(error),
        }
    }

    /// Makes a draft, adds to it what does not fit into one request, and sends it.
    pub(super) async fn send_draft(&self, mail: Outbound<'_>, keep: &Keep<'_>) -> Delivery {
        let http = &*self.platform;
        let (rest, apart) = mail.mime.split(graph::MAX_BYTES);
        if rest.len() > graph::MAX_BYTES {
            return Delivery::NotSent(MailboxError::TooLarge);
        }
        let mime = match rest.part(http, 0..rest.len()).await {
            Ok(mime) => mime,
            Err(error) => return Delivery::NotSent(error.into()),
        };
        let draft = self
            .with_token(mail.from, async |token| {
                graph::create_draft(http, token, &mime).await
            })
            .await;
        let draft = match draft {
            Ok(draft) => draft,
            Err(error) => return Delivery::NotSent(error),
        };
        match apart.is_empty() {
            true => self.send_made_draft(mail, draft, keep).await,
            false => self.fill(mail, Filling::begun(draft), apart, keep).await,
        }
    }

    /// Sends a draft to which nothing is to be added any more.
    pub(super) async fn send_made_draft(
        &self,
        mail: Outbound<'_>,
        draft: DraftId,
        keep: &Keep<'_>,
    ) -> Delivery {
        if let Some(until) = mail.until {
            return self.hand_over(mail, draft, until, keep).await;
        }
        let http = &*self.platform;
        // Stored before it is sent, so that a later run can ask for its state.
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
            Err(error) if error.may_have_happened() => Delivery::Unfinished(error),
            Err(error) => {
                // It was refused, so it is still a draft; one that is left behind does no harm.
                let _ = self.remove_draft(mail.from, &draft).await;
                Delivery::NotSent(error)
            }
        }
    }

    /// Finds out whether a draft was sent. The mail is sent again only after the draft was deleted among the drafts,
    /// because then it cannot be sent any more.
    pub(super) async fn settle_draft(
        &self,
        mail: Outbound<'_>,
        draft: &DraftId,
        keep: &Keep<'_>,
    ) -> Delivery {
        match self.fate(mail, draft).await {
            Ok(Some(delivery)) => delivery,
            Ok(None) => self.send_draft(mail, keep).await,
            // Only the question was refused, so the mail's state is unknown.
            Err(error) if error.is_final() => Delivery::Unknown,
            Err(error) => Delivery::Unfinished(error),
        }
    }

    /// The result of sending a draft; `None` where it was not sent and never will be.
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
        // It was there a moment ago and is not any more: it was sent.
        Ok((!deleted).then_some(Delivery::Sent))
    }

    pub(super) async fn remove_draft(
        &self,
        from: &str,
        draft: &DraftId,
    ) -> Result<(), MailboxError> {
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
