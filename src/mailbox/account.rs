//! What is kept of the connected mailbox: who it is, for good; the access token, for a while.

use serde::{Deserialize, Serialize};

use super::{MailboxError, MailboxUser};
use crate::ports::{Area, Millis, Store};
use crate::protocol::Provider;
use crate::stored::{self, Versioned};

const ACCOUNT: &str = "mailbox";
const TOKEN: &str = "mailbox.token";
const SIGNATURE: &str = "mailbox.signature";

/// The connected mailbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Account {
    pub provider: Provider,
    /// The organisation's own client at the provider.
    pub client_id: String,
    /// The provider's name for the account, which no other account ever gets.
    pub sub: String,
    pub address: String,
    pub name: Option<String>,
    /// The provider wants the rep to sign in again: nothing is asked of it until then.
    pub expired: bool,
}

impl Versioned for Account {
    const VERSION: u32 = 1;
}

impl Account {
    pub fn user(&self) -> MailboxUser {
        MailboxUser {
            provider: self.provider,
            address: self.address.clone(),
            name: self.name.clone(),
        }
    }
}

/// An access token: no Debug, no Display.
#[derive(Clone)]
pub(super) struct AccessToken(String);

impl AccessToken {
    pub const fn new(secret: String) -> Self {
        Self(secret)
    }

    pub fn secret(&self) -> &str {
        &self.0
    }

    pub fn bearer(&self) -> String {
        format!("Bearer {}", self.0)
    }
}

/// The stored form of a token, which nothing outside of this file sees.
#[derive(Serialize, Deserialize)]
struct StoredToken {
    sub: String,
    secret: String,
    expires: Millis,
}

impl Versioned for StoredToken {
    const VERSION: u32 = 1;
}

/// The account, if a mailbox is connected.
pub(super) async fn account(store: &impl Store) -> Result<Option<Account>, MailboxError> {
    Ok(stored::read(store, Area::Local, ACCOUNT).await?)
}

pub(super) async fn keep(store: &impl Store, account: &Account) -> Result<(), MailboxError> {
    Ok(stored::write(store, Area::Local, ACCOUNT, account).await?)
}

/// Forgets token and account.
pub(super) async fn forget(store: &impl Store) -> Result<(), MailboxError> {
    forget_token(store).await?;
    Ok(store.remove(Area::Local, ACCOUNT).await?)
}

/// The token of `account` if it is good at `now`.
pub(super) async fn token(
    store: &impl Store,
    account: &Account,
    now: Millis,
) -> Result<Option<AccessToken>, MailboxError> {
    let kept: Option<StoredToken> = stored::read(store, Area::Session, TOKEN).await?;
    Ok(kept
        .filter(|kept| kept.sub == account.sub && kept.expires > now)
        .map(|kept| AccessToken(kept.secret)))
}

pub(super) async fn keep_token(
    store: &impl Store,
    account: &Account,
    token: &AccessToken,
    expires: Millis,
) -> Result<(), MailboxError> {
    let kept = StoredToken {
        sub: account.sub.clone(),
        secret: token.0.clone(),
        expires,
    };
    Ok(stored::write(store, Area::Session, TOKEN, &kept).await?)
}

pub(super) async fn forget_token(store: &impl Store) -> Result<(), MailboxError> {
    Ok(store.remove(Area::Session, TOKEN).await?)
}

/// The stored form of the signature.
#[derive(Serialize, Deserialize)]
struct Signature {
    html: String,
}

impl Versioned for Signature {
    const VERSION: u32 = 1;
}

/// The signature as HTML; empty where there is none.
pub(super) async fn signature(store: &impl Store) -> Result<String, MailboxError> {
    let kept: Option<Signature> = stored::read(store, Area::Local, SIGNATURE).await?;
    Ok(kept.map(|kept| kept.html).unwrap_or_default())
}

pub(super) async fn keep_signature(store: &impl Store, html: &str) -> Result<(), MailboxError> {
    let signature = Signature {
        html: html.to_owned(),
    };
    Ok(stored::write(store, Area::Local, SIGNATURE, &signature).await?)
}
