//! The calls of Microsoft Graph v1.0: the rep's account and mail.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use oauth2::http::header::{CONTENT_RANGE, CONTENT_TYPE, DATE, WWW_AUTHENTICATE};
use oauth2::http::{HeaderName, HeaderValue, Method};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::fmt;
use url::Url;
use url::form_urlencoded::byte_serialize;

use super::Attachment;
use super::MailboxError;
use super::entra::MICROSOFT;
use super::grant::{AccessToken, Identity};
use super::request::{header, request, with_token};
use crate::base::time::{datetime, parse_http_date};
use crate::base::{Millis, json};
use crate::oauth::retry_after;
use crate::ports::{Http, HttpResponse};

pub(super) const ME: &str = "https://graph.microsoft.com/v1.0/me";
static PREFER: HeaderName = HeaderName::from_static("prefer");
/// An id that stays when the message moves to another folder ("Obtain immutable identifiers for Outlook
/// resources").
pub(super) const IMMUTABLE: HeaderValue = HeaderValue::from_static(r#"IdType="ImmutableId""#);

/// The greatest mail in bytes of MIME that goes in one request: as base64 it is a third larger, and Graph takes requests
/// of up to 4 MB. That needs 26 s at 1.2 Mbit/s.
pub(super) const MAX_BYTES: u64 = 2_900_000;

/// From this length on, a file is not attached in one request but by an upload.
pub(super) const SMALL_FILE: u64 = 3 * 1024 * 1024;
/// The length of a part of an upload: a multiple of 320 KiB below 4 MB; 16 s at 1 Mbit/s.
pub(super) const PART: u64 = 6 * 320 * 1024;
/// The hosts of uploads.
const UPLOADS: [&str; 2] = ["outlook.office.com", "outlook.office365.com"];

/// The immutable id of a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DraftId(String);

/// Where a file is uploaded to that is to be attached to a draft. It is a capability: whoever has it can go on with the
/// upload, and no token is sent to it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AttachmentUpload(String);

impl fmt::Debug for AttachmentUpload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AttachmentUpload(..)")
    }
}

/// How far the upload of a file has come.
pub(super) enum Attached {
    /// The file is attached.
    Yes,
    /// It goes on with this byte.
    From(u64),
    /// There is no such upload: it is over, or it was given up after an hour.
    Gone,
}

/// The id of a message in its folder, which changes when the message moves. (An immutable id would also be that of
/// the sent mail.)
pub(super) struct MessageId(String);

