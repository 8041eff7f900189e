//! Signing in with Google, for a client that has no secret: `response_type=token`
//! ("Using OAuth 2.0 for Client-side Web Applications"). There is no refresh token; a new access
//! token comes without a window (`prompt=none`) as long as the rep is signed in to Google.

use oauth2::basic::BasicClient;
use oauth2::http::header::CONTENT_TYPE;
use oauth2::http::{HeaderValue, Method};
use oauth2::{AuthUrl, ClientId, RedirectUrl, Scope};
use serde::Deserialize;
use std::time::Duration;

use super::MailboxError;
use super::grant::{AccessToken, Grant, Hint, Identity, Rights, renew_from, used_until};
use super::request::{request, with_token};
use super::window::window;
use crate::base::{Millis, Provider, json};
use crate::oauth::{self, Denied, Redirect, RedirectError};
use crate::ports::{Authorize, Http, Platform};

const AUTHORIZE: &str = "https://accounts.google.com/o/oauth2/v2/auth";
pub(super) const USERINFO: &str = "https://openidconnect.googleapis.com/v1/userinfo";
const REVOKE: &str = "https://oauth2.googleapis.com/revoke";
const SEND: &str = "https://www.googleapis.com/auth/gmail.send";
/// Bodies too: who is away says until when in the text, and a report says in its parts which address failed
/// (`gmail.metadata` gives headers alone).
const READ: &str = "https://www.googleapis.com/auth/gmail.readonly";
const SETTINGS: &str = "https://www.googleapis.com/auth/gmail.settings.basic";
const SEND_AS: &str = "https://gmail.googleapis.com/gmail/v1/users/me/settings/sendAs";
pub(super) const GOOGLE: Provider = Provider::Google;

/// The account that a token belongs to (OpenID Connect Core §5.1).
#[derive(Deserialize)]
struct UserInfo {
    sub: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    email_verified: bool,
    name: Option<String>,
}

/// What is requested beside the right to send.
#[derive(Clone, Copy, Default)]
pub(super) struct Extras {
    /// The signature can be read, too.
    pub signature: bool,
    /// Mails can be read, too. A renewal gets it where it was granted before, and asks for nothing.
    pub reads: bool,
}

/// Requests a token for an account; `how` says whether a window is shown.
pub(super) async fn authorize<P: Platform>(
    platform: &P,
    client_id: &str,
    hint: Hint<'_>,
    extras: Extras,
    how: Authorize,
) -> Result<Grant, MailboxError> {
    let silent = how == Authorize::Silent;
    let mut scopes = vec!["openid", "email", SEND];
    scopes.extend((extras.signature && !silent).then_some(SETTINGS));
    scopes.extend((extras.reads && !silent).then_some(READ));
    let granted_before = extras.reads;
    let answer = ask(platform, client_id, scopes, granted_before, hint, how).await?;
    let redirect = answer.map_err(|error| refused(error, silent))?;
    let token = token(&redirect)?;
    if !has_scope(&redirect, SEND) {
        // Google lets people untick single rights ("granular permissions"). The others are of no use then, and while
        // they are granted Google does not ask for the missing right again.
        let _ = revoke(platform, &token).await;
        let words = "gmail.send was not granted".into();
        return Err(MailboxError::NoRight(GOOGLE, words));
    }
    granted(&redirect, token, platform.now())
}

/// Requests a token with these scopes, and with all that was granted before if `granted_before` ("Incremental
/// authorization"); returns Google's redirect.
pub(super) async fn ask<P: Platform>(
    platform: &P,
    client_id: &str,
    scopes: Vec<&'static str>,
    granted_before: bool,
    hint: Hint<'_>,
    how: Authorize,
) -> Result<Result<Redirect, RedirectError>, MailboxError> {
    let redirect_url = platform.redirect_url("google");
    let client = BasicClient::new(ClientId::new(client_id.to_owned()))
        .set_auth_uri(
            AuthUrl::new(AUTHORIZE.into())
                .map_err(|_| MailboxError::Unexpected("authorization URL"))?,
        )
        .set_redirect_uri(
            RedirectUrl::new(redirect_url.clone())
                .map_err(|_| MailboxError::Unexpected("redirect URL"))?,
        );
    let scopes = scopes.into_iter();
    let mut question = client
        .authorize_url(|| oauth::state(platform))
        .use_implicit_flow()
        .add_scopes(scopes.map(|scope| Scope::new(scope.into())));
    if let Hint::Account(address) = hint {
        question = question.add_extra_param("login_hint", address);
    }
    if granted_before {
        question = question.add_extra_param("include_granted_scopes", "true");
    }
    if let Some(prompt) = hint.prompt(&how) {
        question = question.add_extra_param("prompt", prompt);
    }
    let (url, state) = question.url();
    let answer = window(platform, GOOGLE, url.as_str(), how).await?;
    Ok(Redirect::read(&answer, &redirect_url, &state))
}

