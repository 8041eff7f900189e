//! The rep's mailbox: signing in and out, its state and its signature.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

use super::account::{self, Account, Confirmation};
use super::grant::{Grant, Hint, Identity};
use super::{MailClient, MailLimit, MailboxError, MailboxUser, google};
use crate::base::{Access, Fault, FileId, Millis, Provider, locks::Locks};
use crate::ports::{Authorize, Platform, StoreError};
use crate::settings::Policies;

/// The account that a sign-in is for.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The address that it should have.
    pub address: &'a str,
    /// Whether no other address is accepted.
    pub strict: bool,
    /// Whether the rep chooses among their accounts.
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

/// The rep's mailbox; at most one is connected. No token leaves this module.
pub struct Mailboxes<P> {
    pub(super) platform: Rc<P>,
    pub(super) policies: Rc<Policies<P>>,
    pub(super) locks: Locks,
    /// Why the last renewal failed, where somebody has to do something and it is not stored with the account.
    pub(super) renewal_fault: RefCell<Option<Fault>>,
    /// When an early renewal was last tried.
    pub(super) renewed_early: Cell<Option<Millis>>,
    /// The conversation of the mail that was sent last, by the Message-ID that we gave it.
    last_conversation: RefCell<Option<(String, String)>>,
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

    /// As [`Self::new`], with the policies that the worker's services share.
    #[must_use]
    pub fn with_policies(platform: Rc<P>, policies: Rc<Policies<P>>) -> Self {
        Self {
            platform,
            policies,
            locks: Locks::default(),
            renewal_fault: RefCell::default(),
            renewed_early: Cell::default(),
            last_conversation: RefCell::default(),
        }
    }

    /// Signs in on the provider's own page and connects the mailbox. `expected` is the address that it must have
    /// (ignoring case).
    ///
    /// # Errors
    /// After [`MailboxError::AddressDiffers`] and [`MailboxError::AnotherAccount`], an earlier mailbox stays connected.
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
                self.revoke_unused(provider, &grant.token).await;
                return Err(error);
            }
        };
        let _held = self.locks.hold(ACCOUNT).await;
        let known = account::account(&*self.platform).await?;
        let address = match accepted_address(&identity, wanted, provider, known.as_ref()) {
            Ok(address) => address,
            Err(error) => {
                // Revoking ends the account's whole grant, so it must not be done to the mailbox that stays connected.
                if !known.is_some_and(|known| known.is(provider, &identity)) {
                    self.revoke_unused(provider, &grant.token).await;
                }
                return Err(error);
            }
        };
        let mut account = Account::new(client, &identity, address);
        account.drafts = grant.token.rights.drafts;
        account.reads = grant.token.rights.reads;
        account.agreed_to_replies = known
            .as_ref()
            .is_some_and(|known| known.is(provider, &identity) && known.agreed_to_replies);
        if let Some(known) = known
            .as_ref()
            .filter(|known| !account.shares_its_grant_with(known))
        {
            // Where that fails, it expires by itself: within an hour at Google, within a day at Microsoft.
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
        self.renewal_fault.replace(None);
        self.propose_signature(&account, &grant).await?;
        account::note_success(&*self.platform).await;
        Ok(account.user())
    }

    /// The connected mailbox, even if a new sign-in is needed ([`Self::fault`]).
    pub async fn user(&self) -> Option<MailboxUser> {
        let account = account::account(&*self.platform).await.ok()??;
        Some(account.user())
    }

    /// The connected mailbox.
    ///
    /// # Errors
    /// No mailbox is connected.
    pub async fn connected(&self) -> Result<MailboxUser, MailboxError> {
        Ok(account::connected(&*self.platform).await?.user())
    }

    /// The client by which the mailbox is connected, and whether org or policy name it.
    pub async fn client(&self) -> Option<(MailClient, Confirmation)> {
        let account = account::account(&*self.platform).await.ok()??;
        Some((account.client(), account.confirmation))
    }

    /// Stores whether org or policy name that client; true where it changed.
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
                None => self.renewal_fault.borrow().clone(),
            },
            Err(error) => Some(error.into()),
        }
    }

    /// When a call of the mailbox last succeeded in this browser session.
    pub async fn last_success(&self) -> Option<Millis> {
        account::last_success(&*self.platform).await
    }

    /// Until when the access token is valid; afterwards it is renewed.
    pub async fn expires(&self) -> Option<Millis> {
        account::expires(&*self.platform).await
    }

    /// Revokes the grant and disconnects the mailbox. Its signature is kept, for the case that it is connected again.
    /// The mailbox is disconnected in any case; [`Access::Stays`] says that the grant could not be revoked.
    ///
    /// # Errors
    /// Where storage fails.
    pub async fn sign_out(&self) -> Result<Access, MailboxError> {
        let _held = self.locks.hold(ACCOUNT).await;
        let access = match account::account(&*self.platform).await? {
            Some(account) => self.revoke(&account).await,
            None => Access::Ended,
        };
        self.renewal_fault.replace(None);
        account::own_signature(&*self.platform).await?;
        account::forget(&*self.platform).await?;
        Ok(access)
    }

    /// Checks that the mailbox with `address` is connected and has a token, or gets one without a window.
    ///
    /// # Errors
    /// As for every use of the mailbox.
    pub async fn ready(&self, address: &str) -> Result<(), MailboxError> {
        self.token(address).await.map(drop)
    }

    /// How large a mail the connected mailbox sends.
    pub async fn limit(&self) -> MailLimit {
        let user = self.user().await;
        user.map_or(MailLimit::of(Provider::Google, false), |user| user.limit())
    }

    /// Gmail's conversation of a mail that was just sent. Known in the same life of the worker alone: it helps to find
    /// answers, which else are found by their headers.
    #[must_use]
    pub fn conversation(&self, message_id: &str) -> Option<String> {
        let last = self.last_conversation.borrow();
        let (_, conversation) = last.as_ref().filter(|(of, _)| of == message_id)?;
        Some(conversation.clone())
    }

    pub(super) fn note_conversation(&self, message_id: &str, conversation: Option<String>) {
        let noted = conversation.map(|conversation| (message_id.to_owned(), conversation));
        self.last_conversation.replace(noted);
    }

    /// The signature as HTML; empty where there is none.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn signature(&self) -> Result<String, MailboxError> {
        account::signature(&*self.platform).await
    }

    /// The images of all signatures, which are kept as long as these.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn signature_images(&self) -> Result<BTreeSet<FileId>, StoreError> {
        account::signature_images(&*self.platform).await
    }

    /// The signature to begin with on the signature screen: the stored one, else Gmail's own, which is not sanitised.
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

    /// Reads Gmail's own signature once, at the sign-in, where the policy wants that.
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

    /// Stores the signature: HTML, sanitised by the surface.
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

/// The address of `identity` to use, if the account is accepted.
fn accepted_address<'a>(
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
