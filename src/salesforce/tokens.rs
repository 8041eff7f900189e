//! The tokens of each org: stored, and renewed one at a time.

use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;
use std::time::Duration;

use super::grant::{AccessToken, Grant, RefreshToken};
use super::ledger::Ledger;
use super::limits::ApiUsage;
use super::oauth::client;
use super::{Denial, SalesforceUser, SessionError};
use crate::base::{ConsumerKey, Millis, OrgHost, RecordId, locks::Locks};
use crate::oauth::{self, TokenError};
use crate::ports::{Area, Platform};
use crate::settings::Policies;
use crate::storage;
use crate::storage::{StoredError, Versioned};

const SESSION: &str = "salesforce.session/";
const ACCESS: &str = "salesforce.access/";
/// The key of a refresh token that must be gone when the browser closes; the session is then stored without one.
const REFRESH: &str = "salesforce.refresh/";
const USED: &str = "salesforce.used/";
/// How exactly the last success is stored.
const MINUTE: Duration = Duration::from_secs(60);

/// The state that the sessions and their REST clients share.
pub(super) struct Shared<P> {
    pub platform: Rc<P>,
    /// They decide where refresh tokens may be stored.
    pub policies: Rc<Policies<P>>,
    /// One lock an org: sign-in, renewal and sign-out exclude each other.
    pub locks: Locks,
    /// Each org's limits of API calls, as last reported.
    pub usage: RefCell<BTreeMap<OrgHost, ApiUsage>>,
    /// How many calls were made for what.
    pub ledger: Ledger,
    /// The orgs whose token was renewed since they were last asked whether the rep is in the team.
    pub renewed: RefCell<HashSet<OrgHost>>,
    /// When a call of each org last succeeded, as stored.
    succeeded: RefCell<HashMap<OrgHost, Millis>>,
}

/// A session as it is stored in [`Area::Local`].
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Stored {
    pub consumer_key: ConsumerKey,
    /// `None` once Salesforce refused it: the rep has to sign in again.
    pub refresh_token: Option<RefreshToken>,
    pub org_id: RecordId,
    pub user_id: RecordId,
    pub instance_url: String,
    /// Known after the first call of userinfo.
    pub details: Option<Details>,
    /// Negotiated at each sign-in.
    pub api_version: Option<u16>,
}

impl Versioned for Stored {
    const VERSION: u32 = 1;
}

/// The user's details from userinfo.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Details {
    pub username: String,
    pub email: String,
    pub name: String,
    /// The time zone of the user's record; unknown until the next sign-in in sessions of earlier releases.
    #[serde(default)]
    pub zone: Option<String>,
    /// The language of the user's record; likewise.
    #[serde(default)]
    pub language: Option<String>,
}

impl Stored {
    /// Whether the session is another user's. One whose user was never read counts as nobody's.
    pub fn belongs_to_another(&self, org_id: &RecordId, user_id: &RecordId) -> bool {
        self.details.is_some() && (self.org_id != *org_id || self.user_id != *user_id)
    }

    pub fn user(&self, org: &OrgHost) -> Option<SalesforceUser> {
        let details = self.details.clone()?;
        Some(SalesforceUser {
            org: org.clone(),
            org_id: self.org_id.clone(),
            user_id: self.user_id.clone(),
            username: details.username,
            email: details.email,
            name: details.name,
            instance_url: self.instance_url.clone(),
        })
    }
}

/// The key of a cached value of one org. Everything below it can be deleted, since the org can be asked again.
pub(crate) fn cache_key(org: &OrgHost, what: &str) -> String {
    format!("salesforce.cache/{org}/{what}")
}

/// The key of an org's last answer about the rep and its apps.
pub(super) fn membership_key(org: &OrgHost) -> String {
    format!("salesforce.invited/{org}")
}

impl<P: Platform> Shared<P> {
    pub fn new(platform: Rc<P>, policies: Rc<Policies<P>>) -> Self {
        Self {
            platform,
            policies,
            locks: Locks::default(),
            usage: RefCell::default(),
            ledger: Ledger::default(),
            renewed: RefCell::default(),
            succeeded: RefCell::default(),
        }
    }

    pub async fn orgs(&self) -> Result<Vec<OrgHost>, SessionError> {
        let keys = self.platform.keys(Area::Local, SESSION).await?;
        Ok(keys
            .iter()
            .filter_map(|key| OrgHost::parse(key.strip_prefix(SESSION)?).ok())
            .collect())
    }

