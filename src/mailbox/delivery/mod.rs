//! Sending a mail by any provider: the state to store on the way, and the result.

mod gmail;
mod outlook;
mod outlook_files;
mod outlook_waiting;

use futures_util::future::LocalBoxFuture;
use serde::{Deserialize, Serialize};
use std::time::Duration;

use super::gmail::UploadSession;
use super::graph::{AttachmentUpload, DraftId};
use super::{MailboxError, Mailboxes, Mime, account};
use crate::base::{Millis, Provider};
use crate::ports::Platform;
use crate::storage::StoredError;

/// A mail to be sent.
#[derive(Clone, Copy)]
pub struct Outbound<'a> {
    /// The address of the mailbox that sends it.
    pub from: &'a str,
    /// All of it, as MIME.
    pub mime: &'a Mime,
    /// Its Message-ID, with angle brackets.
    pub message_id: &'a str,
    /// The thread of Gmail's that it goes into.
    pub conversation: Option<&'a str>,
    /// The stored state of an earlier attempt.
    pub sending: Option<&'a Sending>,
    /// Whether it must not be sent any more without asking the rep: it is too late for it, or something has changed.
    pub late: bool,
    /// The provider is to hold it until then.
    pub until: Option<Millis>,
    /// Hears how many bytes of it have arrived, whenever these are more.
    pub arrived: &'a dyn Fn(u64),
}

/// The state that is stored before a request that may send a mail. With it, the provider can be asked later whether
/// the mail was sent, as far as the provider can tell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sending {
    /// An upload to Gmail, which sends with its last byte.
    Gmail(UploadSession),
    /// One request to Outlook, about which Outlook cannot be asked later.
    Outlook,
    /// A draft in Outlook, which may have been sent.
    OutlookDraft(DraftId),
    /// A draft in Outlook to which the files are being added: it was not sent.
    OutlookFiles(Filling),
    /// A draft in Outlook that waits there for its time, or may.
    OutlookWaiting(Waiting),
}

/// A draft that Outlook sends at its time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// The draft.
    pub draft: DraftId,
    /// When Outlook sends it.
    pub until: Millis,
    /// Outlook has taken it, and nobody has begun to take it back. Otherwise it may be anything: a draft, waiting,
    /// deleted, sent.
    pub taken: bool,
}

/// How far a draft has come to which files are added one by one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filling {
    /// The draft.
    pub draft: DraftId,
    /// How many files are attached beside those in its MIME.
    pub attached: usize,
    /// The upload of the next one. Without it nobody can tell how far that has come.
    pub upload: Option<AttachmentUpload>,
}

/// Stores the state; it is stored when the future is done.
pub type Keep<'a> = dyn Fn(Sending) -> LocalBoxFuture<'a, Result<(), StoredError>> + 'a;

/// For how long a sent mail may still be seen as a draft ("the Sent Items copy … might take some time").
pub(crate) const OUTLOOK_SENDS_WITHIN: Duration = Duration::from_secs(2 * 60);

impl Sending {
    /// For how long a request whose answer was lost may still take effect.
    #[must_use]
    pub const fn settles_within(&self) -> Duration {
        match self {
            Self::Gmail(_) | Self::Outlook | Self::OutlookFiles(_) => Duration::ZERO,
            Self::OutlookDraft(_) | Self::OutlookWaiting(_) => OUTLOOK_SENDS_WITHIN,
        }
    }
}

/// The result of sending a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// It was sent.
    Sent,
    /// The provider has it and sends it at its time, or is about to.
    Waits,
    /// The provider does not hold mails: it was not sent.
    CannotWait,
    /// It was taken back from where it waited: it was not sent and never will be.
    TakenBack,
    /// It was not sent, and it is too late to send it without asking the rep.
    Held,
    /// It is not known whether it was sent.
    Unknown,
    /// It was certainly not sent; another attempt begins from the start.
    NotSent(MailboxError),
    /// Another attempt continues from the stored state.
    Unfinished(MailboxError),
}

impl<P: Platform> Mailboxes<P> {
    /// Sends a mail, or continues an earlier attempt after asking for its state: the mail is sent at most once.
    pub async fn send(&self, mail: Outbound<'_>, keep: &Keep<'_>) -> Delivery {
        let account = match account::connected(&*self.platform).await {
            Ok(account) => account,
            Err(error) => return Delivery::Unfinished(error),
        };
        match (account.provider, mail.sending) {
            (Provider::Google, None) if mail.until.is_some() => Delivery::CannotWait,
            (Provider::Google, None) => self.send_by_gmail(mail, None, keep).await,
            (Provider::Google, Some(Sending::Gmail(session))) => {
                self.send_by_gmail(mail, Some(session), keep).await
            }
            (Provider::Microsoft, None) => self.send_by_outlook(mail, keep).await,
            (Provider::Microsoft, Some(Sending::OutlookDraft(draft))) => {
                self.settle_draft(mail, draft, keep).await
            }
            (Provider::Microsoft, Some(Sending::OutlookFiles(filling))) => {
                self.go_on_with_files(mail, filling, keep).await
            }
            (Provider::Microsoft, Some(Sending::OutlookWaiting(waiting))) => {
                self.settle_waiting(mail, waiting).await
            }
            // Only the provider of the earlier attempt could tell.
            _ => Delivery::Unknown,
        }
    }
}
