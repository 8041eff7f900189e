//! The rep's mailbox: who it is, the message, Gmail, the signature.

mod account;
mod address;
mod error;
mod gmail;
mod google;
mod message;

pub use address::{Address, InvalidAddress, is_address, parse_list};
pub use error::MailboxError;
pub use gmail::{Upload, UploadSession};
pub(crate) use message::one_line;
pub use message::{MAX_BYTES, Message};

use serde::{Deserialize, Serialize};
use std::rc::Rc;

use self::account::{AccessToken, Account};
use self::google::Granted;
use crate::locks::Locks;
use crate::ports::{Authorize, Platform};
use crate::protocol::{Fault, Provider};

/// Whose mailbox is connected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailboxUser {
    /// Where.
    pub provider: Provider,
    /// Its address.
    pub address: String,
    /// The account's name, where the provider says it.
    pub name: Option<String>,
}

/// The rep's mailbox, of which there is at most one. Every token is in here and never leaves.
pub struct Mailboxes<P> {
    platform: Rc<P>,
    locks: Locks,
}

/// One sign-in or renewal at a time.
const ACCOUNT: &str = "account";

impl<P: Platform> Mailboxes<P> {
    /// Made once by the worker.
    #[must_use]
    pub fn new(platform: Rc<P>) -> Self {
        Self {
            platform,
            locks: Locks::default(),
        }
    }

    /// Signs in at the provider's own page and keeps the mailbox. `expected` is the address that it
    /// must have (case does not count).
    ///
    /// # Errors
    /// [`MailboxError::AddressDiffers`] and [`MailboxError::AnotherAccount`] keep what was kept before.
    pub async fn sign_in(
        &self,
        provider: Provider,
        client_id: &str,
        expected: &str,
    ) -> Result<MailboxUser, MailboxError> {
        if provider != Provider::Google {
            return Err(MailboxError::NotOffered);
        }
        let how = Authorize::Interactive { watch: None };
        let granted = google::authorize(&*self.platform, client_id, expected, how).await?;
        let info = google::user_info(&*self.platform, &granted.token).await?;
        if !info.email.eq_ignore_ascii_case(expected) {
            return Err(MailboxError::AddressDiffers {
                expected: expected.to_owned(),
                actual: info.email,
            });
        }
        if !info.email_verified {
            return Err(MailboxError::AddressUnverified);
        }
        let _held = self.locks.hold(ACCOUNT).await;
        let known = account::account(&*self.platform).await?;
        let same_address = |known: &Account| known.address.eq_ignore_ascii_case(&info.email);
        if known.is_some_and(|known| same_address(&known) && known.sub != info.sub) {
            return Err(MailboxError::AnotherAccount);
        }
        let account = Account {
            provider,
            client_id: client_id.to_owned(),
            sub: info.sub,
            address: info.email,
            name: info.name,
            expired: false,
        };
        account::keep(&*self.platform, &account).await?;
        self.keep_token(&account, &granted).await?;
        Ok(account.user())
    }

    /// The connected mailbox, also while it needs a new sign-in ([`Self::fault`]).
    pub async fn user(&self) -> Option<MailboxUser> {
        let account = account::account(&*self.platform).await.ok()??;
        Some(account.user())
    }

    /// What is wrong with the connection, if anything, without asking the provider.
    pub async fn fault(&self) -> Option<Fault> {
        match account::account(&*self.platform).await {
            Ok(Some(account)) if account.expired => Some(MailboxError::SessionExpired.into()),
            Ok(Some(_)) => None,
            Ok(None) => Some(MailboxError::NotConnected.into()),
            Err(error) => Some(error.into()),
        }
    }

    /// Revokes what was granted and forgets the mailbox. The signature stays.
    ///
    /// # Errors
    /// It is forgotten in any case; an error of the network says that the provider could not be told.
    pub async fn sign_out(&self) -> Result<(), MailboxError> {
        let _held = self.locks.hold(ACCOUNT).await;
        let revoked = match account::account(&*self.platform).await? {
            Some(account) => {
                match account::token(&*self.platform, &account, self.platform.now()).await? {
                    Some(token) => google::revoke(&*self.platform, &token).await,
                    None => Ok(()),
                }
            }
            None => Ok(()),
        };
        account::forget(&*self.platform).await?;
        revoked
    }

    /// Makes sure that the mailbox with `address` can be used: it is the connected one, and a token
    /// for it is there or comes without a window.
    ///
    /// # Errors
    /// As for every use of the mailbox.
    pub async fn ready(&self, address: &str) -> Result<(), MailboxError> {
        self.token(address).await.map(drop)
    }

    /// Begins an upload of `length` bytes from the mailbox with `address`. Sends nothing yet.
    ///
    /// # Errors
    /// What Gmail refuses already now.
    pub async fn start_upload(
        &self,
        address: &str,
        length: usize,
    ) -> Result<UploadSession, MailboxError> {
        let http = &*self.platform;
        self.with_token(address, async |token| {
            gmail::start(http, token, length).await
        })
        .await
    }

