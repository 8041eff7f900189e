//! How a mail leaves, whatever the provider: what has to be kept on the way, and what became of it.

mod gmail;
mod outlook;

use futures_util::future::LocalBoxFuture;
use serde::{Deserialize, Serialize};
use std::time::Duration;

use super::gmail::UploadSession;
use super::graph::DraftId;
use super::{MailboxError, Mailboxes, account};
use crate::base::Provider;
use crate::ports::Platform;
use crate::storage::StoredError;

/// A mail to be sent.
#[derive(Clone, Copy, Debug)]
pub struct Outbound<'a> {
    /// The address of the mailbox that it leaves by.
    pub from: &'a str,
    /// All of it, as MIME.
    pub mime: &'a str,
    /// Its Message-ID, with angle brackets.
    pub message_id: &'a str,
    /// What was kept of an earlier try.
    pub sending: Option<&'a Sending>,
    /// So late that it must not leave any more without asking the rep.
    pub late: bool,
}

/// What is kept of a mail before a request that may send it. With it the provider can be asked
/// later what became of the mail, as far as it can say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sending {
    /// An upload to Gmail, which sends with its last byte.
    Gmail(UploadSession),
    /// One request to Outlook, which leaves no trace that could be asked about.
    Outlook,
    /// A draft in Outlook, which Outlook was or was not asked to send.
    OutlookDraft(DraftId),
}

/// Stores what is given to it before it answers.
pub type Keep<'a> = dyn Fn(Sending) -> LocalBoxFuture<'a, Result<(), StoredError>> + 'a;

/// What was sent is seen as a draft for a while ("the Sent Items copy … might take some time").
const OUTLOOK_SENDS_WITHIN: Duration = Duration::from_secs(2 * 60);

impl Sending {
    /// For how long a request whose answer was lost may still take effect.
    #[must_use]
    pub const fn settles_within(&self) -> Duration {
        match self {
            Self::Gmail(_) | Self::Outlook => Duration::ZERO,
            Self::OutlookDraft(_) => OUTLOOK_SENDS_WITHIN,
        }
    }
}

/// What became of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// It was sent.
    Sent,
    /// It has not left, and it is too late to let it leave without asking.
    Held,
    /// Nothing says what became of it.
    Unknown,
    /// It has certainly not left; to try again is to begin anew.
    NotSent(MailboxError),
    /// To try again is to go on from what was kept.
    Unfinished(MailboxError),
}

impl<P: Platform> Mailboxes<P> {
    /// Sends a mail, or finds out what became of an earlier try and goes on with it: it leaves at
    /// most once.
    pub async fn send(&self, mail: Outbound<'_>, keep: &Keep<'_>) -> Delivery {
        let account = match account::connected(&*self.platform).await {
            Ok(account) => account,
            Err(error) => return Delivery::Unfinished(error),
        };
        match (account.provider, mail.sending) {
            (Provider::Google, None) => self.send_by_gmail(mail, None, keep).await,
            (Provider::Google, Some(Sending::Gmail(session))) => {
                self.send_by_gmail(mail, Some(session), keep).await
            }
            (Provider::Microsoft, None) => self.send_by_outlook(mail, keep).await,
            (Provider::Microsoft, Some(Sending::OutlookDraft(draft))) => {
                self.settle_draft(mail, draft, keep).await
            }
            // Only who was asked to send it could say what became of it.
            _ => Delivery::Unknown,
        }
    }
}