    pub async fn stored(&self, org: &OrgHost) -> Result<Option<Stored>, SessionError> {
        let key = format!("{SESSION}{org}");
        let kept = storage::read(&*self.platform, Area::Local, &key).await?;
        self.with_refresh_token(org, kept).await
    }

    /// As [`Self::stored`], but `None` for one that cannot be read.
    pub async fn readable(&self, org: &OrgHost) -> Result<Option<Stored>, SessionError> {
        let key = format!("{SESSION}{org}");
        let kept = storage::read_or_none(&*self.platform, Area::Local, &key).await?;
        self.with_refresh_token(org, kept).await
    }

    /// Adds the refresh token to a stored session, where it is stored separately.
    async fn with_refresh_token(
        &self,
        org: &OrgHost,
        kept: Option<Stored>,
    ) -> Result<Option<Stored>, SessionError> {
        let Some(mut stored) = kept else {
            return Ok(None);
        };
        if stored.refresh_token.is_none() {
            let key = format!("{REFRESH}{org}");
            let apart: Option<SessionToken> =
                storage::read_or_none(&*self.platform, Area::Session, &key).await?;
            stored.refresh_token = apart.map(|apart| apart.token);
        }
        Ok(Some(stored))
    }

    /// Stores a session; its refresh token in memory only, where the policy demands that.
    pub async fn keep_stored(&self, org: &OrgHost, stored: &Stored) -> Result<(), SessionError> {
        let (key, apart) = (format!("{SESSION}{org}"), format!("{REFRESH}{org}"));
        let platform = &*self.platform;
        let mut stored = stored.clone();
        if self.policies.settings().await.session_only {
            match stored.refresh_token.take() {
                Some(token) => {
                    storage::write(platform, Area::Session, &apart, &SessionToken { token })
                        .await?;
                }
                None => platform.remove(Area::Session, &apart).await?,
            }
        }
        Ok(storage::write(platform, Area::Local, &key, &stored).await?)
    }

    /// Moves the refresh token of `org` to the storage that the policy allows.
    pub async fn apply_session_policy(&self, org: &OrgHost) -> Result<(), SessionError> {
        let _held = self.locks.hold(org.as_str()).await;
        let key = format!("{SESSION}{org}");
        let kept = storage::read_or_none::<Stored>(&*self.platform, Area::Local, &key).await?;
        let Some(kept) = kept else {
            return Ok(());
        };
        let durable = kept.refresh_token.is_some();
        if durable != self.policies.settings().await.session_only {
            return Ok(());
        }
        let whole = self.with_refresh_token(org, Some(kept)).await?;
        let Some(whole) = whole.filter(|whole| whole.refresh_token.is_some()) else {
            return Ok(());
        };
        self.keep_stored(org, &whole).await?;
        if !durable {
            let apart = format!("{REFRESH}{org}");
            self.platform.remove(Area::Session, &apart).await?;
        }
        Ok(())
    }

    pub async fn keep_access(&self, org: &OrgHost, token: AccessToken) -> Result<(), SessionError> {
        let key = format!("{ACCESS}{org}");
        let kept = Access { token };
        Ok(storage::write(&*self.platform, Area::Session, &key, &kept).await?)
    }

    async fn drop_access(&self, org: &OrgHost) -> Result<(), SessionError> {
        let key = format!("{ACCESS}{org}");
        Ok(self.platform.remove(Area::Session, &key).await?)
    }

    /// Deletes the session, its access token and everything cached of the org.
    pub async fn forget(&self, org: &OrgHost) -> Result<(), SessionError> {
        let platform = &*self.platform;
        self.drop_access(org).await?;
        platform
            .remove(Area::Session, &format!("{REFRESH}{org}"))
            .await?;
        storage::remove(platform, Area::Local, &format!("{SESSION}{org}")).await?;
        platform.remove(Area::Local, &membership_key(org)).await?;
        platform
            .remove(Area::Session, &format!("{USED}{org}"))
            .await?;
        self.succeeded.borrow_mut().remove(org);
        self.renewed.borrow_mut().remove(org);
        self.ledger.forget(platform, org).await?;
        for area in [Area::Local, Area::Session] {
            for key in platform.keys(area, &cache_key(org, "")).await? {
                platform.remove(area, &key).await?;
            }
        }
        Ok(())
    }