/// The error of a redirect without a token.
pub(super) fn refused(error: RedirectError, silent: bool) -> MailboxError {
    match error {
        RedirectError::Denied(denied) => refusal(denied, silent),
        foreign @ RedirectError::Foreign => {
            MailboxError::SignInUnfinished(GOOGLE, foreign.to_string())
        }
    }
}

/// The errors of `prompt=none` where the rep would have to answer: OpenID Connect Core §3.1.2.6.
fn refusal(denied: Denied, silent: bool) -> MailboxError {
    match denied.error.as_str() {
        "admin_policy_enforced" | "org_internal" => MailboxError::AppBlocked(denied.error),
        _ if silent => MailboxError::SessionExpired(GOOGLE),
        _ => MailboxError::SignInUnfinished(
            GOOGLE,
            format!("{} {}", denied.error, denied.description)
                .trim()
                .to_owned(),
        ),
    }
}

fn token(redirect: &Redirect) -> Result<AccessToken, MailboxError> {
    redirect
        .get("access_token")
        .filter(|token| !token.is_empty() && token.bytes().all(|b| b.is_ascii_graphic()))
        .map(|token| {
            let rights = Rights {
                drafts: false,
                reads: has_scope(redirect, READ),
            };
            AccessToken::new(token.to_owned(), rights)
        })
        .ok_or(MailboxError::Unexpected("sign-in answer"))
}

fn has_scope(redirect: &Redirect, wanted: &str) -> bool {
    let scopes = redirect.get("scope").unwrap_or_default();
    scopes.split(' ').any(|scope| scope == wanted)
}

fn granted(redirect: &Redirect, token: AccessToken, now: Millis) -> Result<Grant, MailboxError> {
    let seconds: u64 = redirect
        .get("expires_in")
        .and_then(|text| text.parse().ok())
        .ok_or(MailboxError::Unexpected("sign-in answer"))?;
    let life = Duration::from_secs(seconds);
    Ok(Grant {
        token,
        expires: used_until(now, life),
        renew_from: renew_from(now, life),
        refresh_token: None,
    })
}

/// The account that `token` belongs to.
pub(super) async fn identity(
    http: &impl Http,
    token: &AccessToken,
) -> Result<Identity, MailboxError> {
    let info = user_info(http, token).await?;
    if info.email_verified {
        Ok(Identity {
            id: info.sub,
            addresses: vec![info.email],
            name: info.name,
        })
    } else {
        Err(MailboxError::AddressUnverified)
    }
}

async fn user_info(http: &impl Http, token: &AccessToken) -> Result<UserInfo, MailboxError> {
    let request = with_token(token, Method::GET, USERINFO, Vec::new())?;
    let response = oauth::call(http, request).await?;
    match response.status().as_u16() {
        200 => json::read(response.body()).map_err(|_| MailboxError::Unexpected("userinfo answer")),
        401 => Err(MailboxError::SessionExpired(GOOGLE)),
        _ => Err(MailboxError::Unexpected("userinfo answer")),
    }
}

/// The addresses that an account sends as ("users.settings.sendAs", Gmail API).
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SendAs {
    send_as: Vec<Alias>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Alias {
    send_as_email: String,
    #[serde(default)]
    signature: String,
}

/// Gmail's own signature of `address`, as HTML; `None` where there is none, or it may not be read.
pub(super) async fn signature(
    http: &impl Http,
    token: &AccessToken,
    address: &str,
) -> Option<String> {
    let request = with_token(token, Method::GET, SEND_AS, Vec::new()).ok()?;
    let response = oauth::call(http, request).await.ok()?;
    let answer: SendAs = json::read(response.body()).ok()?;
    let own = |alias: &Alias| alias.send_as_email.eq_ignore_ascii_case(address);
    let alias = answer.send_as.into_iter().find(own)?;
    Some(alias.signature).filter(|html| !html.trim().is_empty())
}

/// Google's answer to a revocation.
pub(super) enum Revoked {
    /// The token is revoked, and with it the grant of the whole client.
    Yes,
    /// The token is unknown: it has expired, or was revoked before.
    Unknown,
}

/// Revokes `token` and with it the grant of the whole client.
pub(super) async fn revoke(http: &impl Http, token: &AccessToken) -> Result<Revoked, MailboxError> {
    let form = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("token", token.secret())
        .finish();
    let mut request = request(Method::POST, REVOKE, form.into_bytes())?;
    request.headers_mut().insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/x-www-form-urlencoded"),
    );
    let response = oauth::call(http, request).await?;
    Ok(match response.status().is_success() {
        true => Revoked::Yes,
        false => Revoked::Unknown,
    })
}
