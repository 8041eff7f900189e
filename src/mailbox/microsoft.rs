//! Signing in with Microsoft Entra as a single-page application: authorization code with PKCE, no
//! secret ("Microsoft identity platform and OAuth 2.0 authorization code flow"). Its refresh token
//! lasts 24 hours from the sign-in, however often it is used; then a new authorization comes without a
//! window (`prompt=none`) as long as the rep is signed in to Microsoft. Such an application cannot revoke its grant:
//! signing out deletes the tokens, and the refresh token expires within that day.

use oauth2::basic::{
    BasicRevocationErrorResponse, BasicTokenIntrospectionResponse, BasicTokenResponse,
};
use oauth2::{
    AuthUrl, AuthorizationCode, ClientId, EndpointNotSet, EndpointSet, RedirectUrl, Scope,
    StandardRevocableToken, TokenResponse, TokenUrl,
};
use std::time::Duration;

use super::MailboxError;
use super::entra::{EntraReply, Failure, MICROSOFT};
use super::grant::{AccessToken, Grant, Hint, RefreshToken, Rights, renew_from, used_until};
use super::window::window;
use crate::base::Millis;
use crate::oauth::{self, Redirect, RedirectError};
use crate::ports::{Authorize, Platform};

const HOST: &str = "https://login.microsoftonline.com";
/// Every work or school directory.
const ANY_TENANT: &str = "organizations";
/// The scopes that are requested. Where an administrator granted more, the token has more.
pub(crate) const SCOPES: [&str; 6] = [
    "openid",
    "profile",
    "email",
    "offline_access",
    "User.Read",
    "Mail.Send",
];
/// The additional scope for drafts.
const DRAFTS: &str = "Mail.ReadWrite";
/// The additional scope for answers. Bodies too, as for Gmail (`Mail.ReadBasic` leaves them out).
const READ: &str = "Mail.Read";
/// The optional prefix of Graph's scopes.
const GRAPH: &str = "https://graph.microsoft.com/";
/// A token's lifetime where the answer does not have it ("Access tokens in the Microsoft identity platform": 60 to
/// 90 minutes).
const SHORTEST_LIFE: Duration = Duration::from_secs(60 * 60);

/// A registration in Entra.
#[derive(Clone, Copy)]
pub(super) struct App<'a> {
    pub client_id: &'a str,
    /// The directory, an id or a domain; `None` for any organisation.
    pub tenant: Option<&'a str>,
    /// The further scopes that are requested.
    pub rights: Rights,
}

/// The result of using a refresh token.
pub(super) enum Refreshed {
    /// It gave new tokens.
    Grant(Grant),
    /// It has ended, or Entra demands more; `claims` for the next authorization request.
    Over { claims: Option<String> },
}

/// Requests tokens for an account. Where Entra then demands more (a second factor, for example), the rep is asked
/// once more.
pub(super) async fn authorize<P: Platform>(
    platform: &P,
    app: App<'_>,
    hint: Hint<'_>,
    claims: Option<&str>,
    how: Authorize,
) -> Result<Grant, MailboxError> {
    let silent = how == Authorize::Silent;
    let ask = async |claims: Option<&str>, how: Authorize| {
        let reply = ask(platform, app, scopes(app.rights), hint, claims, how).await?;
        Ok(grant(&reply, platform.now())?)
    };
    let granted = ask(claims, how.clone()).await;
    let more = match &granted {
        Err(Failure::Refused(refusal)) if !silent => refusal.claims.clone(),
        _ => None,
    };
    let granted = match more.filter(|more| claims != Some(more.as_str())) {
        Some(more) => ask(Some(&more), how).await,
        None => granted,
    };
    granted.map_err(|failure| failure.error(silent))
}

