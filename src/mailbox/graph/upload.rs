//! Files that are attached to a draft: a small one in one call, a larger one by an upload in parts.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use oauth2::http::header::{CONTENT_RANGE, CONTENT_TYPE};
use oauth2::http::{HeaderValue, Method};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::fmt;
use url::Url;

use super::call::{Body, call, done, expect, message};
use super::mail::DraftId;
use super::refusal::refusal;
use crate::base::json;
use crate::mailbox::grant::AccessToken;
use crate::mailbox::request::{header, request};
use crate::mailbox::{Attachment, MailboxError};
use crate::ports::{Http, HttpResponse};

/// From this length on, a file is not attached in one request but by an upload.
pub(in crate::mailbox) const SMALL_FILE: u64 = 3 * 1024 * 1024;
/// The length of a part of an upload: a multiple of 320 KiB below 4 MB; 16 s at 1 Mbit/s.
pub(in crate::mailbox) const PART: u64 = 6 * 320 * 1024;
/// The hosts of uploads.
const UPLOADS: [&str; 2] = ["outlook.office.com", "outlook.office365.com"];

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
pub(in crate::mailbox) enum Attached {
    /// The file is attached.
    Yes,
    /// It goes on with this byte.
    From(u64),
    /// There is no such upload: it is over, or it was given up after an hour.
    Gone,
}

/// Attaches a file of less than [`SMALL_FILE`] to a draft.
pub(in crate::mailbox) async fn attach(
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
pub(in crate::mailbox) async fn begin_upload(
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
pub(in crate::mailbox) async fn put_part(
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
pub(in crate::mailbox) async fn upload_status(
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
