//! Mails that wait at Outlook for their time: handed over as a draft that is sent with the time before which Exchange must
//! not let it go, and taken back by deleting the draft. Until its time nobody but the rep and we touch it; from then on
//! the draft tells, as it does of every mail that was sent.

use std::time::Duration;

use super::{Delivery, Keep, OUTLOOK_SENDS_WITHIN, Outbound, Sending, Waiting};
use crate::base::Millis;
use crate::mailbox::{
    MailboxError, Mailboxes,
    entra::MICROSOFT,
    graph::{self, DraftId, Found},
};
use crate::ports::Platform;

/// For so long before its time nothing is taken back any more: it could be on its way by then.
const LEAVING: Duration = Duration::from_secs(20);
/// What is a draft so long after its time was not sent: somebody has changed it in Outlook, or Exchange did not take it.
const OVERDUE: Duration = Duration::from_secs(30 * 60);

/// What is known of a draft.
enum Standing {
    /// It was sent.
    Sent,
    /// It is there, and was not sent.
    Draft(graph::MessageId),
    /// It is not there, and its mail is not in Sent Items.
    Gone,
}

impl<P: Platform> Mailboxes<P> {
    /// Lets Outlook send a draft at its time.
    pub(super) async fn hand_over(
        &self,
        mail: Outbound<'_>,
        draft: DraftId,
        until: Millis,
        keep: &Keep<'_>,
    ) -> Delivery {
        let http = &*self.platform;
        let deferred = self
            .with_token(mail.from, async |token| {
                graph::defer(http, token, &draft, until).await
            })
            .await;
        if let Err(error) = deferred {
            let _ = self.remove_draft(mail.from, &draft).await;
            return match error.is_final() {
                true => Delivery::CannotWait,
                false => Delivery::NotSent(error),
            };
        }
        let waiting = |taken| {
            let draft = draft.clone();
            Sending::OutlookWaiting(Waiting {
                draft,
                until,
                taken,
            })
        };
        if let Err(error) = keep(waiting(false)).await {
            return Delivery::NotSent(error.into());
        }
        let sent = self
            .with_token(mail.from, async |token| {
                graph::send_draft(http, token, &draft).await
            })
            .await;
        match sent {
            Ok(()) => match keep(waiting(true)).await {
                Ok(()) => Delivery::Waits,
                Err(error) => Delivery::Unfinished(error.into()),
            },
            Err(error) if error.may_have_happened() => Delivery::Unfinished(error),
            Err(error) => {
                let _ = self.remove_draft(mail.from, &draft).await;
                Delivery::NotSent(error)
            }
        }
    }

    /// Goes on with a draft that was handed over, or may have been: leaves it alone until its time, then finds out
    /// whether it was sent; takes it back where it is to be sent at another time, or not without asking the rep.
    pub(super) async fn settle_waiting(&self, mail: Outbound<'_>, waiting: &Waiting) -> Delivery {
        let until = waiting.until;
        let now = self.platform.now();
        let as_wished = waiting.taken && mail.until == Some(until);
        if !as_wished || (mail.late && now < until) {
            return self.take_back(mail.from, mail.message_id, waiting).await;
        }
        if now < until.after(OUTLOOK_SENDS_WITHIN) {
            return Delivery::Waits;
        }
        match self.standing(mail.from, mail.message_id, waiting).await {
            Ok((Standing::Sent, _)) => Delivery::Sent,
            Ok((Standing::Gone, _)) => Delivery::Unknown,
            Ok((Standing::Draft(_), there)) if there > until.after(OVERDUE) => Delivery::Held,
            Ok((Standing::Draft(_), _)) => Delivery::Waits,
            Err(error) if error.is_final() || is_blind(&error) => Delivery::Unknown,
            Err(error) => Delivery::Unfinished(error),
        }
    }

    /// Takes a draft back that waits for its time, or may.
    pub async fn take_back(&self, from: &str, message_id: &str, waiting: &Waiting) -> Delivery {
        let http = &*self.platform;
        let until = waiting.until;
        let deleted = async {
            let (standing, there) = self.standing(from, message_id, waiting).await?;
            let leaves =
                |at: Millis| until.before(LEAVING) < at && at < until.after(OUTLOOK_SENDS_WITHIN);
            Ok(match standing {
                Standing::Sent => Delivery::Sent,
                _ if leaves(there) => Delivery::Waits,
                // We deleted it, and were ended before that was stored. After its time it may have been sent, and be
                // deleted by the rep.
                Standing::Gone if there < until && !waiting.taken => Delivery::TakenBack,
                Standing::Gone => Delivery::Unknown,
                Standing::Draft(place) => {
                    let deleted = self
                        .with_token(from, async |token| {
                            graph::delete_draft(http, token, &place).await
                        })
                        .await?;
                    match deleted {
                        true => Delivery::TakenBack,
                        // It has moved since: asked again in a moment.
                        false => return Err(MailboxError::Unexpected("draft that moved")),
                    }
                }
            })
        };
        let is_over = self.platform.now() > until.after(OUTLOOK_SENDS_WITHIN);
        match deleted.await {
            Ok(delivery) => delivery,
            Err(error) if error.is_final() || (is_over && is_blind(&error)) => Delivery::Unknown,
            Err(error) => Delivery::Unfinished(error),
        }
    }

    /// What is known of a draft, and what Outlook's clock shows; that of this machine may be wrong.
    async fn standing(
        &self,
        from: &str,
        message_id: &str,
        waiting: &Waiting,
    ) -> Result<(Standing, Millis), MailboxError> {
        let http = &*self.platform;
        if !self.token(from).await?.rights.drafts {
            // Graph would refuse it.
            let words = "Mail.ReadWrite".to_owned();
            return Err(MailboxError::NoRight(MICROSOFT, words));
        }
        let (found, at) = self
            .with_token(from, async |token| {
                graph::find_at(http, token, &waiting.draft).await
            })
            .await?;
        let there = at.unwrap_or_else(|| self.platform.now());
        let standing = match found {
            Found::Sent => Standing::Sent,
            Found::Draft(place) => Standing::Draft(place),
            Found::Missing => {
                let sent = self
                    .with_token(from, async |token| {
                        graph::was_sent(http, token, message_id).await
                    })
                    .await?;
                match sent {
                    true => Standing::Sent,
                    false => Standing::Gone,
                }
            }
        };
        Ok((standing, there))
    }
}

/// Whether the right to see drafts was withdrawn.
const fn is_blind(error: &MailboxError) -> bool {
    matches!(error, MailboxError::NoRight(..))
}
