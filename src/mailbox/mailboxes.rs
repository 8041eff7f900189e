//! The rep's mailbox: signing in to it and out again, and what is known of it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::account::{self, Account, Confirmation};
use super::grant::{Grant, Hint, Identity};
use super::{MAX_BYTES, MailClient, MailboxError, MailboxUser, google, graph};
use crate::base::{Access, Fault, Millis, Provider, locks::Locks};
use crate::ports::{Authorize, Platform};
use crate::settings::Policies;

/// The account that a sign-in is for.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The address that it should have.
    pub address: &'a str,
    /// Whether no other address will do.
    pub strict: bool,
    /// Whether the rep is asked which of their accounts it is.
    pub choose: bool,
}

impl<'a> Wanted<'a> {
    const fn hint(self) -> Hint<'a> {
        if self.choose {
            Hint::Choose
        } else {
            Hint::Account(self.address)
        }
    }
}

/// The rep's mailbox, of which there is at most one. Every token is in here and never leaves.
pub struct Mailboxes<P> {
    pub(super) platform: Rc<P>,
    pub(super) policies: Rc<Policies<P>>,
    pub(super) locks: Locks,
    /// Why the last renewal gave no token, where somebody has to do something and nothing is kept of
    /// it with the account.
    pub(super) trouble: RefCell<Option<Fault>>,
    /// When a token that was about to end was last to be renewed.
    pub(super) freshened: Cell<Option<Millis>>,
}

/// One sign-in or renewal at a time.
pub(super) const ACCOUNT: &str = "account";

impl<P: Platform> Mailboxes<P> {
    /// Made once by the worker.
    #[must_use]
    pub fn new(platform: Rc<P>) -> Self {
        let policies = Rc::new(Policies::new(Rc::clone(&platform)));
        Self::with_policies(platform, policies)
    }

    /// As [`Self::new`], with the settings that the worker's other services obey, too.
    #[must_use]
    pub fn with_policies(platform: Rc<P>, policies: Rc<Policies<P>>) -> Self {
        Self {
            platform,
            policies,
            locks: Locks::default(),
            trouble: RefCell::default(),
            freshened: Cell::default(),
        }
    }

    /// Signs in at the provider's own page and keeps the mailbox. `expected` is the address that it
    /// must have (case does not count).
    ///
    /// # Errors
    /// [`MailboxError::AddressDiffers`] and [`MailboxError::AnotherAccount`] keep what was kept before.
    pub async fn sign_in(
        &self,
        client: &MailClient,
        expected: &str,
    ) -> Result<MailboxUser, MailboxError> {
        let wanted = Wanted {
            address: expected,
            strict: true,
            choose: false,
        };
        self.sign_in_as(client, wanted).await
    }

    /// As [`Self::sign_in`], for the account that is wanted.
    ///
    /// # Errors
    /// As [`Self::sign_in`].
    pub async fn sign_in_as(
        &self,
        client: &MailClient,
        wanted: Wanted<'_>,
    ) -> Result<MailboxUser, MailboxError> {
        let provider = client.provider();
        let how = Authorize::Interactive { watch: None };
        let known = account::account(&*self.platform).await?;
        let claims = known.and_then(|known| known.claims);
        let grant = self
            .ask_for_grant(client, wanted.hint(), claims.as_deref(), how)
            .await?;
        let identity = match self.identity(provider, &grant.token).await {
            Ok(identity) => identity,
            Err(error) => {
                self.give_back(provider, &grant.token).await;
                return Err(error);
            }
        };
        let _held = self.locks.hold(ACCOUNT).await;
        let known = account::account(&*self.platform).await?;
        let address = match admitted(&identity, wanted, provider, known.as_ref()) {
            Ok(address) => address,
            Err(error) => {
                // Revoking ends the account's whole grant: not that of the mailbox that is kept.
                if !known.is_some_and(|known| known.is(provider, &identity)) {
                    self.give_back(provider, &grant.token).await;
                }
                return Err(error);
            }
        };
        let account = Account::new(client, &identity, address);
        if let Some(known) = known
            .as_ref()
            .filter(|known| !account.shares_its_grant_with(known))
        {
            // Where it stays, it ends by itself: within the hour at Google, within a day at Microsoft.
            let _ = self.revoke(known).await;
        }
        if grant.refresh_token.is_none() {
            account::forget_refresh_token(&*self.platform).await?;
        }
        account::own_signature(&*self.platform).await?;
        if !known_before(known.as_ref(), &account) {
            account::forget_proposed_signature(&*self.platform).await?;
        }
        account::keep(&*self.platform, &account).await?;
        let area = self.area().await;
        account::keep_grant(&*self.platform, area, &account, &grant).await?;
        self.trouble.replace(None);
        self.propose_signature(&account, &grant).await?;
        account::used(&*self.platform).await;
        Ok(account.user())
    }

    /// The connected mailbox, also while it needs a new sign-in ([`Self::fault`]).
    pub async fn user(&self) -> Option<MailboxUser> {
        let account = account::account(&*self.platform).await.ok()??;
        Some(account.user())
    }