    /// Sends the chunk of `mail` that begins at `from`; with the last chunk, the mail is sent.
    ///
    /// # Errors
    /// Where no answer came ([`MailboxError::Unreachable`], [`MailboxError::Unavailable`]), only
    /// [`Self::upload_status`] says what became of it.
    pub async fn upload(
        &self,
        address: &str,
        session: &UploadSession,
        mail: &[u8],
        from: usize,
    ) -> Result<Upload, MailboxError> {
        let http = &*self.platform;
        self.with_token(address, async |token| {
            gmail::put(http, token, session, mail, from).await
        })
        .await
    }

    /// How far an upload of `length` bytes has come.
    ///
    /// # Errors
    /// Where Gmail refused the mail that the session was for, its refusal.
    pub async fn upload_status(
        &self,
        address: &str,
        session: &UploadSession,
        length: usize,
    ) -> Result<Upload, MailboxError> {
        let http = &*self.platform;
        self.with_token(address, async |token| {
            gmail::status(http, token, session, length).await
        })
        .await
    }

    /// The signature as HTML; empty where there is none.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn signature(&self) -> Result<String, MailboxError> {
        account::signature(&*self.platform).await
    }

    /// Keeps the signature: HTML, sanitised by the surface.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn set_signature(&self, html: &str) -> Result<(), MailboxError> {
        account::keep_signature(&*self.platform, html).await
    }

    /// Does `work` with a token; where the provider no longer takes it, once more with a new one.
    async fn with_token<T>(
        &self,
        address: &str,
        work: impl AsyncFn(&AccessToken) -> Result<T, MailboxError>,
    ) -> Result<T, MailboxError> {
        let token = self.token(address).await?;
        match work(&token).await {
            Err(MailboxError::SessionExpired) => {
                self.drop_token(&token).await?;
                work(&self.token(address).await?).await
            }
            Err(MailboxError::NoRight(words)) => {
                self.expire().await?;
                Err(MailboxError::NoRight(words))
            }
            done => done,
        }
    }

    /// A token for the mailbox with `address`, renewed without a window where necessary.
    async fn token(&self, address: &str) -> Result<AccessToken, MailboxError> {
        let _held = self.locks.hold(ACCOUNT).await;
        let account = account::account(&*self.platform)
            .await?
            .ok_or(MailboxError::NotConnected)?;
        if !account.address.eq_ignore_ascii_case(address) {
            return Err(MailboxError::OtherMailbox {
                needed: address.to_owned(),
                connected: account.address,
            });
        }
        if account.expired {
            return Err(MailboxError::SessionExpired);
        }
        let now = self.platform.now();
        match account::token(&*self.platform, &account, now).await? {
            Some(token) => Ok(token),
            None => self.renew(account).await,
        }
    }

    /// A new token without a window. A renewal that would need the rep is not tried again before
    /// they sign in.
    async fn renew(&self, account: Account) -> Result<AccessToken, MailboxError> {
        let renewed = self.granted_silently(&account).await;
        match renewed {
            Ok(granted) => {
                self.keep_token(&account, &granted).await?;
                Ok(granted.token)
            }
            Err(error) => {
                if error == MailboxError::SessionExpired {
                    let expired = Account {
                        expired: true,
                        ..account
                    };
                    account::keep(&*self.platform, &expired).await?;
                }
                Err(error)
            }
        }
    }

    /// Asks nothing more of the provider before the rep signs in again.
    async fn expire(&self) -> Result<(), MailboxError> {
        let _held = self.locks.hold(ACCOUNT).await;
        if let Some(mut account) = account::account(&*self.platform).await? {
            account.expired = true;
            account::keep(&*self.platform, &account).await?;
        }
        account::forget_token(&*self.platform).await
    }

    async fn granted_silently(&self, account: &Account) -> Result<Granted, MailboxError> {
        let platform = &*self.platform;
        let (client_id, address) = (&account.client_id, &account.address);
        let granted = google::authorize(platform, client_id, address, Authorize::Silent).await?;
        let info = google::user_info(platform, &granted.token).await?;
        if info.sub == account.sub {
            Ok(granted)
        } else {
            Err(MailboxError::AnotherAccount)
        }
    }

    async fn keep_token(&self, account: &Account, granted: &Granted) -> Result<(), MailboxError> {
        account::keep_token(&*self.platform, account, &granted.token, granted.expires).await
    }

    /// Forgets `token` unless another one has come in the meantime.
    async fn drop_token(&self, token: &AccessToken) -> Result<(), MailboxError> {
        let _held = self.locks.hold(ACCOUNT).await;
        let Some(account) = account::account(&*self.platform).await? else {
            return Ok(());
        };
        let kept = account::token(&*self.platform, &account, self.platform.now()).await?;
        match kept {
            Some(kept) if kept.secret() == token.secret() => {
                account::forget_token(&*self.platform).await
            }
            _ => Ok(()),
        }
    }
}
