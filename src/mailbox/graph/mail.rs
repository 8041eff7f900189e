//! Sending: at once, or as a draft that is found again whatever became of it.

use oauth2::http::Method;
use oauth2::http::header::DATE;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use url::form_urlencoded::byte_serialize;

use super::call::{Body, ME, call, done, expect, message};
use super::refusal::is_missing;
use crate::base::Millis;
use crate::base::time::{datetime, parse_http_date};
use crate::mailbox::MailboxError;
use crate::mailbox::grant::AccessToken;
use crate::ports::{Http, HttpResponse};

/// The greatest mail in bytes of MIME that goes in one request: as base64 it is a third larger, and Graph takes requests
/// of up to 4 MB. That needs 26 s at 1.2 Mbit/s.
pub(in crate::mailbox) const MAX_BYTES: u64 = 2_900_000;

/// The immutable id of a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DraftId(pub(super) String);

/// The id of a message in its folder, which changes when the message moves. (An immutable id would also be that of
/// the sent mail.)
pub(in crate::mailbox) struct MessageId(String);

/// The state of a draft.
pub(in crate::mailbox) enum Found {
    /// It is still a draft.
    Draft(MessageId),
    /// It was sent.
    Sent,
    /// There is no such message any more.
    Missing,
}

/// Sends a mail, with a copy in Sent Items. The answer only says that it was accepted.
pub(in crate::mailbox) async fn send_mail(
    http: &impl Http,
    token: &AccessToken,
    mime: &[u8],
) -> Result<(), MailboxError> {
    let url = format!("{ME}/sendMail");
    let response = call(http, token, Method::POST, &url, Body::Mime(mime)).await?;
    done(&response, 202)
}

/// Puts a mail into Drafts.
pub(in crate::mailbox) async fn create_draft(
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
pub(in crate::mailbox) async fn send_draft(
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
pub(in crate::mailbox) async fn defer(
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
pub(in crate::mailbox) async fn find(
    http: &impl Http,
    token: &AccessToken,
    draft: &DraftId,
) -> Result<Found, MailboxError> {
    Ok(find_at(http, token, draft).await?.0)
}

/// As [`find`], with what the clock of Graph shows, where it says so.
pub(in crate::mailbox) async fn find_at(
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
pub(in crate::mailbox) async fn was_sent(
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
pub(in crate::mailbox) async fn delete_draft(
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

fn date_of(response: &HttpResponse) -> Option<Millis> {
    parse_http_date(response.headers().get(DATE)?.to_str().ok()?)
}
