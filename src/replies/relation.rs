//! Which mail of ours something that arrived has to do with, by its headers alone: what has to do with none is not
//! read any further.

use super::opt_out;
use super::received::message_ids;
use crate::base::Recipient;
use crate::mailbox::{Arrived, address_in, message_id};
use crate::outbox::{Outbox, OutboxError, SentMail};
use crate::ports::Platform;

/// The mail of ours, and how it is known.
pub(super) struct Relation {
    pub sent: SentMail,
    pub by: By,
}

/// How it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// The subject of our header that opts out.
    OptOut,
    /// It answers our Message-ID.
    MessageId,
    /// The provider keeps both in one conversation.
    Conversation,
    /// Its sender is somebody whom we wrote to: no sign that they answer.
    Person,
    /// It is a program's that delivers mail, about one of our people.
    Address,
}

/// `None` for a mail that has nothing to do with ours.
pub(super) async fn relation<P: Platform + 'static>(
    outbox: &Outbox<P>,
    mailbox: &str,
    mail: &Arrived,
) -> Result<Option<Relation>, OutboxError> {
    let own = |sent: &SentMail| {
        let from = sent.owner.mailbox.as_deref().unwrap_or_default();
        from.eq_ignore_ascii_case(mailbox)
    };
    let related = |sent: Option<SentMail>, by| sent.filter(own).map(|sent| Relation { sent, by });
    let from = address_in(mail.header("From"));
    if from.eq_ignore_ascii_case(mailbox) {
        return Ok(None);
    }
    if let Some(id) = opt_out::by_header(mail.header("Subject"))
        && let Some(found) = related(outbox.sent_mail(id).await?, By::OptOut)
    {
        return Ok(Some(found));
    }
    let headers = ["In-Reply-To", "References"];
    let ids = headers
        .iter()
        .flat_map(|name| message_ids(mail.header(name)));
    for full in ids.collect::<Vec<_>>() {
        let id = full.trim_start_matches('<').split('@').next();
        let Some(id) = id.filter(|id| id.len() == 36) else {
            continue;
        };
        if let Some(found) = related(outbox.sent_mail(id).await?, By::MessageId)
            && message_id(id, mailbox).eq_ignore_ascii_case(&full)
        {
            return Ok(Some(found));
        }
    }
    let conversation = outbox.sent_in(&mail.conversation).await?;
    if let Some(found) = related(conversation, By::Conversation) {
        return Ok(Some(found));
    }
    if let Some(found) = related(outbox.sent_to(&from).await?, By::Person) {
        return Ok(Some(found));
    }
    for address in mail.header("X-Failed-Recipients").split(',') {
        let address = address_in(address);
        if let Some(found) = related(outbox.sent_to(&address).await?, By::Address) {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// Whether it is a delivery report: whom it is about stands in it alone.
pub(super) fn is_report(mail: &Arrived) -> bool {
    let kind = mail.header("Content-Type").to_ascii_lowercase();
    kind.starts_with("multipart/report") && kind.contains("delivery-status")
}

impl Relation {
    /// Whom of its people something is from, or about.
    pub fn person(&self, address: &str) -> Recipient {
        let known = self.sent.person(address).cloned();
        known.unwrap_or_else(|| Recipient {
            address: address.to_owned(),
            ..Recipient::default()
        })
    }
}
