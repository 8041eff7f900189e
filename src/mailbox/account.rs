//! The stored values of the connected mailbox: its account, its tokens and its signature.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use super::grant::{AccessToken, Grant, Identity, RefreshToken, Rights};
use super::{MailClient, MailboxError, MailboxUser, images_of};
use crate::base::{FileId, Millis, Provider};
use crate::ports::{Area, Clock, Store, StoreError};
use crate::storage;
use crate::storage::Versioned;

const ACCOUNT: &str = "mailbox";
const LAST: &str = "mailbox.last";
const TOKEN: &str = "mailbox.token";
const REFRESH_TOKEN: &str = "mailbox.refresh";
const USED: &str = "mailbox.used";
const SIGNATURE: &str = "mailbox.signature";
const PROPOSED: &str = "mailbox.signature.proposed";

/// The connected mailbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Account {
    pub provider: Provider,
    /// The organisation's own client at the provider.
    pub client_id: String,
    /// The directory at Microsoft.
    pub tenant: Option<String>,
    /// The provider's id of the account, which is never given to another one.
    pub sub: String,
    pub address: String,
    pub name: Option<String>,
    /// The provider wants the rep to sign in again, and is not asked before that.
    pub expired: bool,
    /// Whether the org or the policy name its client. A mailbox of an earlier release stays in use until they are
    /// asked.
    #[serde(default)]
    pub confirmation: Confirmation,
    /// Whether the last token also gave access to drafts.
    #[serde(default)]
    pub drafts: bool,
    /// What Microsoft demands of that sign-in: a claims request as Microsoft sent it (OpenID Connect Core §5.5).
    pub claims: Option<String>,
    /// The rep agreed that we look for answers to their mails.
    #[serde(default)]
    pub agreed_to_replies: bool,
    /// The last sign-in or renewal gave the right to read mails.
    #[serde(default)]
    pub reads: bool,
}

/// Whether the org or the policy name the client of the mailbox.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confirmation {
    /// They do, or were not asked yet.
    #[default]
    Given,
    /// They do not: the mailbox stays connected, but is not used.
    Missing,
}

impl Versioned for Account {
    const VERSION: u32 = 1;
}

impl Account {
    /// The account of a sign-in by `client` as `identity`, of whose addresses `address` is used.
    pub fn new(client: &MailClient, identity: &Identity, address: &str) -> Self {
        let (client_id, tenant) = match client {
            MailClient::Google { client_id } => (client_id, None),
            MailClient::Microsoft { client_id, tenant } => (client_id, tenant.clone()),
        };
        Self {
            provider: client.provider(),
            client_id: client_id.clone(),
            tenant,
            sub: identity.id.clone(),
            address: address.to_owned(),
            name: identity.name.clone(),
            expired: false,
            confirmation: Confirmation::Given,
            drafts: false,
            claims: None,
            agreed_to_replies: false,
            reads: false,
        }
    }

    /// Why the provider cannot be asked now, if so.
    pub fn obstacle(&self) -> Option<MailboxError> {
        match self.confirmation {
            Confirmation::Missing => Some(MailboxError::Unconfirmed),
            Confirmation::Given => self.expired.then(|| self.needs_sign_in()),
        }
    }

    /// Whether it is the account of `identity`.
    pub fn is(&self, provider: Provider, identity: &Identity) -> bool {
        self.provider == provider && self.sub == identity.id
    }

    /// Whether revoking the access of `other` would also revoke this one's: a provider has one grant for each account
    /// and client.
    pub fn shares_its_grant_with(&self, other: &Self) -> bool {
        self.provider == other.provider
            && self.sub == other.sub
            && self.client_id == other.client_id
    }

    /// The error that asks the rep to sign in again.
    pub fn needs_sign_in(&self) -> MailboxError {
        match &self.claims {
            Some(_) => MailboxError::InteractionRequired {
                claims: self.claims.clone(),
            },
            None => MailboxError::SessionExpired(self.provider),
        }
    }

    /// The client by which it was connected.
    pub fn client(&self) -> MailClient {
        let client_id = self.client_id.clone();
        match self.provider {
            Provider::Microsoft => MailClient::Microsoft {
                client_id,
                tenant: self.tenant.clone(),
            },
            Provider::Google | Provider::Salesforce => MailClient::Google { client_id },
        }
    }

    pub fn user(&self) -> MailboxUser {
        MailboxUser {
            provider: self.provider,
            address: self.address.clone(),
            name: self.name.clone(),
            drafts: self.drafts,
        }
    }
}

/// The stored form of an access token, private to this file.
#[derive(Serialize, Deserialize)]
struct StoredToken {
    sub: String,
    secret: String,
    #[serde(default)]
    drafts: bool,
    #[serde(default)]
    reads: bool,
    expires: Millis,
    /// Earlier releases did not store it: their tokens are due for renewal at any time.
    #[serde(default)]
    ending: Millis,
}