/// Requests the tokens of an account with these scopes.
pub(super) async fn ask<P: Platform>(
    platform: &P,
    app: App<'_>,
    scopes: Vec<&'static str>,
    hint: Hint<'_>,
    claims: Option<&str>,
    how: Authorize,
) -> Result<BasicTokenResponse, Failure> {
    let redirect_url = platform.redirect_url("microsoft");
    let client = client(app)?.set_redirect_uri(
        RedirectUrl::new(redirect_url.clone())
            .map_err(|_| MailboxError::Unexpected("redirect URL"))?,
    );
    let (challenge, verifier) = oauth::pkce(platform);
    let mut question = client
        .authorize_url(|| oauth::state(platform))
        .add_scopes(named(scopes))
        .set_pkce_challenge(challenge)
        .add_extra_param("response_mode", "query");
    if let Hint::Account(address) = hint {
        question = question.add_extra_param("login_hint", address);
    }
    if let Some(prompt) = hint.prompt(&how) {
        question = question.add_extra_param("prompt", prompt);
    }
    if let Some(claims) = claims {
        question = question.add_extra_param("claims", claims);
    }
    let (url, state) = question.url();
    let answer = window(platform, MICROSOFT, url.as_str(), how).await?;
    let redirect = Redirect::read(&answer, &redirect_url, &state).map_err(|error| match error {
        RedirectError::Denied(denied) => Failure::from(denied),
        foreign @ RedirectError::Foreign => {
            MailboxError::SignInUnfinished(MICROSOFT, foreign.to_string()).into()
        }
    })?;
    let code = redirect
        .get("code")
        .ok_or(MailboxError::Unexpected("sign-in answer"))?;
    let reply = client
        .exchange_code(AuthorizationCode::new(code.to_owned()))
        .set_pkce_verifier(verifier)
        .request_async(&|request| oauth::call(platform, request))
        .await?;
    Ok(reply)
}

/// New tokens for a refresh token.
pub(super) async fn refresh<P: Platform>(
    platform: &P,
    app: App<'_>,
    token: &RefreshToken,
) -> Result<Refreshed, MailboxError> {
    let token = oauth2::RefreshToken::new(token.secret().to_owned());
    let reply = client(app)?
        .exchange_refresh_token(&token)
        .add_scopes(named(scopes(app.rights)))
        .request_async(&|request| oauth::call(platform, request))
        .await
        .map_err(Failure::from);
    match reply {
        Ok(reply) => grant(&reply, platform.now()).map(Refreshed::Grant),
        Err(Failure::Refused(refusal)) if refusal.ends_grant() => Ok(Refreshed::Over {
            claims: refusal.claims,
        }),
        Err(failure) => Err(failure.error(true)),
    }
}

fn grant(reply: &BasicTokenResponse, now: Millis) -> Result<Grant, MailboxError> {
    let scopes = reply.scopes().map(Vec::as_slice).unwrap_or_default();
    let granted = |wanted: &str| {
        scopes.iter().any(|scope| {
            let name = scope.strip_prefix(GRAPH).unwrap_or(scope);
            name.eq_ignore_ascii_case(wanted)
        })
    };
    if !granted("Mail.Send") {
        let words = "Mail.Send was not granted".to_owned();
        return Err(MailboxError::NoRight(MICROSOFT, words));
    }
    let secret = reply.access_token().secret().clone();
    let life = reply.expires_in().unwrap_or(SHORTEST_LIFE);
    Ok(Grant {
        token: AccessToken::new(
            secret,
            Rights {
                drafts: granted(DRAFTS),
                reads: granted(READ) || granted(DRAFTS),
            },
        ),
        expires: used_until(now, life),
        renew_from: renew_from(now, life),
        refresh_token: reply
            .refresh_token()
            .map(|token| RefreshToken::new(token.secret().clone())),
    })
}

fn scopes(rights: Rights) -> Vec<&'static str> {
    let further = [(rights.drafts, DRAFTS), (rights.reads, READ)];
    let further = further.into_iter().filter(|(wanted, _)| *wanted);
    SCOPES
        .into_iter()
        .chain(further.map(|(_, scope)| scope))
        .collect()
}

fn named(scopes: Vec<&'static str>) -> impl Iterator<Item = Scope> {
    let scopes = scopes.into_iter();
    scopes.map(|scope| Scope::new(scope.into()))
}

/// The oauth2 crate's client for Entra.
type EntraClient = oauth2::Client<
    EntraReply,
    BasicTokenResponse,
    BasicTokenIntrospectionResponse,
    StandardRevocableToken,
    BasicRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointSet,
>;

fn client(app: App<'_>) -> Result<EntraClient, MailboxError> {
    let wrong = |_| MailboxError::Unexpected("tenant");
    let base = format!("{HOST}/{}/oauth2/v2.0", app.tenant.unwrap_or(ANY_TENANT));
    Ok(oauth2::Client::new(ClientId::new(app.client_id.to_owned()))
        .set_auth_uri(AuthUrl::new(format!("{base}/authorize")).map_err(wrong)?)
        .set_token_uri(TokenUrl::new(format!("{base}/token")).map_err(wrong)?)
        // A public client sends its id in the body; a header with an empty secret is refused.
        .set_auth_type(oauth2::AuthType::RequestBody))
}
