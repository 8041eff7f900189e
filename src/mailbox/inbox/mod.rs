//! What arrived in the mailbox: first the headers of what is new, then the text of a single mail where it is asked
//! for. Nothing is changed there, nothing marked as read.

mod arrived;
mod gmail;
mod outlook;
mod part;
mod sent_before;
mod source;

use serde::{Deserialize, Serialize};

pub use arrived::{Arrived, New, News, Place, Sent, SentHead};
pub use part::{Part, address_in};
pub use sent_before::SentBefore;

use super::grant::{AccessToken, Hint};
use super::mailboxes::{ACCOUNT, Mailboxes};
use super::{Earlier, MailboxError, account};
use crate::base::{Millis, Provider};
use crate::ports::Platform;

/// Whether answers can be looked for, and whose move it is where they cannot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RepliesRight {
    /// The policy does not want it.
    NotOffered,
    /// The rep was not asked yet, or does not want it.
    NotAgreed,
    /// The rep agreed, and the provider does not give the right.
    NotGranted,
    /// They can.
    Granted,
}

impl<P: Platform> Mailboxes<P> {
    /// Whether answers can be looked for.
    pub async fn replies_right(&self) -> RepliesRight {
        if !self.policies.settings().await.replies {
            return RepliesRight::NotOffered;
        }
        match account::account(&*self.platform).await {
            Ok(Some(account)) if account.agreed_to_replies && account.reads => {
                RepliesRight::Granted
            }
            Ok(Some(account)) if account.agreed_to_replies => RepliesRight::NotGranted,
            _ => RepliesRight::NotAgreed,
        }
    }

    /// Notes whether the rep wants us to look for answers. The provider is asked for the right at the next sign-in;
    /// without the rep's word nothing is read any more, whatever the provider would allow.
    ///
    /// # Errors
    /// No mailbox is connected, or the storage failed.
    pub async fn agree_to_replies(&self, agreed: bool) -> Result<(), MailboxError> {
        let _held = self.locks.hold(ACCOUNT).await;
        let mut account = account::connected(&*self.platform).await?;
        account.agreed_to_replies = agreed;
        account::keep(&*self.platform, &account).await
    }

    /// Whether the account of a sign-in agreed to it: nobody else is asked for the right.
    pub(super) async fn agreed_to_replies(&self, hint: Hint<'_>) -> bool {
        let Hint::Account(address) = hint else {
            return false;
        };
        let account = account::account(&*self.platform).await.ok().flatten();
        account.is_some_and(|account| {
            account.agreed_to_replies && account.address.eq_ignore_ascii_case(address)
        })
    }

    /// What is new after `place`; without one, or where the provider does not know it any more, what arrived since
    /// `since`. One call where nothing is new.
    ///
    /// # Errors
    /// As for every use of the mailbox; [`MailboxError::NoRight`] where the right was taken back.
    pub async fn news(
        &self,
        address: &str,
        place: Option<&Place>,
        since: Millis,
    ) -> Result<News, MailboxError> {
        let http = &*self.platform;
        let provider = account::connected(http).await?.provider;
        self.reading(address, async |token| match provider {
            Provider::Microsoft => outlook::news(http, token, place, since).await,
            Provider::Google | Provider::Salesforce => gmail::news(http, token, place, since).await,
        })
        .await
    }

    /// The mails from one of these addresses that arrived since then, in whatever folder they are; of many the last few.
    ///
    /// # Errors
    /// As [`Self::news`].
    pub async fn mails_from(
        &self,
        mailbox: &str,
        addresses: &[String],
        since: Millis,
    ) -> Result<Vec<Arrived>, MailboxError> {
        let http = &*self.platform;
        let provider = account::connected(http).await?.provider;
        self.reading(mailbox, async |token| match provider {
            Provider::Microsoft => outlook::mails_from(http, token, addresses, since).await,
            Provider::Google | Provider::Salesforce => {
                gmail::mails_from(http, token, addresses, since).await
            }
        })
        .await
    }

    /// The newest mail that fits, if it was sent by this mailbox.
    ///
    /// # Errors
    /// As [`Self::news`].
    pub async fn sent_before(
        &self,
        mailbox: &str,
        look: &SentBefore<'_>,
    ) -> Result<Option<Earlier>, MailboxError> {
        let http = &*self.platform;
        let provider = account::connected(http).await?.provider;
        self.reading(mailbox, async |token| match provider {
            Provider::Microsoft => outlook::sent_before(http, token, look).await,
            Provider::Google | Provider::Salesforce => gmail::sent_before(http, token, look).await,
        })
        .await
    }

    /// Reads one mail.
    ///
    /// # Errors
    /// As [`Self::news`].
    pub async fn read_mail(&self, address: &str, mail: &Arrived) -> Result<Part, MailboxError> {
        let http = &*self.platform;
        let provider = account::connected(http).await?.provider;
        self.reading(address, async |token| match provider {
            Provider::Microsoft => outlook::read(http, token, mail).await,
            Provider::Google | Provider::Salesforce => gmail::read(http, token, &mail.id).await,
        })
        .await
    }

    /// The head of a mail that was sent, which the provider's list may have; `None` where it was deleted since.
    ///
    /// # Errors
    /// As [`Self::news`].
    pub async fn sent_head(
        &self,
        address: &str,
        sent: &Sent,
    ) -> Result<Option<SentHead>, MailboxError> {
        if let Some(head) = &sent.head {
            return Ok(Some(head.clone()));
        }
        let http = &*self.platform;
        self.reading(address, async |token| {
            gmail::sent_head(http, token, &sent.id).await
        })
        .await
    }

    /// Runs `work` with a token that may read, once more with a new one where that had ended. That the right was taken
    /// back is noted, and hinders no mail from being sent.
    async fn reading<T>(
        &self,
        address: &str,
        work: impl AsyncFn(&AccessToken) -> Result<T, MailboxError>,
    ) -> Result<T, MailboxError> {
        let token = self.reading_token(address).await?;
        let done = match work(&token).await {
            Err(MailboxError::SessionExpired(_)) => {
                self.drop_token(&token, None).await?;
                work(&self.reading_token(address).await?).await
            }
            done => done,
        };
        if matches!(done, Err(MailboxError::NoRight(..))) {
            self.note_no_right().await?;
        }
        done
    }

    async fn reading_token(&self, address: &str) -> Result<AccessToken, MailboxError> {
        let token = self.token(address).await?;
        if token.rights.reads {
            return Ok(token);
        }
        self.note_no_right().await?;
        let provider = account::connected(&*self.platform).await?.provider;
        let words = "the right to read mails was not granted".to_owned();
        Err(MailboxError::NoRight(provider, words))
    }

    async fn note_no_right(&self) -> Result<(), MailboxError> {
        let _held = self.locks.hold(ACCOUNT).await;
        let mut account = account::connected(&*self.platform).await?;
        account.reads = false;
        account::keep(&*self.platform, &account).await
    }
}
