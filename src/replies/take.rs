//! Takes one mail that arrived: whether it came back to one of ours and what it is, kept and written on the record.

use sha2::{Digest, Sha256};

use super::came_back::{CameBack, What};
use super::classify::{Arrival, Ours, classify};
use super::relation::{By, Relation, is_report, relation};
use super::report::{Failure, Lasting};
use super::{Replies, kept, opt_out};
use crate::base::IntentId;
use crate::mailbox::{Arrived, MailboxError, address_in, message_id};
use crate::outbox::{ReplyLog, SentMail};
use crate::ports::Platform;

impl<P: Platform + 'static> Replies<P> {
    /// Takes one mail; says whether it came back to one of ours. A mail whose headers have nothing to do with ours is
    /// not read.
    pub(super) async fn take(&self, mailbox: &str, mail: &Arrived) -> Result<bool, MailboxError> {
        let broken = MailboxError::Unexpected("storage of what came back");
        let related = relation(&self.outbox, mailbox, mail).await;
        let related = match related.map_err(|_| broken.clone())? {
            None if is_report(mail) => self.of_report(mailbox, mail).await?,
            related => related,
        };
        let Some(related) = related else {
            return Ok(false);
        };
        let id = id_of(&related, mail);
        let database = &*self.platform;
        if kept::has(database, &id).await.map_err(|_| broken.clone())? {
            return Ok(false);
        }
        let Some(what) = self.what(mailbox, mail, &related).await? else {
            return Ok(false);
        };
        let person = match &what {
            What::Bounce { address, .. } => related.person(address),
            _ => related.person(&address_in(mail.header("From"))),
        };
        let subject = match &what {
            What::Bounce { .. } | What::OptedOut { .. } => related.sent.subject.clone(),
            _ => mail.header("Subject").to_owned(),
        };
        let sent = &related.sent;
        let one = CameBack {
            id: id.clone(),
            org: sent.owner.org.clone(),
            user: sent.owner.user_id.clone(),
            record: sent.record.clone(),
            name: person.shown().to_owned(),
            from: address_in(mail.header("From")),
            conversation: mail.conversation.clone(),
            subject: subject.chars().take(255).collect(),
            at: mail.at,
            found: Some(self.platform.now()),
            what,
            seen: false,
        };
        if let What::Bounce {
            address,
            lasting: Lasting::Permanent,
        } = &one.what
        {
            self.outbox
                .note_bounce(address, mail.at)
                .await
                .map_err(|_| broken.clone())?;
        }
        if one.what.is_logged() {
            let opted_out = match one.what {
                What::OptedOut { .. } => person.record.clone(),
                _ => None,
            };
            let log = ReplyLog {
                id,
                owner: sent.owner.clone(),
                record: sent.record.clone(),
                who: person,
                about: sent.about.clone(),
                subject: one.subject.clone(),
                on: self.sessions.day(&sent.owner.org, mail.at).await,
                opted_out,
            };
            self.outbox
                .log_reply(log)
                .await
                .map_err(|_| broken.clone())?;
        }
        kept::keep(database, &one)
            .await
            .map_err(|_| broken.clone())?;
        Ok(true)
    }

    /// The mail of ours that a delivery report is about, where its headers do not say it.
    async fn of_report(
        &self,
        mailbox: &str,
        mail: &Arrived,
    ) -> Result<Option<Relation>, MailboxError> {
        let part = self.mailboxes.read_mail(mailbox, mail).await?;
        let ours = Ours {
            addresses: &[mailbox.to_lowercase()],
            is_sent: &|_| false,
            same_conversation: false,
            today: self.platform.day(mail.at),
        };
        let Arrival::Bounce(failures) = classify(&part, ours) else {
            return Ok(None);
        };
        for address in failures.into_iter().filter_map(|failure| failure.address) {
            let sent = self.outbox.sent_to(&address).await;
            let sent = sent.map_err(|_| MailboxError::Unexpected("storage of sent mails"))?;
            let from_here = |sent: &SentMail| {
                let from = sent.owner.mailbox.as_deref();
                from.is_some_and(|from| from.eq_ignore_ascii_case(mailbox))
            };
            if let Some(sent) = sent.filter(from_here) {
                let by = By::Address;
                return Ok(Some(Relation { sent, by }));
            }
        }
        Ok(None)
    }

    /// What a mail that has to do with one of ours is; `None` for nothing that matters.
    async fn what(
        &self,
        mailbox: &str,
        mail: &Arrived,
        related: &Relation,
    ) -> Result<Option<What>, MailboxError> {
        let from = address_in(mail.header("From"));
        let known = related.person(&from).record.is_some();
        if related.by == By::OptOut {
            return Ok(Some(What::OptedOut { known }));
        }
        let part = self.mailboxes.read_mail(mailbox, mail).await?;
        let own = message_id(related.sent.intent.as_str(), mailbox);
        let ours = Ours {
            addresses: &[mailbox.to_lowercase()],
            is_sent: &|id| id.eq_ignore_ascii_case(&own),
            same_conversation: related.by == By::Conversation,
            today: self.platform.day(mail.at),
        };
        Ok(match classify(&part, ours) {
            Arrival::Reply if opt_out::by_word(&part) => Some(What::OptedOut { known }),
            Arrival::Reply => Some(What::Reply),
            Arrival::OutOfOffice(until) => Some(What::Away(until)),
            Arrival::Bounce(failures) => bounce(failures, related),
            Arrival::AutomaticOther | Arrival::Unrelated => None,
        })
    }
}

/// The failure that has to do with a person of ours.
fn bounce(failures: Vec<Failure>, related: &Relation) -> Option<What> {
    let ours = |failure: &&Failure| {
        let address = failure.address.as_deref();
        address.is_some_and(|address| related.sent.person(address).is_some())
    };
    let failure = failures.iter().find(ours).or(failures.first())?.clone();
    // A report that names nobody is about the one whom the mail was for.
    let only = || match related.sent.people.as_slice() {
        [only] => Some(only.address.clone()),
        _ => None,
    };
    Some(What::Bounce {
        address: failure.address.or_else(only).unwrap_or_default(),
        lasting: failure.lasting,
    })
}

/// An id that everybody makes of the same answer to the same mail.
fn id_of(related: &Relation, mail: &Arrived) -> IntentId {
    let message = match mail.header("Message-ID") {
        "" => mail.id.as_str(),
        id => id,
    };
    let digest = Sha256::digest(format!("reply {} {message}", related.sent.intent));
    let mut bytes = [0; 16];
    for (byte, of) in bytes.iter_mut().zip(digest) {
        *byte = of;
    }
    IntentId::new(bytes)
}
