//! OAuth for every provider: the `oauth2` crate over our HTTP port, state and PKCE from our source of random bytes,
//! and reading the redirect.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use futures_util::future::{Either, select};
use oauth2::basic::BasicErrorResponse;
use oauth2::http::header::RETRY_AFTER;
use oauth2::{CsrfToken, PkceCodeChallenge, PkceCodeVerifier, RequestTokenError};
use std::pin::pin;
use std::time::Duration;
use url::Url;

use crate::ports::{
    AuthWindow, AuthWindowError, Authorize, Clock, Http, HttpRequest, HttpResponse, NetworkError,
    Random,
};

/// How long a sign-in window may stay open.
const PATIENCE: Duration = Duration::from_secs(10 * 60);
/// How long a window that we closed may take to close.
const CLOSING: Duration = Duration::from_secs(2);

/// Opens a provider's page and returns the URL that it redirected to. A window that is left open is closed after ten
/// minutes, so that every sign-in ends.
pub async fn window(
    platform: &(impl AuthWindow + Clock),
    url: &str,
    how: Authorize,
) -> Result<String, AuthWindowError> {
    if how == Authorize::Silent {
        return platform.authorize(url, how).await;
    }
    let flow = pin!(platform.authorize(url, how));
    match select(flow, pin!(platform.sleep(PATIENCE))).await {
        Either::Left((answer, _)) => answer,
        Either::Right(((), flow)) => {
            platform.close_auth_window().await;
            select(flow, pin!(platform.sleep(CLOSING))).await;
            Err(AuthWindowError::TooLong)
        }
    }
}

/// A fresh `state` (RFC 6749 §10.12), 128 bits.
pub fn state(random: &impl Random) -> CsrfToken {
    CsrfToken::new(URL_SAFE_NO_PAD.encode(random.bytes()))
}

/// A fresh PKCE pair (RFC 7636, S256), 256 bits.
pub fn pkce(random: &impl Random) -> (PkceCodeChallenge, PkceCodeVerifier) {
    let bytes = [random.bytes(), random.bytes()].concat();
    let verifier = PkceCodeVerifier::new(URL_SAFE_NO_PAD.encode(bytes));
    (
        PkceCodeChallenge::from_code_verifier_sha256(&verifier),
        verifier,
    )
}

/// Why a token endpoint did not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// No answer at all.
    #[error(transparent)]
    Network(#[from] NetworkError),
    /// Too many requests (HTTP 429).
    #[error("too many requests")]
    Busy {
        /// The answer's Retry-After.
        after: Option<Duration>,
    },
    /// The server failed (HTTP 5xx).
    #[error("the server failed with status {status}")]
    Server {
        /// The HTTP status.
        status: u16,
    },
}

/// The asynchronous client for `oauth2`, as `&|request| oauth::call(port, request)`.
pub async fn call(http: &impl Http, request: HttpRequest) -> Result<HttpResponse, CallError> {
    let response = http.send(request).await?;
    match response.status().as_u16() {
        429 => Err(CallError::Busy {
            after: retry_after(&response),
        }),
        status @ 500.. => Err(CallError::Server { status }),
        _ => Ok(response),
    }
}

/// The Retry-After of an answer, if it is in seconds.
pub fn retry_after(response: &HttpResponse) -> Option<Duration> {
    let text = response.headers().get(RETRY_AFTER)?.to_str().ok()?;
    text.trim().parse().ok().map(Duration::from_secs)
}

/// Why a token request failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// The token endpoint did not answer.
    #[error(transparent)]
    Call(#[from] CallError),
    /// It refused.
    #[error("{}: {}", .0.error, .0.description)]
    Refused(Denied),
    /// Its answer is not OAuth's.
    #[error("not an OAuth answer")]
    Unexpected,
}

/// A refusal in OAuth's form: `error` and `error_description`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Denied {
    /// The code.
    pub error: String,
    /// The provider's message; may be empty.
    pub description: String,
    /// Entra's finer code in a redirect (`cancel`); empty elsewhere.
    pub subcode: String,
}

impl From<RequestTokenError<CallError, BasicErrorResponse>> for TokenError {
    /// The body of an unreadable answer is dropped, because it may have a token in it.
    fn from(error: RequestTokenError<CallError, BasicErrorResponse>) -> Self {
        match error {
            RequestTokenError::ServerResponse(response) => Self::Refused(Denied {
                error: response.error().as_ref().to_owned(),
                description: response.error_description().cloned().unwrap_or_default(),
                subcode: String::new(),
            }),
            RequestTokenError::Request(error) => Self::Call(error),
            RequestTokenError::Parse(..) | RequestTokenError::Other(_) => Self::Unexpected,
        }
    }
}

/// The parameters of a redirect. They have a code or a token among them: no Debug.
pub struct Redirect(Vec<(String, String)>);

/// Why a redirect cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RedirectError {
    /// It does not belong to our request: another address, another or no `state`, a repeated parameter.
    #[error("not the answer to this sign-in")]
    Foreign,
    /// The provider refused.
    #[error("{}: {}", .0.error, .0.description)]
    Denied(Denied),
}

