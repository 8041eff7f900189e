//! One call: its address, its body, and the answer that is expected.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use oauth2::http::header::CONTENT_TYPE;
use oauth2::http::{HeaderName, HeaderValue, Method};
use serde_json::Value;
use url::form_urlencoded::byte_serialize;

use super::refusal::refusal;
use crate::base::json;
use crate::mailbox::MailboxError;
use crate::mailbox::grant::AccessToken;
use crate::mailbox::request::with_token;
use crate::ports::{Http, HttpResponse};

pub(in crate::mailbox) const ME: &str = "https://graph.microsoft.com/v1.0/me";
static PREFER: HeaderName = HeaderName::from_static("prefer");
/// An id that stays when the message moves to another folder ("Obtain immutable identifiers for Outlook
/// resources").
pub(in crate::mailbox) const IMMUTABLE: HeaderValue =
    HeaderValue::from_static(r#"IdType="ImmutableId""#);

pub(super) fn message(id: &str) -> String {
    let id: String = byte_serialize(id.as_bytes()).collect();
    format!("{ME}/messages/{id}")
}

pub(super) enum Body<'a> {
    None,
    Mime(&'a [u8]),
    Json(&'a Value),
}

/// Asks for something, with what is preferred of the answer.
pub(in crate::mailbox) async fn get(
    http: &impl Http,
    token: &AccessToken,
    url: &str,
    prefer: HeaderValue,
) -> Result<HttpResponse, MailboxError> {
    let mut request = with_token(token, Method::GET, url, Vec::new())?;
    request.headers_mut().insert(&PREFER, prefer);
    Ok(http.send(request).await?)
}

pub(super) async fn call(
    http: &impl Http,
    token: &AccessToken,
    method: Method,
    url: &str,
    body: Body<'_>,
) -> Result<HttpResponse, MailboxError> {
    let (bytes, kind) = match body {
        Body::None => (Vec::new(), None),
        Body::Json(json) => (json.to_string().into_bytes(), Some("application/json")),
        Body::Mime(mime) => (STANDARD.encode(mime).into_bytes(), Some("text/plain")),
    };
    let mut request = with_token(token, method, url, bytes)?;
    let headers = request.headers_mut();
    if let Some(kind) = kind {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    }
    if let Body::Mime(_) = body {
        headers.insert(&PREFER, IMMUTABLE);
    }
    Ok(http.send(request).await?)
}

pub(in crate::mailbox) fn done(response: &HttpResponse, status: u16) -> Result<(), MailboxError> {
    if response.status().as_u16() == status {
        Ok(())
    } else {
        Err(refusal(response))
    }
}

pub(in crate::mailbox) fn expect<T: serde::de::DeserializeOwned>(
    response: &HttpResponse,
    status: u16,
    what: &'static str,
) -> Result<T, MailboxError> {
    done(response, status)?;
    json::read(response.body()).map_err(|_| MailboxError::Unexpected(what))
}
