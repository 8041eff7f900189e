//! The Gmail API for sending. It is always a resumable upload ("Upload attachments", Gmail API guide), since its
//! session can tell afterwards whether a mail was sent whose answer was lost.

use oauth2::http::header::{CONTENT_RANGE, CONTENT_TYPE, LOCATION, RANGE};
use oauth2::http::{HeaderName, Method};
use serde::{Deserialize, Serialize};
use std::fmt;

use super::MailboxError;
use super::google::GOOGLE;
use super::grant::AccessToken;
use super::request::{header, with_token};
use crate::base::json;
use crate::oauth::retry_after;
use crate::ports::{Http, HttpResponse};

const UPLOAD: &str =
    "https://gmail.googleapis.com/upload/gmail/v1/users/me/messages/send?uploadType=resumable";
const HOST: &str = "https://gmail.googleapis.com/";
static UPLOAD_CONTENT_TYPE: HeaderName = HeaderName::from_static("x-upload-content-type");
static UPLOAD_CONTENT_LENGTH: HeaderName = HeaderName::from_static("x-upload-content-length");
/// The size of a chunk: a multiple of 256 KiB, as every chunk but the last must be; 17 s at 1 Mbit/s.
pub(super) const CHUNK: u64 = 2 * 1024 * 1024;

/// The URI of an upload under way. It is a capability: whoever has it can continue the upload.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UploadSession(String);

impl fmt::Debug for UploadSession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UploadSession(..)")
    }
}

/// The progress of an upload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Upload {
    /// The mail is sent; its conversation, where the answer says it.
    Sent(Option<String>),
    /// So many bytes have arrived; the mail is not sent yet.
    Partial(u64),
    /// Gmail does not know the session (any more), and cannot tell whether the mail was sent.
    Gone,
}

/// Starts an upload of `length` bytes, which go into a thread where it is still there. The mail is not sent yet.
pub(super) async fn start(
    http: &impl Http,
    token: &AccessToken,
    length: u64,
    thread: Option<&str>,
) -> Result<UploadSession, MailboxError> {
    let body = thread.map(|id| serde_json::json!({ "threadId": id }).to_string());
    let body = body.unwrap_or_default().into_bytes();
    let mut request = with_token(token, Method::POST, UPLOAD, body)?;
    let headers = request.headers_mut();
    headers.insert(&UPLOAD_CONTENT_TYPE, header("message/rfc822")?);
    headers.insert(&UPLOAD_CONTENT_LENGTH, header(&length.to_string())?);
    if thread.is_some() {
        headers.insert(CONTENT_TYPE, header("application/json; charset=UTF-8")?);
    }
    let response = http.send(request).await?;
    // The thread was deleted since.
    if response.status() == 404 && thread.is_some() {
        return Box::pin(start(http, token, length, None)).await;
    }
    if response.status() != 200 {
        return Err(refusal(&response));
    }
    response
        .headers()
        .get(LOCATION)
        .and_then(|location| location.to_str().ok())
        .filter(|location| location.starts_with(HOST))
        .map(|location| UploadSession(location.to_owned()))
        .ok_or(MailboxError::Unexpected("answer to the start of an upload"))
}

/// Sends the chunk of a mail of `length` bytes that begins at `from`.
pub(super) async fn put(
    http: &impl Http,
    token: &AccessToken,
    session: &UploadSession,
    chunk: Vec<u8>,
    from: u64,
    length: u64,
) -> Result<Upload, MailboxError> {
    let last = (from + chunk.len() as u64).saturating_sub(1);
    let range = format!("bytes {from}-{last}/{length}");
    ask(http, token, session, &range, chunk).await
}

/// The progress of the upload of `length` bytes; changes nothing.
pub(super) async fn status(
    http: &impl Http,
    token: &AccessToken,
    session: &UploadSession,
    length: u64,
) -> Result<Upload, MailboxError> {
    ask(
        http,
        token,
        session,
        &format!("bytes */{length}"),
        Vec::new(),
    )
    .await
}

async fn ask(
    http: &impl Http,
    token: &AccessToken,
    session: &UploadSession,
    range: &str,
    body: Vec<u8>,
) -> Result<Upload, MailboxError> {
    let mut request = with_token(token, Method::PUT, &session.0, body)?;
    request.headers_mut().insert(CONTENT_RANGE, header(range)?);
    let response = http.send(request).await?;
    match response.status().as_u16() {
        200 | 201 => Ok(Upload::Sent(conversation(&response))),
        308 => Ok(Upload::Partial(received(&response)?)),
        404 | 410 => Ok(Upload::Gone),
        _ => Err(refusal(&response)),
    }
}

/// The conversation that Gmail keeps a sent mail in.
fn conversation(response: &HttpResponse) -> Option<String> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Sent {
        thread_id: String,
    }
    let sent: Sent = json::read(response.body()).ok()?;
    Some(sent.thread_id).filter(|id| id.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// The bytes that have arrived by `Range: bytes=0-41`; without the header, none.
fn received(response: &HttpResponse) -> Result<u64, MailboxError> {
    let Some(range) = response.headers().get(RANGE) else {
        return Ok(0);
    };
    range
        .to_str()
        .ok()
        .and_then(|text| text.strip_prefix("bytes=0-"))
        .and_then(|last| last.parse::<u64>().ok())
        .and_then(|last| last.checked_add(1))
        .ok_or(MailboxError::Unexpected("Range of an upload"))
}

#[derive(Deserialize)]
struct ErrorBody {
    error: ErrorStatus,
}

#[derive(Deserialize)]
struct ErrorStatus {
    #[serde(default)]
    message: String,
    #[serde(default)]
    errors: Vec<ErrorDetail>,
}

#[derive(Deserialize)]
struct ErrorDetail {
    #[serde(default)]
    reason: String,
}

/// The error of a refusal, by its reason ("Resolve errors", Gmail API guide).
pub(super) fn refusal(response: &HttpResponse) -> MailboxError {
    let status = response.status().as_u16();
    let after = retry_after(response);
    if status >= 500 {
        return MailboxError::Unavailable { status, after };
    }
    let error = json::read(response.body()).map(|body: ErrorBody| body.error);
    let (message, reason) = match &error {
        Ok(error) => (
            error.message.clone(),
            error
                .errors
                .first()
                .map_or("", |detail| detail.reason.as_str()),
        ),
        Err(_) => (format!("status {status}"), ""),
    };
    match (status, reason) {
        (401, _) => MailboxError::SessionExpired(GOOGLE),
        (413, _) => MailboxError::TooLarge,
        (_, "dailyLimitExceeded") => MailboxError::DailyLimit(message),
        (429, _) | (_, "userRateLimitExceeded" | "rateLimitExceeded" | "quotaExceeded") => {
            MailboxError::RateLimited { after }
        }
        (_, "domainPolicy" | "accessNotConfigured") => MailboxError::AppBlocked(message),
        (_, "insufficientPermissions") => MailboxError::NoRight(GOOGLE, message),
        (_, "failedPrecondition") => MailboxError::NotEnabled(message),
        _ => MailboxError::Refused(message),
    }
}