impl Redirect {
    /// Reads the URL that the sign-in window ended on: query (`response_type=code`) or fragment
    /// (`response_type=token`). `expected` is our redirect URL, `state` what we sent.
    ///
    /// # Errors
    /// [`RedirectError`]. A refusal is accepted without a `state` (it only ends the sign-in); anything else needs ours.
    pub fn read(url: &str, expected: &str, state: &CsrfToken) -> Result<Self, RedirectError> {
        let url = Url::parse(url).map_err(|_| RedirectError::Foreign)?;
        let expected = Url::parse(expected).map_err(|_| RedirectError::Foreign)?;
        if url.origin() != expected.origin() || url.path() != expected.path() {
            return Err(RedirectError::Foreign);
        }
        let fragment = url.fragment().unwrap_or_default();
        let redirect = Self(
            url.query_pairs()
                .chain(url::form_urlencoded::parse(fragment.as_bytes()))
                .map(|(name, value)| (name.into_owned(), value.into_owned()))
                .collect(),
        );
        if redirect.repeats_a_name() {
            return Err(RedirectError::Foreign);
        }
        let text = |name| redirect.get(name).unwrap_or_default().to_owned();
        match (redirect.get("error"), redirect.get("state")) {
            (_, Some(given)) if given != state.secret() => Err(RedirectError::Foreign),
            (Some(error), _) => Err(RedirectError::Denied(Denied {
                error: error.to_owned(),
                description: text("error_description"),
                subcode: text("error_subcode"),
            })),
            (None, None) => Err(RedirectError::Foreign),
            (None, Some(_)) => Ok(redirect),
        }
    }

    /// A parameter.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// RFC 6749 §3.1: parameters must not be included more than once.
    fn repeats_a_name(&self) -> bool {
        self.0
            .iter()
            .enumerate()
            .any(|(i, (name, _))| self.0.iter().skip(i + 1).any(|(other, _)| other == name))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const OURS: &str = "https://abcdefghijklmnopabcdefghijklmnop.chromiumapp.org/salesforce";

    fn read(url: &str) -> Result<Redirect, RedirectError> {
        Redirect::read(url, OURS, &CsrfToken::new("xyz".into()))
    }

    #[test]
    fn a_code_comes_in_the_query_and_a_token_in_the_fragment() {
        let code = read(&format!("{OURS}?code=a%2Bb%3D%3D&state=xyz")).ok();
        assert_eq!(
            code.as_ref().and_then(|answer| answer.get("code")),
            Some("a+b==")
        );
        let token = read(&format!("{OURS}#state=xyz&access_token=t&expires_in=3599")).ok();
        assert_eq!(
            token.as_ref().and_then(|answer| answer.get("expires_in")),
            Some("3599")
        );
    }

    #[test]
    fn what_does_not_answer_our_question_is_foreign() {
        for url in [
            "",
            "not a url",
            OURS,
            &format!("{OURS}?code=a"),
            &format!("{OURS}?code=a&state=other"),
            &format!("{OURS}?error=access_denied&state=other"),
            &format!("{OURS}?code=a&state=xyz&code=b"),
            &format!("{OURS}?code=a&state=xyz#code=b"),
            &format!("{OURS}/more?code=a&state=xyz"),
            "https://evil.chromiumapp.org/salesforce?code=a&state=xyz",
            "http://abcdefghijklmnopabcdefghijklmnop.chromiumapp.org/salesforce?code=a&state=xyz",
        ] {
            assert_eq!(read(url).err(), Some(RedirectError::Foreign), "{url}");
        }
    }

    #[test]
    fn a_refusal_is_told() {
        let denied = Denied {
            error: "access_denied".into(),
            description: "end-user denied authorization".into(),
            subcode: String::new(),
        };
        for state in ["&state=xyz", ""] {
            let url = format!(
                "{OURS}?error=access_denied&error_description=end-user+denied+authorization{state}"
            );
            assert_eq!(
                read(&url).err(),
                Some(RedirectError::Denied(denied.clone()))
            );
        }
    }

    proptest! {
        #[test]
        fn every_text_is_read_or_refused(url in "\\PC{0,80}") {
            let _ = read(&url);
        }

        #[test]
        fn values_come_back_as_they_were(code in "\\PC{0,40}", in_fragment: bool) {
            let mut pairs = url::form_urlencoded::Serializer::new(String::new());
            pairs.append_pair("state", "xyz").append_pair("code", &code);
            let mark = if in_fragment { '#' } else { '?' };
            let answer = read(&format!("{OURS}{mark}{}", pairs.finish())).ok();
            prop_assert_eq!(answer.as_ref().and_then(|answer| answer.get("code")), Some(code.as_str()));
        }

        #[test]
        fn only_our_state_opens(state in "[a-z]{0,8}") {
            prop_assume!(state != "xyz");
            let url = format!("{OURS}?code=a&state={state}");
            prop_assert!(read(&url).is_err());
        }
    }
}