/// The state of a draft.
pub(super) enum Found {
    /// It is still a draft.
    Draft(MessageId),
    /// It was sent.
    Sent,
    /// There is no such message any more.
    Missing,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct User {
    id: String,
    display_name: Option<String>,
    mail: Option<String>,
    user_principal_name: Option<String>,
    #[serde(default)]
    proxy_addresses: Vec<String>,
}

/// The account that `token` belongs to.
pub(super) async fn identity(
    http: &impl Http,
    token: &AccessToken,
) -> Result<Identity, MailboxError> {
    let select = "id,displayName,mail,userPrincipalName,proxyAddresses";
    let url = format!("{ME}?$select={select}");
    let response = call(http, token, Method::GET, &url, Body::None).await?;
    let user: User = expect(&response, 200, "answer about the user")?;
    Ok(user.identity())
}

impl User {
    /// A user has one main address (`SMTP:`), aliases (`smtp:`) and a name to sign in with, which is mostly an address,
    /// too ("user resource type").
    fn identity(self) -> Identity {
        let smtp = |proxy: &String| {
            let (kind, address) = proxy.split_once(':')?;
            let is_smtp = kind.eq_ignore_ascii_case("smtp");
            is_smtp.then(|| address.to_owned())
        };
        let aliases: Vec<String> = self.proxy_addresses.iter().filter_map(smtp).collect();
        Identity {
            id: self.id,
            addresses: self
                .mail
                .into_iter()
                .chain(aliases)
                .chain(self.user_principal_name)
                .collect(),
            name: self.display_name,
        }
    }
}

/// Sends a mail, with a copy in Sent Items. The answer only says that it was accepted.
pub(super) async fn send_mail(
    http: &impl Http,
    token: &AccessToken,
    mime: &[u8],
) -> Result<(), MailboxError> {
    let url = format!("{ME}/sendMail");
    let response = call(http, token, Method::POST, &url, Body::Mime(mime)).await?;
    done(&response, 202)
}

/// Puts a mail into Drafts.
pub(super) async fn create_draft(
    http: &impl Http,
    token: &AccessToken,
    mime: &[u8],
) -> Result<DraftId, MailboxError> {
    #[derive(Deserialize)]
    struct Created {
        id: DraftId,
    }
    let url = format!("{ME}/messages");
    let response = call(http, token, Method::POST, &url, Body::Mime(mime)).await?;
    let created: Created = expect(&response, 201, "answer to a draft")?;
    Ok(created.id)
}

/// Sends a draft, which moves it to Sent Items.
pub(super) async fn send_draft(
    http: &impl Http,
    token: &AccessToken,
    draft: &DraftId,
) -> Result<(), MailboxError> {
    let url = format!("{}/send", message(&draft.0));
    let response = call(http, token, Method::POST, &url, Body::None).await?;
    done(&response, 202)
}

/// Lets Exchange hold a draft that is sent after this until `until` ("PidTagDeferredSendTime": until then the mailbox is
/// responsible for it, and it can be deleted).
pub(super) async fn defer(
    http: &impl Http,
    token: &AccessToken,
    draft: &DraftId,
    until: Millis,
) -> Result<(), MailboxError> {
    let property = json!({ "id": "SystemTime 0x3FEF", "value": datetime(until) });
    let body = json!({ "singleValueExtendedProperties": [property] });
    let url = message(&draft.0);
    let response = call(http, token, Method::PATCH, &url, Body::Json(&body)).await?;
    done(&response, 200)
}

/// The state of a draft; changes nothing.
pub(super) async fn find(
    http: &impl Http,
    token: &AccessToken,
    draft: &DraftId,
) -> Result<Found, MailboxError> {
    Ok(find_at(http, token, draft).await?.0)
}

/// As [`find`], with what the clock of Graph shows, where it says so.
pub(super) async fn find_at(
    http: &impl Http,
    token: &AccessToken,
    draft: &DraftId,
) -> Result<(Found, Option<Millis>), MailboxError> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Message {
        id: String,
        is_draft: bool,
    }
    let url = format!("{}?$select=isDraft", message(&draft.0));
    let response = call(http, token, Method::GET, &url, Body::None).await?;
    let at = date_of(&response);
    if is_missing(&response) {
        return Ok((Found::Missing, at));
    }
    let message: Message = expect(&response, 200, "answer about a draft")?;
    let found = match message.is_draft {
        true => Found::Draft(MessageId(message.id)),
        false => Found::Sent,
    };
    Ok((found, at))
}

/// Whether a mail with this Message-ID is in Sent Items.
pub(super) async fn was_sent(
    http: &impl Http,
    token: &AccessToken,
    message_id: &str,
) -> Result<bool, MailboxError> {
    #[derive(Deserialize)]
    struct List {
        value: Vec<Value>,
    }
    let id: String = byte_serialize(message_id.as_bytes()).collect();
    let filter = format!("$filter=internetMessageId%20eq%20%27{id}%27&$select=id");
    let url = format!("{ME}/mailFolders/sentitems/messages?{filter}");
    let response = call(http, token, Method::GET, &url, Body::None).await?;
    let list: List = expect(&response, 200, "answer about Sent Items")?;
    Ok(!list.value.is_empty())
}

