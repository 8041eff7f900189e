//! Where effects happen: a mail; its log and activities are in files beside it. What becomes of each is
//! an [`Outcome`].

pub mod activity;
pub mod task;

use futures_util::{FutureExt, TryFutureExt};
use std::time::Duration;

use crate::accounts::AccountError;
use crate::actions::{Effect, Mail};
use crate::base::{Address, Fault, Millis, Recipient};
use crate::mailbox::{Delivery, MailboxError, Message, Outbound, message_id};
use crate::outbox::{Intent, Outbox, OutboxError, Outcome, Owner};
use crate::ports::Platform;
use crate::salesforce::{Cause, RestError, SessionError};
use crate::storage::StoredError;

impl<P: Platform + 'static> Outbox<P> {
    /// Whether the intent's owner is who is signed in, and the effect could be done now. Asked before
    /// it begins, so that what only waits for a sign-in can still be taken back.
    pub(super) async fn ready(&self, intent: &Intent, effect: &Effect) -> Result<(), Obstacle> {
        let Owner { org, user_id, .. } = &intent.owner;
        let user = self.services.sessions.user(org).await;
        if user.as_ref().is_some_and(|user| user.user_id != *user_id) {
            return Err(Fault::from(OutboxError::OtherUser).into());
        }
        if !self.services.sessions.invited(org).await.may_work() {
            return Err(Fault::from(AccountError::NotInTeam).into());
        }
        match effect {
            Effect::Mail(_) => {
                self.offered_mailbox().await?;
                Ok(self.services.mailboxes.ready(mailbox(intent)?).await?)
            }
            Effect::LogMail(_) | Effect::Activities(_) => {
                match self.services.sessions.fault(org).await {
                    Some(fault) => Err(fault.into()),
                    None if user.is_none() => Err(Fault::from(SessionError::NotSignedIn).into()),
                    None => Ok(()),
                }
            }
        }
    }

    /// Does the effect. `recover`: it may have been done already; `late`: a mail that has not left
    /// yet must not leave now.
    pub(super) async fn perform(
        &self,
        intent: &Intent,
        effect: &Effect,
        recover: bool,
        late: bool,
    ) -> Outcome {
        match effect {
            Effect::Mail(_) => self.send(intent, late).await,
            Effect::LogMail(mail) => self.log(intent, mail, recover).await,
            Effect::Activities(all) => self.write(intent, all, recover).await,
        }
    }

    /// Sends the mail, or finds out what became of it.
    async fn send(&self, intent: &Intent, late: bool) -> Outcome {
        let Some(outgoing) = &intent.outgoing else {
            return mail_failure(MailboxError::Unexpected("intent without its mail"), true);
        };
        let from = match mailbox(intent) {
            Ok(from) => from,
            Err(error) => return mail_failure(error, true),
        };
        let mail = Outbound {
            from,
            mime: &outgoing.mime,
            message_id: &message_id(intent.id.as_str(), from),
            sending: outgoing.sending.as_ref(),
            late,
        };
        let keep = |sending| {
            let kept = self.keep_sending(&intent.id, sending);
            let kept = kept.map_err(|error| match error {
                OutboxError::Stored(error) => error,
                _ => StoredError::Damaged,
            });
            kept.boxed_local()
        };
        match self.services.mailboxes.send(mail, &keep).await {
            Delivery::Sent => Outcome::Done { warning: None },
            Delivery::Held => Outcome::Held,
            Delivery::Unknown => Outcome::Unknown,
            Delivery::NotSent(error) => mail_failure(error, false),
            Delivery::Unfinished(error) => mail_failure(error, true),
        }
    }
}

/// The mailbox that the mail of `intent` leaves by.
fn mailbox(intent: &Intent) -> Result<&str, MailboxError> {
    let mailbox = intent.owner.mailbox.as_deref();
    mailbox.ok_or(MailboxError::Unexpected("intent without its mailbox"))
}

/// The sender's address; empty only in an intent that has no mailbox, whose mail is never begun.
pub(super) fn from(intent: &Intent) -> String {
    intent.owner.mailbox.clone().unwrap_or_default()
}

/// The mail of `intent` as it goes out.
pub(super) fn message(intent: &Intent, mail: &Mail, date: Millis) -> Message {
    let addresses = |people: &[Recipient]| people.iter().map(address).collect();
    Message {
        from: Address {
            address: from(intent),
            name: Some(intent.owner.name.clone()),
        },
        to: addresses(&mail.to),
        cc: addresses(&mail.cc),
        bcc: addresses(&mail.bcc),
        subject: mail.subject.clone(),
        html: mail.html.clone(),
        text: mail.text.clone(),
        id: intent.id.to_string(),
        date,
    }
}

fn address(person: &Recipient) -> Address {
    Address {
        address: person.address.clone(),
        name: person.name.clone(),
    }
}

/// Why an effect cannot begin, and how long to wait at least before it is asked again.
pub(super) struct Obstacle {
    pub fault: Fault,
    pub after: Duration,
}

impl From<MailboxError> for Obstacle {
    fn from(error: MailboxError) -> Self {
        Self {
            after: error.retry().unwrap_or_default(),
            fault: error.into(),
        }
    }
}

impl From<Fault> for Obstacle {
    fn from(fault: Fault) -> Self {
        Self {
            fault,
            after: Duration::ZERO,
        }
    }
}

fn mail_failure(error: MailboxError, unclear: bool) -> Outcome {
    if error.is_final() {
        return Outcome::Failed(error.into());
    }
    let Obstacle { fault, after } = error.into();
    Outcome::Later {
        fault,
        after,
        unclear,
    }
}

pub(super) fn log_failure(error: RestError, unclear: bool) -> Outcome {
    let passes = error.cause().is_none_or(Cause::passes);
    let after = match &error {
        RestError::Unavailable {
            after: Some(after), ..
        } => *after,
        _ => Duration::ZERO,
    };
    let fault = error.into();
    if passes {
        Outcome::Later {
            fault,
            after,
            unclear,
        }
    } else {
        Outcome::Failed(fault)
    }
}