impl Versioned for StoredToken {
    const VERSION: u32 = 1;
}

/// The stored form of a refresh token, private to this file.
#[derive(Serialize, Deserialize)]
struct StoredRefreshToken {
    sub: String,
    secret: String,
}

impl Versioned for StoredRefreshToken {
    const VERSION: u32 = 1;
}

/// The account that was connected last, also after signing out.
#[derive(Serialize, Deserialize)]
struct Last {
    provider: Provider,
}

impl Versioned for Last {
    const VERSION: u32 = 1;
}

/// The account, if a mailbox is connected.
pub(super) async fn account(store: &impl Store) -> Result<Option<Account>, MailboxError> {
    Ok(storage::read_or_none(store, Area::Local, ACCOUNT).await?)
}

/// The account; an error where no mailbox is connected.
pub(super) async fn connected(store: &impl Store) -> Result<Account, MailboxError> {
    match account(store).await? {
        Some(account) => Ok(account),
        None => {
            let last: Option<Last> = storage::read(store, Area::Local, LAST).await?;
            let provider = last.map_or(Provider::Google, |last| last.provider);
            Err(MailboxError::NotConnected(provider))
        }
    }
}

pub(super) async fn keep(store: &impl Store, account: &Account) -> Result<(), MailboxError> {
    let provider = account.provider;
    storage::write(store, Area::Local, LAST, &Last { provider }).await?;
    Ok(storage::write(store, Area::Local, ACCOUNT, account).await?)
}

/// Deletes tokens and account.
pub(super) async fn forget(store: &impl Store) -> Result<(), MailboxError> {
    forget_token(store).await?;
    store.remove(Area::Session, USED).await?;
    forget_refresh_token(store).await?;
    storage::remove(store, Area::Local, PROPOSED).await?;
    Ok(storage::remove(store, Area::Local, ACCOUNT).await?)
}

/// The access token of `account`, if it is valid at `now`.
pub(super) async fn token(
    store: &impl Store,
    account: &Account,
    now: Millis,
) -> Result<Option<AccessToken>, MailboxError> {
    let kept: Option<StoredToken> = storage::read(store, Area::Session, TOKEN).await?;
    Ok(kept
        .filter(|kept| kept.sub == account.sub && kept.expires > now)
        .map(|kept| {
            let rights = Rights {
                drafts: kept.drafts,
                reads: kept.reads,
            };
            AccessToken::new(kept.secret, rights)
        }))
}

/// Whether `account` has no access token at `now`, or one that is about to expire.
pub(super) async fn needs_renewal(
    store: &impl Store,
    account: &Account,
    now: Millis,
) -> Result<bool, MailboxError> {
    let kept: Option<StoredToken> = storage::read(store, Area::Session, TOKEN).await?;
    let good = |kept: &StoredToken| kept.sub == account.sub && kept.ending > now;
    Ok(!kept.as_ref().is_some_and(good))
}

/// The refresh token of `account`, where there is one.
pub(super) async fn refresh_token(
    store: &impl Store,
    account: &Account,
) -> Result<Option<RefreshToken>, MailboxError> {
    for area in [Area::Local, Area::Session] {
        let kept: Option<StoredRefreshToken> = storage::read(store, area, REFRESH_TOKEN).await?;
        if let Some(kept) = kept.filter(|kept| kept.sub == account.sub) {
            return Ok(Some(RefreshToken::new(kept.secret)));
        }
    }
    Ok(None)
}

/// Moves the refresh token to `area`; at every moment it is in one of the two areas.
pub(super) async fn move_refresh_token(store: &impl Store, area: Area) -> Result<(), MailboxError> {
    let from = match area {
        Area::Local => Area::Session,
        Area::Session => Area::Local,
    };
    let kept: Option<StoredRefreshToken> = storage::read(store, from, REFRESH_TOKEN).await?;
    if let Some(kept) = kept {
        storage::write(store, area, REFRESH_TOKEN, &kept).await?;
        store.remove(from, REFRESH_TOKEN).await?;
    }
    Ok(())
}

/// Stores the tokens of `account`: first the refresh token, in `area`, before anything uses the access token. A
/// grant without a refresh token leaves the stored one in place.
pub(super) async fn keep_grant(
    store: &impl Store,
    area: Area,
    account: &Account,
    grant: &Grant,
) -> Result<(), MailboxError> {
    if let Some(token) = &grant.refresh_token {
        let kept = StoredRefreshToken {
            sub: account.sub.clone(),
            secret: token.secret().to_owned(),
        };
        storage::write(store, area, REFRESH_TOKEN, &kept).await?;
    }
    let kept = StoredToken {
        sub: account.sub.clone(),
        secret: grant.token.secret().to_owned(),
        drafts: grant.token.rights.drafts,
        reads: grant.token.rights.reads,
        expires: grant.expires,
        ending: grant.renew_from,
    };
    Ok(storage::write(store, Area::Session, TOKEN, &kept).await?)
}