/// Deletes a draft in the folder where it was found; false when it is not there any more.
pub(super) async fn delete_draft(
    http: &impl Http,
    token: &AccessToken,
    id: &MessageId,
) -> Result<bool, MailboxError> {
    let url = message(&id.0);
    let response = call(http, token, Method::DELETE, &url, Body::None).await?;
    if is_missing(&response) {
        return Ok(false);
    }
    done(&response, 204).map(|()| true)
}

/// Attaches a file of less than [`SMALL_FILE`] to a draft.
pub(super) async fn attach(
    http: &impl Http,
    token: &AccessToken,
    draft: &DraftId,
    file: &Attachment,
    bytes: &[u8],
) -> Result<(), MailboxError> {
    let url = format!("{}/attachments", message(&draft.0));
    let body = json!({
        "@odata.type": "#microsoft.graph.fileAttachment",
        "name": file.name,
        "contentType": file.sent_kind(),
        "contentBytes": STANDARD.encode(bytes),
        "isInline": file.is_inline(),
        "contentId": file.cid,
    });
    let response = call(http, token, Method::POST, &url, Body::Json(&body)).await?;
    done(&response, 201)
}

/// Begins the upload of a larger file for a draft ("Attach large files to Outlook messages").
pub(super) async fn begin_upload(
    http: &impl Http,
    token: &AccessToken,
    draft: &DraftId,
    file: &Attachment,
) -> Result<AttachmentUpload, MailboxError> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Begun {
        upload_url: AttachmentUpload,
    }
    let url = format!("{}/attachments/createUploadSession", message(&draft.0));
    let body = json!({ "AttachmentItem": {
        "attachmentType": "file",
        "name": file.name,
        "contentType": file.sent_kind(),
        "size": file.size,
        "isInline": file.is_inline(),
        "contentId": file.cid,
    }});
    let response = call(http, token, Method::POST, &url, Body::Json(&body)).await?;
    let begun: Begun = expect(&response, 201, "answer to the start of an upload")?;
    let host = Url::parse(&begun.upload_url.0);
    let known = host.is_ok_and(|url| {
        url.scheme() == "https" && url.host_str().is_some_and(|host| UPLOADS.contains(&host))
    });
    match known {
        true => Ok(begun.upload_url),
        false => Err(MailboxError::Unexpected("address of an upload")),
    }
}

/// Sends the part of a file of `size` bytes that begins at `from`.
pub(super) async fn put_part(
    http: &impl Http,
    upload: &AttachmentUpload,
    part: Vec<u8>,
    from: u64,
    size: u64,
) -> Result<Attached, MailboxError> {
    let last = (from + part.len() as u64).saturating_sub(1);
    let mut request = request(Method::PUT, &upload.0, part)?;
    let headers = request.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/octet-stream"),
    );
    headers.insert(
        CONTENT_RANGE,
        header(&format!("bytes {from}-{last}/{size}"))?,
    );
    attached(&http.send(request).await?)
}

/// How far an upload has come; changes nothing.
pub(super) async fn upload_status(
    http: &impl Http,
    upload: &AttachmentUpload,
) -> Result<Attached, MailboxError> {
    let request = request(Method::GET, &upload.0, Vec::new())?;
    attached(&http.send(request).await?)
}

fn attached(response: &HttpResponse) -> Result<Attached, MailboxError> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Progress {
        next_expected_ranges: Vec<String>,
    }
    match response.status().as_u16() {
        201 => Ok(Attached::Yes),
        200 | 202 => {
            let progress: Option<Progress> = json::read(response.body()).ok();
            let next = progress.and_then(|progress| {
                let first = progress.next_expected_ranges.first()?;
                first.split('-').next()?.parse().ok()
            });
            next.map(Attached::From)
                .ok_or(MailboxError::Unexpected("answer of an upload"))
        }
        404 | 410 => Ok(Attached::Gone),
        _ => Err(refusal(response)),
    }
}

