//! The tokens of each org: kept, renewed one at a time, never shown.

use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;
use std::time::Duration;

use super::grant::{AccessToken, Grant, RefreshToken};
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
/// Where a refresh token is kept that may not outlive the browser; the session is then without one.
const REFRESH: &str = "salesforce.refresh/";
const USED: &str = "salesforce.used/";
/// How exactly the last success is kept.
const MINUTE: Duration = Duration::from_secs(60);

/// What all users of an org's tokens share.
pub(super) struct Shared<P> {
    pub platform: Rc<P>,
    /// Where refresh tokens may be kept.
    pub policies: Rc<Policies<P>>,
    /// One lock an org: sign-in, renewal and sign-out exclude each other.
    pub locks: Locks,
    /// What each org last said of its limits of API calls.
    pub usage: RefCell<BTreeMap<OrgHost, ApiUsage>>,
    /// The orgs whose token was renewed since they were asked whether the rep is in the team.
    pub renewed: RefCell<HashSet<OrgHost>>,
    /// When each org last did what it was asked, as kept.
    used: RefCell<HashMap<OrgHost, Millis>>,
}

/// A session as it is kept in [`Area::Local`].
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Stored {
    pub consumer_key: ConsumerKey,
    /// `None` once Salesforce refused it: the rep has to sign in again.
    pub refresh_token: Option<RefreshToken>,
    pub org_id: RecordId,
    pub user_id: RecordId,
    pub instance_url: String,
    /// Known once userinfo was asked.
    pub details: Option<Details>,
    /// Negotiated at each sign-in.
    pub api_version: Option<u16>,
}

impl Versioned for Stored {
    const VERSION: u32 = 1;
}

/// What userinfo adds to the ids of the token reply.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Details {
    pub username: String,
    pub email: String,
    pub name: String,
    /// The time zone of the user's record; unknown before the next sign-in where a release kept the
    /// session that did not ask for it.
    #[serde(default)]
    pub zone: Option<String>,
}

impl Stored {
    /// Whether somebody else is signed in. A sign-in that never got as far as their name binds nobody.
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

/// What may be thrown away: everything below this key is known of one org and can be asked again.
pub(crate) fn cache_key(org: &OrgHost, what: &str) -> String {
    format!("salesforce.cache/{org}/{what}")
}

/// Where an org's answer about the rep and its apps is kept.
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
            renewed: RefCell::default(),
            used: RefCell::default(),
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

    /// As [`Self::stored`], where one that cannot be read is as good as none.
    pub async fn sound(&self, org: &OrgHost) -> Result<Option<Stored>, SessionError> {
        let key = format!("{SESSION}{org}");
        let kept = storage::read_or_none(&*self.platform, Area::Local, &key).await?;
        self.with_refresh_token(org, kept).await
    }

    /// A session that was kept, with the refresh token where that is kept apart.
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

    /// Keeps a session; its refresh token in memory only where the administrator wants that.
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

    /// Moves what is kept of `org` to where it may be kept.
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

    /// Forgets the session, its access token and what is cached of the org.
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
        self.used.borrow_mut().remove(org);
        self.renewed.borrow_mut().remove(org);
        for area in [Area::Local, Area::Session] {
            for key in platform.keys(area, &cache_key(org, "")).await? {
                platform.remove(area, &key).await?;
            }
        }
        Ok(())
    }

    /// An access token: the kept one, else a new one. None for an org that the administrator leaves
    /// out: every call passes here, so that a session there does nothing.
    ///
    /// # Errors
    /// [`SessionError`].
    pub async fn access(&self, org: &OrgHost) -> Result<AccessToken, SessionError> {
        self.policies.settings().await.fence(org)?;
        match self.kept_access(org).await? {
            Some(token) => Ok(token),
            None => self.renew(org, None).await,
        }
    }

    /// A new access token in place of `stale`, one renewal at a time: whoever waited takes what the
    /// other got. Salesforce gives a new refresh token each time and revokes everything when an old
    /// one is used again ("Rotate Refresh Tokens"), so the new one is kept before the access token
    /// is used.
    pub async fn renew(
        &self,
        org: &OrgHost,
        stale: Option<&AccessToken>,
    ) -> Result<AccessToken, SessionError> {
        let _held = self.locks.hold(org.as_str()).await;
        if let Some(token) = self.kept_access(org).await?
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
            // There is no code in a renewal: so Salesforce said, before release 252, that another
            // renewal with this token was under way.
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

    /// The org did what it was asked.
    pub async fn used(&self, org: &OrgHost) {
        let now = self.platform.now();
        let recent = |at: &Millis| now.since(*at) < MINUTE;
        if self.used.borrow().get(org).is_some_and(recent) {
            return;
        }
        self.used.borrow_mut().insert(org.clone(), now);
        let key = format!("{USED}{org}");
        // Where it cannot be kept, the profile page says less.
        let _ = storage::write(&*self.platform, Area::Session, &key, &Used { at: now }).await;
    }

    /// When the org last did what it was asked, to the minute, in this browser session.
    pub async fn last_used(&self, org: &OrgHost) -> Option<Millis> {
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

    /// The kept access token; one that cannot be read is as good as none.
    async fn kept_access(&self, org: &OrgHost) -> Result<Option<AccessToken>, SessionError> {
        let key = format!("{ACCESS}{org}");
        match storage::read::<Access>(&*self.platform, Area::Session, &key).await {
            Ok(kept) => Ok(kept.map(|kept| kept.token)),
            Err(StoredError::Newer | StoredError::Damaged) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

/// A refresh token as it is kept in [`Area::Session`].
#[derive(Serialize, Deserialize)]
struct SessionToken {
    token: RefreshToken,
}

impl Versioned for SessionToken {
    const VERSION: u32 = 1;
}

/// An access token as it is kept in [`Area::Session`].
#[derive(Serialize, Deserialize)]
struct Access {
    token: AccessToken,
}

/// When an org last did what it was asked.
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
