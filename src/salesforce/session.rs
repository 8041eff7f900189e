//! Signing in to orgs and out again; who is signed in.

use oauth2::{AuthorizationCode, RedirectUrl, RevocationUrl, Scope, StandardRevocableToken};
use std::rc::Rc;

use super::grant::{Grant, RefreshToken};
use super::oauth::client;
use super::tokens::{Details, Shared, Stored};
use super::{ApiUsage, Rest, SalesforceUser, SessionError};
use crate::base::{Access, ConsumerKey, Day, Fault, Millis, OrgHost};
use crate::oauth::{self, Redirect, TokenError};
use crate::ports::{Authorize, NetworkError, Platform};
use crate::settings::Policies;
use crate::storage::StoredError;

/// The scopes of an External Client App that the extension needs.
pub const SCOPES: [&str; 5] = ["api", "refresh_token", "openid", "profile", "email"];

/// The rep's sessions, one an org. Every token is in here and never leaves.
pub struct Sessions<P> {
    shared: Rc<Shared<P>>,
}

impl<P: Platform> Sessions<P> {
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
            shared: Rc::new(Shared::new(platform, policies)),
        }
    }

    /// The administrator's settings, as everything that works with these sessions obeys them.
    #[must_use]
    pub fn policies(&self) -> &Rc<Policies<P>> {
        &self.shared.policies
    }

    /// Signs in by the provider's own page (authorization code with PKCE, no secret). `hint` is the
    /// user name to fill in. It ends with the user known and the tokens kept.
    ///
    /// # Errors
    /// [`SessionError::OtherUser`] where somebody else is signed in to this org already; that
    /// session stays as it is.
    pub async fn sign_in(
        &self,
        org: &OrgHost,
        key: &ConsumerKey,
        hint: Option<&str>,
    ) -> Result<SalesforceUser, SessionError> {
        let who = hint.map_or(Who::Anybody, Who::Named);
        let grant = self.ask_for_grant(org, key, who).await?;
        self.keep(org, key, grant, who).await?;
        self.complete(org).await
    }

    /// As [`Self::sign_in`], but Salesforce asks for a name and a password though somebody is signed
    /// in to it; whoever that gives takes the place of who was signed in here.
    ///
    /// # Errors
    /// As [`Self::sign_in`].
    pub async fn sign_in_as_another(
        &self,
        org: &OrgHost,
        key: &ConsumerKey,
    ) -> Result<SalesforceUser, SessionError> {
        let grant = self.ask_for_grant(org, key, Who::Another).await?;
        self.keep(org, key, grant, Who::Another).await?;
        self.complete(org).await
    }

    /// Who is signed in to `org`, also while the session needs a new sign-in ([`Self::fault`]).
    pub async fn user(&self, org: &OrgHost) -> Option<SalesforceUser> {
        let stored = self.shared.stored(org).await.ok()??;
        match stored.user(org) {
            Some(user) => Some(user),
            None => self.complete(org).await.ok(),
        }
    }

    /// The day of a moment for the rep: in the time zone of their user in `org`, in which Salesforce
    /// shows them its days; else in that of this machine.
    pub async fn day(&self, org: &OrgHost, at: Millis) -> Day {
        let platform = &*self.shared.platform;
        let stored = self.shared.stored(org).await.ok().flatten();
        let zone = stored
            .and_then(|stored| stored.details)
            .and_then(|details| details.zone);
        zone.and_then(|zone| platform.day_in(&zone, at))
            .unwrap_or_else(|| platform.day(at))
    }

    /// The user whose session calls of `org` need.
    ///
    /// # Errors
    /// [`SessionError::NotSignedIn`].
    pub async fn signed_in(&self, org: &OrgHost) -> Result<SalesforceUser, SessionError> {
        self.user(org).await.ok_or(SessionError::NotSignedIn)
    }

    /// Whether anything is kept of a session of `org`, readable or not.
    pub async fn kept(&self, org: &OrgHost) -> bool {
        !matches!(self.shared.stored(org).await, Ok(None))
    }

    /// What is wrong with the session of `org`, if anything.
    pub async fn fault(&self, org: &OrgHost) -> Option<Fault> {
        match self.shared.stored(org).await {
            Ok(Some(stored)) if stored.refresh_token.is_some() => None,
            Ok(Some(_)) | Err(SessionError::Stored(StoredError::Damaged)) => {
                Some(super::Denial::SessionOver.fault())
            }
            Ok(None) => Some(SessionError::NotSignedIn.into()),
            Err(error) => Some(error.into()),
        }
    }

    /// Renews the token of `org` now, to see whether its app lets it.
    ///
    /// # Errors
    /// [`SessionError::Denied`] where the app's settings do not.
    pub async fn prove_renewal(&self, org: &OrgHost) -> Result<(), SessionError> {
        let stale = self.shared.access(org).await?;
        let renewed = self.shared.renew(org, Some(&stale)).await;
        renewed.map(drop).map_err(SessionError::after_a_code)
    }

    /// Whether `org` answers at all.
    ///
    /// # Errors
    /// The browser is offline, or nobody is there.
    pub async fn reach(&self, org: &OrgHost) -> Result<(), NetworkError> {
        let request = oauth2::http::Request::builder()
            .uri(format!("https://{org}/services/data"))
            .body(Vec::new());
        match request {
            Ok(request) => self.shared.platform.send(request).await.map(drop),
            Err(_) => Ok(()),
        }
    }

    /// When `org` last did what it was asked, to the minute, in this browser session.
    pub async fn last_success(&self, org: &OrgHost) -> Option<Millis> {
        self.shared.last_used(org).await
    }

    pub(super) fn shared(&self) -> &Shared<P> {
        &self.shared
    }

    /// The orgs with a session.
    pub async fn orgs(&self) -> Vec<OrgHost> {
        self.shared.orgs().await.unwrap_or_default()
    }

    /// Moves the refresh tokens to where the administrator lets them be kept; what cannot be moved now
    /// is moved when it is next kept.
    pub async fn apply_session_policy(&self) {
        for org in self.orgs().await {
            let _ = self.shared.apply_session_policy(&org).await;
        }
    }

    /// Revokes the session of `org` and forgets it with everything cached of the org.
    ///
    /// It is forgotten in any case; [`Access::Stays`] says that Salesforce could not be told.
    ///
    /// # Errors
    /// Where storage fails.
    pub async fn sign_out(&self, org: &OrgHost) -> Result<Access, SessionError> {
        let _held = self.shared.locks.hold(org.as_str()).await;
        let access = match self.shared.sound(org).await? {
            Some(before) => self.give_up(org, before).await,
            None => Access::Ended,
        };
        self.shared.forget(org).await?;
        Ok(access)
    }

    /// What each org last said of its limits of API calls in this life of the worker.
    #[must_use]
    pub fn usage(&self) -> Vec<(OrgHost, ApiUsage)> {
        let usage = self.shared.usage.borrow();
        let usage = usage.iter();
        usage
            .map(|(org, usage)| (org.clone(), usage.clone()))
            .collect()
    }

    /// The REST API of `org` on behalf of its session.
    #[must_use]
    pub fn rest(&self, org: &OrgHost) -> Rest<P> {
        Rest::new(Rc::clone(&self.shared), org.clone())
    }

    async fn ask_for_grant(
        &self,
        org: &OrgHost,
        key: &ConsumerKey,
        who: Who<'_>,
    ) -> Result<Grant, SessionError> {
        let platform = &*self.shared.platform;
        let redirect_url = platform.redirect_url("salesforce");
        let client = client(org, key)?.set_redirect_uri(
            RedirectUrl::new(redirect_url.clone())
                .map_err(|_| SessionError::Unexpected("redirect URL"))?,
        );
        let (challenge, verifier) = oauth::pkce(platform);
        let mut question = client
            .authorize_url(|| oauth::state(platform))
            .add_scopes(SCOPES.map(|scope| Scope::new(scope.into())))
            .set_pkce_challenge(challenge);
        match who {
            Who::Anybody => {}
            Who::Named(name) => question = question.add_extra_param("login_hint", name),
            Who::Another => question = question.add_extra_param("prompt", "login"),
        }
        let (url, state) = question.url();
        let how = Authorize::Interactive {
            watch: Some(org.clone()),
        };
        let answer = oauth::window(platform, url.as_str(), how).await?;
        let redirect = Redirect::read(&answer, &redirect_url, &state)?;
        let code = redirect.get("code").ok_or(SessionError::ForeignAnswer)?;
        let reply = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .set_pkce_verifier(verifier)
            .request_async(&|request| oauth::call(platform, request))
            .await
            .map_err(|error| SessionError::from(TokenError::from(error)).after_a_code())?;
        Grant::of(reply)
    }

    /// Keeps a grant: the refresh token before anything uses the access token.
    async fn keep(
        &self,
        org: &OrgHost,
        key: &ConsumerKey,
        grant: Grant,
        who: Who<'_>,
    ) -> Result<(), SessionError> {
        let _held = self.shared.locks.hold(org.as_str()).await;
        let before = self.shared.sound(org).await?;
        let (org_id, user_id) = grant.identity()?;
        let refresh_token = grant.refresh_token.ok_or(SessionError::Unexpected(
            "token reply without refresh token",
        ))?;
        let another = |before: &Stored| before.belongs_to_another(&org_id, &user_id);
        if before.as_ref().is_some_and(another) {
            if !matches!(who, Who::Another) {
                let _ = self.revoke(org, key, refresh_token).await;
                return Err(SessionError::OtherUser);
            }
            self.shared.forget(org).await?;
        }
        let stored = Stored {
            consumer_key: key.clone(),
            refresh_token: Some(refresh_token),
            org_id,
            user_id,
            instance_url: grant
                .instance_url
                .ok_or(SessionError::Unexpected("token reply without instance"))?,
            details: None,
            api_version: None,
        };
        self.shared.keep_stored(org, &stored).await?;
        self.shared.keep_access(org, grant.access_token).await?;
        // Each sign-in has a grant of its own: the one that is replaced would stay good beside the new.
        // Where it cannot be revoked, it ends by its idle time.
        if let Some(before) = before {
            self.give_up(org, before).await;
        }
        Ok(())
    }

    /// Revokes what is kept of a session.
    async fn give_up(&self, org: &OrgHost, session: Stored) -> Access {
        let Some(token) = session.refresh_token else {
            return Access::Ended;
        };
        match self.revoke(org, &session.consumer_key, token).await {
            Ok(()) => Access::Ended,
            Err(_) => Access::Stays,
        }
    }

    /// Asks who signed in and which API version to use, and keeps both with the session.
    async fn complete(&self, org: &OrgHost) -> Result<SalesforceUser, SessionError> {
        let rest = self.rest(org);
        let info = rest.userinfo().await?;
        let version = rest.newest_version().await?;
        let _held = self.shared.locks.hold(org.as_str()).await;
        let mut stored = self
            .shared
            .stored(org)
            .await?
            .ok_or(SessionError::NotSignedIn)?;
        if info.organization_id != stored.org_id || info.user_id != stored.user_id {
            return Err(SessionError::Unexpected("userinfo"));
        }
        stored.api_version = Some(version);
        stored.details = Some(Details {
            username: info.preferred_username,
            email: info.email,
            name: info.name,
            zone: info.zoneinfo,
        });
        self.shared.keep_stored(org, &stored).await?;
        stored
            .user(org)
            .ok_or(SessionError::Unexpected("session without user"))
    }

    async fn revoke(
        &self,
        org: &OrgHost,
        key: &ConsumerKey,
        refresh_token: RefreshToken,
    ) -> Result<(), SessionError> {
        let platform = &*self.shared.platform;
        let url = RevocationUrl::new(format!("https://{org}/services/oauth2/revoke"))
            .map_err(|_| SessionError::Unexpected("org host"))?;
        let client = client(org, key)?.set_revocation_url(url);
        let token = StandardRevocableToken::RefreshToken(refresh_token.into_oauth2());
        let revoked = client
            .revoke_token(token)
            .map_err(|_| SessionError::Unexpected("org host"))?
            .request_async(&|request| oauth::call(platform, request))
            .await;
        match revoked {
            Err(oauth2::RequestTokenError::Request(error)) => Err(TokenError::Call(error).into()),
            // Refused means that the token is dead already.
            _ => Ok(()),
        }
    }
}

/// Whom a sign-in is for.
#[derive(Clone, Copy)]
enum Who<'a> {
    Anybody,
    /// The user name to fill in.
    Named(&'a str),
    /// Another than the one who is signed in to Salesforce in this browser.
    Another,
}
