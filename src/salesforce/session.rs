//! Signing in to orgs and out again; who is signed in.

use oauth2::{AuthorizationCode, RedirectUrl, RevocationUrl, Scope, StandardRevocableToken};
use std::rc::Rc;

use super::grant::{Grant, RefreshToken};
use super::oauth::client;
use super::tokens::{Details, Shared, Stored};
use super::{ApiUsage, CallCount, Purpose, Rest, SalesforceUser, SessionError};
use crate::base::{Access, ConsumerKey, Day, Fault, Language, Millis, OrgHost};
use crate::oauth::{self, Redirect, TokenError};
use crate::ports::{Authorize, NetworkError, Platform};
use crate::settings::Policies;
use crate::storage::StoredError;

/// The scopes of an External Client App that the extension needs.
pub const SCOPES: [&str; 5] = ["api", "refresh_token", "openid", "profile", "email"];

/// The rep's sessions, one an org. No token leaves this module.
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

    /// As [`Self::new`], with the policies that the worker's services share.
    #[must_use]
    pub fn with_policies(platform: Rc<P>, policies: Rc<Policies<P>>) -> Self {
        Self {
            shared: Rc::new(Shared::new(platform, policies)),
        }
    }

    /// The policies that the worker's services share.
    #[must_use]
    pub fn policies(&self) -> &Rc<Policies<P>> {
        &self.shared.policies
    }

    /// Signs in on Salesforce's own page (authorization code with PKCE, no secret). `hint` is the user name to fill
    /// in. Afterwards the user is known and the tokens are stored.
    ///
    /// # Errors
    /// [`SessionError::OtherUser`] where another user has a session in this org already; that session stays as it is.
    pub async fn sign_in(
        &self,
        org: &OrgHost,
        key: &ConsumerKey,
        hint: Option<&str>,
    ) -> Result<SalesforceUser, SessionError> {
        let who = hint.map_or(SignInTarget::Anybody, SignInTarget::Named);
        let grant = self.ask_for_grant(org, key, who).await?;
        self.keep(org, key, grant, who).await?;
        self.complete(org).await
    }

    /// As [`Self::sign_in`], but Salesforce asks for a name and a password even if somebody is signed in to it, and
    /// the new session replaces the one that we have, whoever's it is.
    ///
    /// # Errors
    /// As [`Self::sign_in`].
    pub async fn sign_in_as_another(
        &self,
        org: &OrgHost,
        key: &ConsumerKey,
    ) -> Result<SalesforceUser, SessionError> {
        let grant = self.ask_for_grant(org, key, SignInTarget::Another).await?;
        self.keep(org, key, grant, SignInTarget::Another).await?;
        self.complete(org).await
    }

    /// The user with a session in `org`, even if a new sign-in is needed ([`Self::fault`]).
    pub async fn user(&self, org: &OrgHost) -> Option<SalesforceUser> {
        let stored = self.shared.stored(org).await.ok()??;
        match stored.user(org) {
            Some(user) => Some(user),
            None => self.complete(org).await.ok(),
        }
    }

    /// The day of a moment for the rep: in the time zone of their user in `org`, as Salesforce shows it; else in that
    /// of this machine.
    pub async fn day(&self, org: &OrgHost, at: Millis) -> Day {
        let platform = &*self.shared.platform;
        let stored = self.shared.stored(org).await.ok().flatten();
        let zone = stored
            .and_then(|stored| stored.details)
            .and_then(|details| details.zone);
        zone.and_then(|zone| platform.day_in(&zone, at))
            .unwrap_or_else(|| platform.day(at))
    }

    /// The line below the rep's mails from `org` that says how to opt out: the policy's, ours in the language of
    /// the rep's user (English where that is not known), or none.
    pub async fn opt_out_line(&self, org: &OrgHost) -> Option<String> {
        let settings = self.policies().settings().await;
        let stored = self.shared.stored(org).await.ok().flatten();
        let details = stored.and_then(|stored| stored.details);
        let language = details.and_then(|details| details.language);
        let language = Language::of(language.as_deref().unwrap_or_default());
        settings.opt_out_line.text(language).map(str::to_owned)
    }

    /// The user with a session in `org`.
    ///
    /// # Errors
    /// [`SessionError::NotSignedIn`].
    pub async fn signed_in(&self, org: &OrgHost) -> Result<SalesforceUser, SessionError> {
        self.user(org).await.ok_or(SessionError::NotSignedIn)
    }

    /// Whether a session of `org` is stored, readable or not.
    pub async fn has_session(&self, org: &OrgHost) -> bool {
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

    /// Renews the token of `org` now, to check that its app allows that.
    ///
    /// # Errors
    /// [`SessionError::Denied`] where the app's settings do not allow it.
    pub async fn prove_renewal(&self, org: &OrgHost) -> Result<(), SessionError> {
        let stale = self.shared.access(org).await?;
        let renewed = self.shared.renew(org, Some(&stale)).await;
        renewed.map(drop).map_err(SessionError::after_a_code)
    }

    /// Checks that `org` answers at all.
    ///
    /// # Errors
    /// The browser is offline, or there is no such host.
    pub async fn reach(&self, org: &OrgHost) -> Result<(), NetworkError> {
        let request = oauth2::http::Request::builder()
            .uri(format!("https://{org}/services/data"))
            .body(Vec::new());
        match request {
            Ok(request) => self.shared.platform.send(request).await.map(drop),
            Err(_) => Ok(()),
        }
    }

    /// When a call of `org` last succeeded in this browser session, to the minute.
    pub async fn last_success(&self, org: &OrgHost) -> Option<Millis> {
        self.shared.last_success(org).await
    }

    pub(super) fn shared(&self) -> &Shared<P> {
        &self.shared
    }

    /// The orgs with a session.
    pub async fn orgs(&self) -> Vec<OrgHost> {
        self.shared.orgs().await.unwrap_or_default()
    }

    /// Moves the refresh tokens to the storage that the policy allows. One that cannot be moved now is moved when it is
    /// next stored.
    pub async fn apply_session_policy(&self) {
        for org in self.orgs().await {
            let _ = self.shared.apply_session_policy(&org).await;
        }
    }

    /// Revokes the session of `org` and deletes it with everything cached of the org.
    ///
    /// It is deleted in any case; [`Access::Stays`] says that it could not be revoked.
    ///
    /// # Errors
    /// Where storage fails.
    pub async fn sign_out(&self, org: &OrgHost) -> Result<Access, SessionError> {
        let _held = self.shared.locks.hold(org.as_str()).await;
        let access = match self.shared.readable(org).await? {
            Some(before) => self.revoke_session(org, before).await,
            None => Access::Ended,
        };
        self.shared.forget(org).await?;
        Ok(access)
    }

    /// Each org's limits of API calls, as last reported in this run of the worker.
    #[must_use]
    pub fn usage(&self) -> Vec<(OrgHost, ApiUsage)> {
        let usage = self.shared.usage.borrow();
        let usage = usage.iter();
        usage
            .map(|(org, usage)| (org.clone(), usage.clone()))
            .collect()
    }

    /// Each signed-in org's calls, by what they were made for.
    pub async fn calls(&self) -> Vec<(OrgHost, Vec<CallCount>)> {
        let (mut calls, platform) = (Vec::new(), &*self.shared.platform);
        for org in self.orgs().await {
            let counts = self.shared.ledger.counts(platform, &org).await;
            calls.push((org, counts));
        }
        calls
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
        who: SignInTarget<'_>,
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
            SignInTarget::Anybody => {}
            SignInTarget::Named(name) => question = question.add_extra_param("login_hint", name),
            SignInTarget::Another => question = question.add_extra_param("prompt", "login"),
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

    /// Stores a grant: the refresh token before anything uses the access token.
    async fn keep(
        &self,
        org: &OrgHost,
        key: &ConsumerKey,
        grant: Grant,
        who: SignInTarget<'_>,
    ) -> Result<(), SessionError> {
        let _held = self.shared.locks.hold(org.as_str()).await;
        let before = self.shared.readable(org).await?;
        let (org_id, user_id) = grant.identity()?;
        let refresh_token = grant.refresh_token.ok_or(SessionError::Unexpected(
            "token reply without refresh token",
        ))?;
        let another = |before: &Stored| before.belongs_to_another(&org_id, &user_id);
        if before.as_ref().is_some_and(another) {
            if !matches!(who, SignInTarget::Another) {
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
        // Each sign-in has a grant of its own: the replaced one would stay valid beside the new one. Where it
        // cannot be revoked, it expires by its idle time.
        if let Some(before) = before {
            self.revoke_session(org, before).await;
        }
        Ok(())
    }

    /// Revokes the tokens of a stored session.
    async fn revoke_session(&self, org: &OrgHost, session: Stored) -> Access {
        let Some(token) = session.refresh_token else {
            return Access::Ended;
        };
        match self.revoke(org, &session.consumer_key, token).await {
            Ok(()) => Access::Ended,
            Err(_) => Access::Stays,
        }
    }

    /// Reads the user and the API versions, and stores both with the session.
    async fn complete(&self, org: &OrgHost) -> Result<SalesforceUser, SessionError> {
        let rest = self.rest(org).counted_as(Purpose::SignIn);
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
            language: info.language,
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
            // A refusal means that the token is not valid any more.
            _ => Ok(()),
        }
    }
}

/// The user of a sign-in.
#[derive(Clone, Copy)]
enum SignInTarget<'a> {
    Anybody,
    /// The user name to fill in.
    Named(&'a str),
    /// Another user than the one who is signed in to Salesforce in this browser.
    Another,
}
