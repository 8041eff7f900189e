//! What is kept of the connected mailbox: who it is, for good; the access token, for a while.

use serde::{Deserialize, Serialize};

use super::grant::{AccessToken, Grant, Identity, RefreshToken};
use super::{MailClient, MailboxError, MailboxUser};
use crate::base::{Millis, Provider};
use crate::ports::{Area, Clock, Store};
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
    /// Which directory at Microsoft.
    pub tenant: Option<String>,
    /// The provider's name for the account, which no other account ever gets.
    pub sub: String,
    pub address: String,
    pub name: Option<String>,
    /// The provider wants the rep to sign in again: nothing is asked of it until then.
    pub expired: bool,
    /// Whether the org or the policy name its client; one that was connected before they could stays in
    /// use until they are asked.
    #[serde(default)]
    pub confirmation: Confirmation,
    /// What Microsoft wants to be shown at that sign-in, in its own words (a claims request, OpenID
    /// Connect Core §5.5).
    pub claims: Option<String>,
}

/// Whether the org or the policy name the client of the mailbox.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confirmation {
    /// They do, or were not asked yet.
    #[default]
    Given,
    /// They name none: the mailbox is kept and not used.
    Missing,
}

impl Versioned for Account {
    const VERSION: u32 = 1;
}

impl Account {
    /// What is kept of a sign-in with `client` that gave `identity`, whose `address` is used.
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
            claims: None,
        }
    }

    /// Why nothing is asked of the provider now, if so.
    pub fn obstacle(&self) -> Option<MailboxError> {
        match self.confirmation {
            Confirmation::Missing => Some(MailboxError::Unconfirmed),
            Confirmation::Given => self.expired.then(|| self.needs_sign_in()),
        }
    }

    /// Whether it is that account.
    pub fn is(&self, provider: Provider, identity: &Identity) -> bool {
        self.provider == provider && self.sub == identity.id
    }

    /// Whether revoking the access of `other` would revoke this one's, too: a provider keeps one grant
    /// for an account and a client.
    pub fn shares_its_grant_with(&self, other: &Self) -> bool {
        self.provider == other.provider
            && self.sub == other.sub
            && self.client_id == other.client_id
    }

    /// Why nothing is asked of the provider before the rep signs in.
    pub fn needs_sign_in(&self) -> MailboxError {
        match &self.claims {
            Some(_) => MailboxError::InteractionRequired {
                claims: self.claims.clone(),
            },
            None => MailboxError::SessionExpired(self.provider),
        }
    }

    /// The client that it was connected with.
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
        }
    }
}

/// The stored form of an access token, which nothing outside of this file sees.
#[derive(Serialize, Deserialize)]
struct StoredToken {
    sub: String,
    secret: String,
    #[serde(default)]
    drafts: bool,
    expires: Millis,
    /// Releases before did not keep it: such a token is about to end at any time.
    #[serde(default)]
    ending: Millis,
}

impl Versioned for StoredToken {
    const VERSION: u32 = 1;
}

/// The stored form of a refresh token, likewise.
#[derive(Serialize, Deserialize)]
struct StoredRefreshToken {
    sub: String,
    secret: String,
}

impl Versioned for StoredRefreshToken {
    const VERSION: u32 = 1;
}

/// Whose mailbox was connected last, also after signing out.
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

/// The account.
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

/// Forgets tokens and account.
pub(super) async fn forget(store: &impl Store) -> Result<(), MailboxError> {
    forget_token(store).await?;
    store.remove(Area::Session, USED).await?;
    forget_refresh_token(store).await?;
    storage::remove(store, Area::Local, PROPOSED).await?;
    Ok(storage::remove(store, Area::Local, ACCOUNT).await?)
}

/// The access token of `account` if it is good at `now`.
pub(super) async fn token(
    store: &impl Store,
    account: &Account,
    now: Millis,
) -> Result<Option<AccessToken>, MailboxError> {
    let kept: Option<StoredToken> = storage::read(store, Area::Session, TOKEN).await?;
    Ok(kept
        .filter(|kept| kept.sub == account.sub && kept.expires > now)
        .map(|kept| AccessToken::new(kept.secret, kept.drafts)))
}

/// Whether there is no access token of `account` at `now`, or only one that is about to end.
pub(super) async fn is_ending(
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

/// Moves a kept refresh token to `area`; the token is in one of both places at every moment.
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

/// Keeps the tokens of `account`: the refresh token first, in `area`, before anything uses the access
/// token. A grant without one leaves the kept one in place.
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
        drafts: grant.token.drafts,
        expires: grant.expires,
        ending: grant.ending,
    };
    Ok(storage::write(store, Area::Session, TOKEN, &kept).await?)
}

/// When the mailbox last did what it was asked.
#[derive(Serialize, Deserialize)]
struct Used {
    at: Millis,
}

impl Versioned for Used {
    const VERSION: u32 = 1;
}

/// The mailbox did what it was asked. Where that cannot be kept, the profile page says less.
pub(super) async fn used<S: Store + Clock>(store: &S) {
    let at = store.now();
    let _ = storage::write(store, Area::Session, USED, &Used { at }).await;
}

/// When the mailbox last did what it was asked, in this browser session.
pub(super) async fn last_used(store: &impl Store) -> Option<Millis> {
    let kept = storage::read::<Used>(store, Area::Session, USED).await;
    Some(kept.ok()??.at)
}

/// Until when the kept access token is good.
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
        // As releases before kept it: of whoever was connected then.
        None => storage::read_or_none(store, Area::Local, SIGNATURE).await?,
    };
    Ok(kept.map(|kept| kept.html).unwrap_or_default())
}

/// Gives a signature that a release before kept to the mailbox that is connected, before another one
/// is; where none is, to nobody.
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

/// Where the signature of a mailbox is kept.
fn signature_key(account: &Account) -> String {
    let provider = match account.provider {
        Provider::Microsoft => "microsoft",
        Provider::Google | Provider::Salesforce => "google",
    };
    format!("{SIGNATURE}/{provider}/{}", account.sub)
}

/// What the signature screen begins with, where nothing is kept: Gmail's own.
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