/// When a call of the mailbox last succeeded.
#[derive(Serialize, Deserialize)]
struct Used {
    at: Millis,
}

impl Versioned for Used {
    const VERSION: u32 = 1;
}

/// Notes that a call of the mailbox succeeded. Where it cannot be stored, the profile page does not show it.
pub(super) async fn note_success<S: Store + Clock>(store: &S) {
    let at = store.now();
    let _ = storage::write(store, Area::Session, USED, &Used { at }).await;
}

/// When a call of the mailbox last succeeded in this browser session.
pub(super) async fn last_success(store: &impl Store) -> Option<Millis> {
    let kept = storage::read::<Used>(store, Area::Session, USED).await;
    Some(kept.ok()??.at)
}

/// Until when the stored access token is valid.
pub(super) async fn expires(store: &impl Store) -> Option<Millis> {
    let kept = storage::read::<StoredToken>(store, Area::Session, TOKEN).await;
    Some(kept.ok()??.expires)
}

pub(super) async fn forget_token(store: &impl Store) -> Result<(), MailboxError> {
    Ok(store.remove(Area::Session, TOKEN).await?)
}

pub(super) async fn forget_refresh_token(store: &impl Store) -> Result<(), MailboxError> {
    store.remove(Area::Session, REFRESH_TOKEN).await?;
    Ok(store.remove(Area::Local, REFRESH_TOKEN).await?)
}

/// The stored form of the signature.
#[derive(Serialize, Deserialize)]
struct Signature {
    html: String,
}

impl Versioned for Signature {
    const VERSION: u32 = 1;
}

/// The signature of the connected mailbox as HTML; empty where there is none.
pub(super) async fn signature(store: &impl Store) -> Result<String, MailboxError> {
    let Some(account) = account(store).await? else {
        return Ok(String::new());
    };
    let own: Option<Signature> =
        storage::read_or_none(store, Area::Local, &signature_key(&account)).await?;
    let kept = match own {
        Some(own) => Some(own),
        // As earlier releases stored it, for whichever mailbox was connected then.
        None => storage::read_or_none(store, Area::Local, SIGNATURE).await?,
    };
    Ok(kept.map(|kept| kept.html).unwrap_or_default())
}

/// The images of all signatures, those of mailboxes that are not connected now too.
pub(super) async fn signature_images(store: &impl Store) -> Result<BTreeSet<FileId>, StoreError> {
    let mut images = BTreeSet::new();
    for key in store.keys(Area::Local, SIGNATURE).await? {
        // One that this release cannot read shows no images.
        let kept = storage::read::<Signature>(store, Area::Local, &key).await;
        if let Ok(Some(kept)) = kept {
            images.extend(images_of(&kept.html));
        }
    }
    Ok(images)
}

/// Assigns a signature of an earlier release to the connected mailbox, before another one is connected; deletes it
/// where none is connected.
pub(super) async fn own_signature(store: &impl Store) -> Result<(), MailboxError> {
    let kept = storage::read::<Signature>(store, Area::Local, SIGNATURE).await;
    let Ok(Some(kept)) = kept else {
        return Ok(());
    };
    if let Some(account) = account(store).await? {
        let key = signature_key(&account);
        if store.read(Area::Local, &key).await?.is_none() {
            storage::write(store, Area::Local, &key, &kept).await?;
        }
    }
    Ok(storage::remove(store, Area::Local, SIGNATURE).await?)
}

/// The key of a mailbox's signature.
fn signature_key(account: &Account) -> String {
    let provider = match account.provider {
        Provider::Microsoft => "microsoft",
        Provider::Google | Provider::Salesforce => "google",
    };
    format!("{SIGNATURE}/{provider}/{}", account.sub)
}

/// Gmail's own signature, which is proposed where none is stored.
pub(super) async fn proposed_signature(store: &impl Store) -> Result<String, MailboxError> {
    let kept: Option<Signature> = storage::read_or_none(store, Area::Local, PROPOSED).await?;
    Ok(kept.map(|kept| kept.html).unwrap_or_default())
}

pub(super) async fn forget_proposed_signature(store: &impl Store) -> Result<(), MailboxError> {
    Ok(storage::remove(store, Area::Local, PROPOSED).await?)
}

pub(super) async fn propose_signature(
    store: &impl Store,
    html: String,
) -> Result<(), MailboxError> {
    Ok(storage::write(store, Area::Local, PROPOSED, &Signature { html }).await?)
}

pub(super) async fn keep_signature(store: &impl Store, html: &str) -> Result<(), MailboxError> {
    let signature = Signature {
        html: html.to_owned(),
    };
    let key = signature_key(&connected(store).await?);
    Ok(storage::write(store, Area::Local, &key, &signature).await?)
}