    /// An access token: the stored one, else a new one. Refused for an org that the policy does not allow. Every call
    /// comes through here, so a session in such an org is never used.
    ///
    /// # Errors
    /// [`SessionError`].
    pub async fn access(&self, org: &OrgHost) -> Result<AccessToken, SessionError> {
        self.policies.settings().await.fence(org)?;
        match self.stored_access(org).await? {
            Some(token) => Ok(token),
            None => self.renew(org, None).await,
        }
    }

    /// A new access token in place of `stale`. One renewal runs at a time, and callers who waited for it get its token.
    /// Salesforce gives a new refresh token each time and revokes everything when an old one is used again ("Rotate
    /// Refresh Tokens"), so the new one is stored before the access token is used.
    pub async fn renew(
        &self,
        org: &OrgHost,
        stale: Option<&AccessToken>,
    ) -> Result<AccessToken, SessionError> {
        let _held = self.locks.hold(org.as_str()).await;
        if let Some(token) = self.stored_access(org).await?
            && Some(&token) != stale
        {
            return Ok(token);
        }
        let mut stored = self.stored(org).await?.ok_or(SessionError::NotSignedIn)?;
        let refresh_token = stored
            .refresh_token
            .clone()
            .ok_or(SessionError::Denied(Denial::SessionOver, String::new()))?;
        let grant = match self.ask(org, &stored.consumer_key, refresh_token).await {
            // A renewal has no authorization code. Before release 252, Salesforce used this error where another renewal
            // with the same token was running.
            Err(SessionError::Denied(Denial::CodeExpired, words)) => {
                return Err(SessionError::Denied(Denial::RateLimited, words));
            }
            Err(SessionError::Denied(Denial::SessionOver, words)) => {
                stored.refresh_token = None;
                self.keep_stored(org, &stored).await?;
                self.drop_access(org).await?;
                return Err(SessionError::Denied(Denial::SessionOver, words));
            }
            other => other?,
        };
        if let Some(token) = grant.refresh_token {
            stored.refresh_token = Some(token);
            self.keep_stored(org, &stored).await?;
        }
        self.keep_access(org, grant.access_token.clone()).await?;
        self.renewed.borrow_mut().insert(org.clone());
        Ok(grant.access_token)
    }

    /// Notes that a call of the org succeeded.
    pub async fn note_success(&self, org: &OrgHost) {
        let now = self.platform.now();
        let recent = |at: &Millis| now.since(*at) < MINUTE;
        if self.succeeded.borrow().get(org).is_some_and(recent) {
            return;
        }
        self.succeeded.borrow_mut().insert(org.clone(), now);
        let key = format!("{USED}{org}");
        // Where it cannot be stored, the profile page does not show it.
        let _ = storage::write(&*self.platform, Area::Session, &key, &Used { at: now }).await;
    }

    /// When a call of the org last succeeded in this browser session, to the minute.
    pub async fn last_success(&self, org: &OrgHost) -> Option<Millis> {
        let key = format!("{USED}{org}");
        let kept = storage::read::<Used>(&*self.platform, Area::Session, &key).await;
        Some(kept.ok()??.at)
    }

    async fn ask(
        &self,
        org: &OrgHost,
        key: &ConsumerKey,
        refresh_token: RefreshToken,
    ) -> Result<Grant, SessionError> {
        let reply = client(org, key)?
            .exchange_refresh_token(&refresh_token.into_oauth2())
            .request_async(&|request| oauth::call(&*self.platform, request))
            .await
            .map_err(TokenError::from)?;
        Grant::of(reply)
    }

    /// The stored access token, if it can be read.
    async fn stored_access(&self, org: &OrgHost) -> Result<Option<AccessToken>, SessionError> {
        let key = format!("{ACCESS}{org}");
        match storage::read::<Access>(&*self.platform, Area::Session, &key).await {
            Ok(kept) => Ok(kept.map(|kept| kept.token)),
            Err(StoredError::Newer | StoredError::Damaged) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

/// A refresh token as it is stored in [`Area::Session`].
#[derive(Serialize, Deserialize)]
struct SessionToken {
    token: RefreshToken,
}

impl Versioned for SessionToken {
    const VERSION: u32 = 1;
}

/// An access token as it is stored in [`Area::Session`].
#[derive(Serialize, Deserialize)]
struct Access {
    token: AccessToken,
}

/// When a call of an org last succeeded.
#[derive(Serialize, Deserialize)]
struct Used {
    at: Millis,
}

impl Versioned for Used {
    const VERSION: u32 = 1;
}

impl Versioned for Access {
    const VERSION: u32 = 1;
}