    /// The connected mailbox.
    ///
    /// # Errors
    /// There is none.
    pub async fn connected(&self) -> Result<MailboxUser, MailboxError> {
        Ok(account::connected(&*self.platform).await?.user())
    }

    /// The client by which the mailbox is connected, and whether org or policy name it.
    pub async fn client(&self) -> Option<(MailClient, Confirmation)> {
        let account = account::account(&*self.platform).await.ok()??;
        Some((account.client(), account.confirmation))
    }

    /// Keeps whether org or policy name that client; true where that is news.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn confirm(&self, confirmation: Confirmation) -> Result<bool, MailboxError> {
        let _held = self.locks.hold(ACCOUNT).await;
        let account = account::account(&*self.platform).await?;
        let Some(account) = account.filter(|own| own.confirmation != confirmation) else {
            return Ok(false);
        };
        let account = Account {
            confirmation,
            ..account
        };
        account::keep(&*self.platform, &account).await?;
        Ok(true)
    }

    /// What is wrong with the connection, if anything, without asking the provider.
    pub async fn fault(&self) -> Option<Fault> {
        match account::connected(&*self.platform).await {
            Ok(account) => match account.obstacle() {
                Some(error) => Some(error.into()),
                None => self.trouble.borrow().clone(),
            },
            Err(error) => Some(error.into()),
        }
    }

    /// When the mailbox last did what it was asked, in this browser session.
    pub async fn last_success(&self) -> Option<Millis> {
        account::last_used(&*self.platform).await
    }

    /// Until when it works without asking the provider; then it asks by itself.
    pub async fn expires(&self) -> Option<Millis> {
        account::expires(&*self.platform).await
    }

    /// Revokes what was granted and forgets the mailbox. Its signature stays, for itself. It is forgotten in any
    /// case; [`Access::Stays`] says that the provider could not be told.
    ///
    /// # Errors
    /// Where storage fails.
    pub async fn sign_out(&self) -> Result<Access, MailboxError> {
        let _held = self.locks.hold(ACCOUNT).await;
        let access = match account::account(&*self.platform).await? {
            Some(account) => self.revoke(&account).await,
            None => Access::Ended,
        };
        self.trouble.replace(None);
        account::own_signature(&*self.platform).await?;
        account::forget(&*self.platform).await?;
        Ok(access)
    }

    /// Makes sure that the mailbox with `address` can be used: it is the connected one, and a token
    /// for it is there or comes without a window.
    ///
    /// # Errors
    /// As for every use of the mailbox.
    pub async fn ready(&self, address: &str) -> Result<(), MailboxError> {
        self.token(address).await.map(drop)
    }

    /// The greatest mail, in bytes of MIME, that the connected mailbox sends.
    pub async fn max_bytes(&self) -> usize {
        match self.user().await.map(|user| user.provider) {
            Some(Provider::Microsoft) => graph::MAX_BYTES,
            _ => MAX_BYTES,
        }
    }

    /// The signature as HTML; empty where there is none.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn signature(&self) -> Result<String, MailboxError> {
        account::signature(&*self.platform).await
    }

    /// What the signature screen begins with: the kept one, else Gmail's own, as foreign HTML.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn first_signature(&self) -> Result<String, MailboxError> {
        let kept = self.signature().await?;
        if !kept.is_empty() {
            return Ok(kept);
        }
        account::proposed_signature(&*self.platform).await
    }

    /// Reads Gmail's own signature once, at the sign-in, where the administrator wants that.
    async fn propose_signature(
        &self,
        account: &Account,
        grant: &Grant,
    ) -> Result<(), MailboxError> {
        let wanted = self.policies.settings().await.gmail_signature;
        if !wanted || account.provider != Provider::Google {
            return Ok(());
        }
        match google::signature(&*self.platform, &grant.token, &account.address).await {
            Some(html) => account::propose_signature(&*self.platform, html).await,
            None => Ok(()),
        }
    }

    /// Keeps the signature: HTML, sanitised by the surface.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn set_signature(&self, html: &str) -> Result<(), MailboxError> {
        account::keep_signature(&*self.platform, html).await
    }
}

fn known_before(known: Option<&Account>, account: &Account) -> bool {
    known.is_some_and(|known| known.provider == account.provider && known.sub == account.sub)
}

/// The address of `identity` that is used, if the account will do.
fn admitted<'a>(
    identity: &'a Identity,
    wanted: Wanted<'_>,
    provider: Provider,
    known: Option<&Account>,
) -> Result<&'a str, MailboxError> {
    let expected = wanted.address;
    let any = identity.addresses.first().map(String::as_str);
    let any = any.filter(|_| !wanted.strict);
    let Some(address) = identity.address(expected).or(any) else {
        return Err(MailboxError::AddressDiffers {
            expected: expected.to_owned(),
            actual: identity.addresses.first().cloned().unwrap_or_default(),
            provider,
        });
    };
    let same = |known: &&Account| {
        known.provider == provider && known.address.eq_ignore_ascii_case(address)
    };
    match known.filter(same) {
        Some(known) if !known.is(provider, identity) => Err(MailboxError::AnotherAccount(provider)),
        _ => Ok(address),
    }
}