fn date_of(response: &HttpResponse) -> Option<Millis> {
    parse_http_date(response.headers().get(DATE)?.to_str().ok()?)
}

fn message(id: &str) -> String {
    let id: String = byte_serialize(id.as_bytes()).collect();
    format!("{ME}/messages/{id}")
}

enum Body<'a> {
    None,
    Mime(&'a [u8]),
    Json(&'a Value),
}

/// Asks for something, with what is preferred of the answer.
pub(super) async fn get(
    http: &impl Http,
    token: &AccessToken,
    url: &str,
    prefer: HeaderValue,
) -> Result<HttpResponse, MailboxError> {
    let mut request = with_token(token, Method::GET, url, Vec::new())?;
    request.headers_mut().insert(&PREFER, prefer);
    Ok(http.send(request).await?)
}

async fn call(
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

pub(super) fn done(response: &HttpResponse, status: u16) -> Result<(), MailboxError> {
    if response.status().as_u16() == status {
        Ok(())
    } else {
        Err(refusal(response))
    }
}

pub(super) fn expect<T: serde::de::DeserializeOwned>(
    response: &HttpResponse,
    status: u16,
    what: &'static str,
) -> Result<T, MailboxError> {
    done(response, status)?;
    json::read(response.body()).map_err(|_| MailboxError::Unexpected(what))
}

/// Whether the message does not exist any more. (A missing mailbox has another code.)
fn is_missing(response: &HttpResponse) -> bool {
    response.status() == 404 && error(response).code == "ErrorItemNotFound"
}

#[derive(Default, Deserialize)]
struct ErrorBody {
    error: ErrorDetail,
}

#[derive(Default, Deserialize)]
struct ErrorDetail {
    #[serde(default)]
    code: String,
    #[serde(default)]
    message: String,
}

impl fmt::Display for ErrorDetail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

fn error(response: &HttpResponse) -> ErrorDetail {
    let body: Option<ErrorBody> = json::read(response.body()).ok();
    body.unwrap_or_default().error
}

/// The error of a refusal ("Microsoft Graph error responses and resource types").
pub(super) fn refusal(response: &HttpResponse) -> MailboxError {
    let status = response.status().as_u16();
    let after = retry_after(response);
    let error = error(response);
    let words = error.to_string();
    match (status, error.code.as_str()) {
        (401, _) => match challenge(response) {
            Some(claims) => MailboxError::InteractionRequired {
                claims: Some(claims),
            },
            None => MailboxError::SessionExpired(MICROSOFT),
        },
        (413, _) | (_, "ErrorMessageSizeExceeded") => MailboxError::TooLarge,
        (_, "ErrorExceededMessageLimit") => MailboxError::DailyLimit(words),
        (429, _) => MailboxError::RateLimited { after },
        // "You may repeat the request after a delay": it was not accepted.
        (503, _) if after.is_some() => MailboxError::RateLimited { after },
        (_, "ErrorQuotaExceeded") => MailboxError::Refused(words),
        (500.., _) => MailboxError::Unavailable { status, after },
        (403, "ErrorAccessDenied" | "Authorization_RequestDenied") => {
            MailboxError::NoRight(MICROSOFT, words)
        }
        (_, "MailboxNotEnabledForRESTAPI" | "MailboxNotSupportedForRESTAPI") => {
            MailboxError::NotEnabled(words)
        }
        (400..=499, _) => MailboxError::Refused(words),
        _ => MailboxError::Unexpected("status of an answer"),
    }
}

/// The claims challenge of a 401 ("Claims challenges, claims requests and client capabilities"), for the next
/// authorization request.
fn challenge(response: &HttpResponse) -> Option<String> {
    let text = response.headers().get(WWW_AUTHENTICATE)?.to_str().ok()?;
    let (_, rest) = text.split_once("claims=\"")?;
    let (encoded, _) = rest.split_once('"')?;
    String::from_utf8(STANDARD.decode(encoded).ok()?).ok()
}
