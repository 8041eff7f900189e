//! What was heard of a person since a moment: asked of the mailbox right before a mail leaves by itself.

use super::classify::{Arrival, Ours, classify};
use super::{Lasting, Replies, What, opt_out};
use crate::base::{Day, Millis};
use crate::mailbox::MailboxError;
use crate::ports::Platform;

/// What was heard of a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Heard {
    /// They wrote: an answer, or another mail of theirs.
    pub wrote: bool,
    /// A mail to them could not be delivered, and never will be.
    pub bounced: bool,
    /// They asked for no more mails.
    pub opted_out: bool,
    /// They are away, and say until when.
    pub away: Option<Day>,
}

impl<P: Platform + 'static> Replies<P> {
    /// What was heard of a person with these addresses since a moment, in whatever folder it is, and what came back to
    /// mails to them.
    ///
    /// # Errors
    /// The mailbox could not be asked, or the storage failed.
    pub async fn heard(&self, addresses: &[String], since: Millis) -> Result<Heard, MailboxError> {
        let mut heard = Heard::default();
        let broken = || MailboxError::Unexpected("storage of what came back");
        for came_back in self.own().await.map_err(|_| broken())? {
            if came_back.at < since {
                continue;
            }
            let is_theirs = |address: &str| {
                let mut own = addresses.iter();
                own.any(|own| own.eq_ignore_ascii_case(address))
            };
            if let What::Bounce { address, lasting } = &came_back.what {
                heard.bounced |= *lasting == Lasting::Permanent && is_theirs(address);
            }
        }
        let user = self.mailboxes.connected().await?;
        let own = [user.address.to_lowercase()];
        for mail in self
            .mailboxes
            .mails_from(&user.address, addresses, since)
            .await?
        {
            let part = self.mailboxes.read_mail(&user.address, &mail).await?;
            let ours = Ours {
                addresses: &own,
                is_sent: &|_| true,
                same_conversation: true,
                today: self.platform.day(mail.at),
            };
            match classify(&part, ours) {
                Arrival::Reply => {
                    heard.wrote = true;
                    heard.opted_out |= opt_out::by_word(&part);
                }
                Arrival::OutOfOffice(until) => heard.away = heard.away.max(until),
                Arrival::Bounce(_) | Arrival::AutomaticOther | Arrival::Unrelated => {}
            }
        }
        Ok(heard)
    }
}
