//! What a refusal means.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use oauth2::http::header::WWW_AUTHENTICATE;
use serde::Deserialize;
use std::fmt;

use crate::base::json;
use crate::mailbox::MailboxError;
use crate::mailbox::entra::MICROSOFT;
use crate::oauth::retry_after;
use crate::ports::HttpResponse;

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

/// Whether the message does not exist any more. (A missing mailbox has another code.)
pub(super) fn is_missing(response: &HttpResponse) -> bool {
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

/// The claims challenge of a 401 ("Claims challenges, claims requests and client capabilities"), for the next
/// authorization request.
fn challenge(response: &HttpResponse) -> Option<String> {
    let text = response.headers().get(WWW_AUTHENTICATE)?.to_str().ok()?;
    let (_, rest) = text.split_once("claims=\"")?;
    let (encoded, _) = rest.split_once('"')?;
    String::from_utf8(STANDARD.decode(encoded).ok()?).ok()
}
