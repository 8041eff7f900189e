//! Gmail: `history.list` from a stored history id, then each new mail's headers ("Synchronize clients with Gmail").

use base64::Engine;
use base64::alphabet::URL_SAFE;
use base64::engine::general_purpose::GeneralPurposeConfig;
use base64::engine::{DecodePaddingMode, GeneralPurpose};
use oauth2::http::Method;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use url::form_urlencoded::byte_serialize;

use super::arrived::{Arrived, New, News, Place, Sent, SentHead};
use super::part::{Part, address_in, first, text};
use super::sent_before::SentBefore;
use crate::base::{Millis, json};
use crate::mailbox::addresses::decoded;
use crate::mailbox::gmail::refusal;
use crate::mailbox::grant::AccessToken;
use crate::mailbox::request::with_token;
use crate::mailbox::{Earlier, MailboxError};
use crate::ports::{Http, HttpResponse};

const ME: &str = "https://gmail.googleapis.com/gmail/v1/users/me";
/// The most mails of one look; the next goes on with the rest.
const MOST: usize = 50;
/// So many mails of one person are looked at, the newest.
const OF_A_PERSON: usize = 10;
/// Mails with one of these labels did not arrive, or are nobody's answer.
const LEFT_OUT: [&str; 5] = ["SENT", "DRAFT", "SPAM", "TRASH", "CHAT"];
/// The headers that say whether a mail has to do with one of ours.
const HEADERS: [&str; 10] = [
    "From",
    "Subject",
    "Message-ID",
    "In-Reply-To",
    "References",
    "Auto-Submitted",
    "Content-Type",
    "X-Failed-Recipients",
    "Return-Path",
    "Precedence",
];
/// Google writes base64url with padding, and promises none.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct History {
    #[serde(default)]
    history: Vec<Record>,
    next_page_token: Option<String>,
    history_id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Record {
    id: String,
    #[serde(default)]
    messages_added: Vec<Added>,
}

#[derive(Deserialize)]
struct Added {
    message: Listed,
}

/// A mail in a list.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Listed {
    id: String,
    #[serde(default)]
    thread_id: String,
    #[serde(default)]
    label_ids: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Profile {
    history_id: String,
}

#[derive(Deserialize)]
struct Messages {
    #[serde(default)]
    messages: Vec<Listed>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Message {
    id: String,
    thread_id: String,
    #[serde(default)]
    label_ids: Vec<String>,
    internal_date: String,
    #[serde(default)]
    payload: Payload,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Payload {
    #[serde(default)]
    mime_type: String,
    #[serde(default)]
    headers: Vec<Header>,
    #[serde(default)]
    body: Body,
    #[serde(default)]
    parts: Vec<Payload>,
}

#[derive(Deserialize)]
struct Header {
    name: String,
    #[serde(default)]
    value: String,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Body {
    data: Option<String>,
    attachment_id: Option<String>,
}

pub(super) async fn news(
    http: &impl Http,
    token: &AccessToken,
    place: Option<&Place>,
    since: Millis,
) -> Result<News, MailboxError> {
    if let Some(Place::Gmail(start)) = place {
        let url = format!(
            "{ME}/history?startHistoryId={start}&historyTypes=messageAdded&maxResults={MOST}\
             &fields=history(id,messagesAdded(message(id,threadId,labelIds))),nextPageToken,historyId"
        );
        let response = get(http, token, &url).await?;
        // Gmail keeps its history for about a week: what is older is looked for by its time.
        if response.status() != 404 {
            let history: History = expect(&response)?;
            let last = history.history.last().map(|record| record.id.clone());
            let more = history.next_page_token.is_some() && last.is_some();
            let place = Place::Gmail(last.filter(|_| more).unwrap_or(history.history_id));
            let added = history
                .history
                .into_iter()
                .flat_map(|one| one.messages_added);
            let mails = each(http, token, added.map(|added| added.message)).await?;
            return Ok(News { mails, place, more });
        }
    }
    // The place first: what arrives in between is seen twice, and kept once.
    let profile: Profile =
        expect(&get(http, token, &format!("{ME}/profile?fields=historyId")).await?)?;
    let seconds = since.0.div_euclid(1000);
    let url = format!(
        "{ME}/messages?q=after:{seconds}%20-in:sent%20-in:drafts%20-in:chats&maxResults=100\
         &fields=messages(id)"
    );
    let list: Messages = expect(&get(http, token, &url).await?)?;
    let newest_first = list.messages.into_iter().rev();
    Ok(News {
        mails: each(http, token, newest_first).await?,
        place: Place::Gmail(profile.history_id),
        more: false,
    })
}

/// The newest mails from one of these addresses that arrived since then, in any folder; none of the rep's own.
pub(super) async fn mails_from(
    http: &impl Http,
    token: &AccessToken,
    addresses: &[String],
    since: Millis,
) -> Result<Vec<Arrived>, MailboxError> {
    let seconds = since.0.div_euclid(1000);
    let from = addresses.join(" OR ");
    let question = format!("after:{seconds} from:({from}) -in:sent -in:drafts -in:chats");
    let question: String = byte_serialize(question.as_bytes()).collect();
    let url = format!("{ME}/messages?q={question}&maxResults={OF_A_PERSON}&fields=messages(id)");
    let list: Messages = expect(&get(http, token, &url).await?)?;
    let mails = each(http, token, list.messages.into_iter()).await?;
    let arrived = mails.into_iter().filter_map(|mail| match mail {
        New::Arrived(mail) => Some(mail),
        New::Sent(_) => None,
    });
    Ok(arrived.collect())
}

/// The newest mail to somebody that fits: Gmail lists the newest first.
pub(super) async fn sent_before(
    http: &impl Http,
    token: &AccessToken,
    look: &SentBefore<'_>,
) -> Result<Option<Earlier>, MailboxError> {
    let seconds = look.since.0.div_euclid(1000);
    let question = format!("after:{seconds} to:({}) in:sent", look.to);
    let question: String = byte_serialize(question.as_bytes()).collect();
    let url = format!("{ME}/messages?q={question}&maxResults={OF_A_PERSON}&fields=messages(id)");
    let list: Messages = expect(&get(http, token, &url).await?)?;
    for one in list.messages {
        let url = format!(
            "{ME}/messages/{}?format=metadata&metadataHeaders=Subject&metadataHeaders=Message-ID\
             &metadataHeaders=References&fields=id,threadId,labelIds,internalDate,payload(headers)",
            one.id
        );
        let response = get(http, token, &url).await?;
        // It was deleted since.
        if response.status() == 404 {
            continue;
        }
        let message: Message = expect(&response)?;
        let headers = headers(message.payload.headers);
        let earlier = Earlier {
            message_id: first(&headers, "Message-ID").to_owned(),
            references: first(&headers, "References")
                .split_ascii_whitespace()
                .map(str::to_owned)
                .collect(),
            conversation: Some(message.thread_id),
            subject: first(&headers, "Subject").to_owned(),
        };
        if !earlier.message_id.is_empty() && earlier.has_subject(look.subjects) {
            return Ok(Some(earlier));
        }
    }
    Ok(None)
}

/// The head of a mail that was sent; `None` where it was deleted since.
pub(super) async fn sent_head(
    http: &impl Http,
    token: &AccessToken,
    id: &str,
) -> Result<Option<SentHead>, MailboxError> {
    let url = format!(
        "{ME}/messages/{id}?format=metadata&metadataHeaders=To&metadataHeaders=Cc&metadataHeaders=Message-ID\
         &metadataHeaders=Auto-Submitted&fields=id,threadId,labelIds,internalDate,payload(headers)"
    );
    let response = get(http, token, &url).await?;
    if response.status() == 404 {
        return Ok(None);
    }
    let message: Message = expect(&response)?;
    let headers = headers(message.payload.headers);
    let to = [first(&headers, "To"), first(&headers, "Cc")];
    let to = to.iter().flat_map(|line| line.split(','));
    Ok(Some(SentHead {
        to: to.map(address_in).collect(),
        message_id: first(&headers, "Message-ID").to_owned(),
        at: Millis(message.internal_date.parse().unwrap_or_default()),
        automatic: !matches!(first(&headers, "Auto-Submitted"), "" | "no"),
    }))
}

/// What is listed, each once: of what arrived the headers, of the rep's own what the list says of them.
async fn each(
    http: &impl Http,
    token: &AccessToken,
    listed: impl Iterator<Item = Listed>,
) -> Result<Vec<New>, MailboxError> {
    let mut mails: Vec<New> = Vec::new();
    for one in listed {
        if mails.iter().any(|mail| mail.id() == one.id) {
            continue;
        }
        if one.label_ids.iter().any(|label| label == "SENT") {
            mails.push(New::Sent(Sent {
                id: one.id,
                conversation: one.thread_id,
                head: None,
            }));
        } else {
            mails.extend(arrived(http, token, one).await?.map(New::Arrived));
        }
    }
    Ok(mails)
}

/// The headers of a mail; `None` where it did not arrive, or is no mail.
async fn arrived(
    http: &impl Http,
    token: &AccessToken,
    one: Listed,
) -> Result<Option<Arrived>, MailboxError> {
    if is_left_out(&one.label_ids) {
        return Ok(None);
    }
    let names: String = HEADERS
        .iter()
        .map(|name| format!("&metadataHeaders={name}"))
        .collect();
    let url = format!(
        "{ME}/messages/{}?format=metadata{names}&fields=id,threadId,labelIds,internalDate,payload(headers)",
        one.id
    );
    let response = get(http, token, &url).await?;
    // It was deleted since.
    if response.status() == 404 {
        return Ok(None);
    }
    let message: Message = expect(&response)?;
    if is_left_out(&message.label_ids) {
        return Ok(None);
    }
    Ok(Some(Arrived {
        id: message.id,
        conversation: message.thread_id,
        headers: headers(message.payload.headers),
        at: Millis(message.internal_date.parse().unwrap_or_default()),
        is_meeting: false,
    }))
}

fn is_left_out(labels: &[String]) -> bool {
    labels
        .iter()
        .any(|label| LEFT_OUT.contains(&label.as_str()))
}

/// A whole mail. Of what Gmail keeps apart only the short fields of a report are asked for.
pub(super) async fn read(
    http: &impl Http,
    token: &AccessToken,
    id: &str,
) -> Result<Part, MailboxError> {
    let url = format!("{ME}/messages/{id}?format=full&fields=id,threadId,internalDate,payload");
    let message: Message = expect(&get(http, token, &url).await?)?;
    let mut payload = message.payload;
    if let Some(report) = find_report(&mut payload)
        && report.body.data.is_none()
        && let Some(attachment) = &report.body.attachment_id
    {
        let url = format!("{ME}/messages/{id}/attachments/{attachment}?fields=data");
        report.body = expect(&get(http, token, &url).await?)?;
    }
    Ok(part(payload))
}

fn find_report(payload: &mut Payload) -> Option<&mut Payload> {
    if payload
        .mime_type
        .eq_ignore_ascii_case("message/delivery-status")
    {
        return Some(payload);
    }
    payload.parts.iter_mut().find_map(find_report)
}

fn part(payload: Payload) -> Part {
    let kind = payload.mime_type.to_ascii_lowercase();
    let readable = kind.is_empty() || kind.starts_with("text/") || kind.starts_with("message/");
    let bytes = payload.body.data.filter(|_| readable);
    let bytes = bytes.and_then(|data| BASE64.decode(data).ok());
    Part {
        text: bytes.map(text).unwrap_or_default(),
        kind,
        headers: headers(payload.headers),
        parts: payload.parts.into_iter().map(part).collect(),
    }
}

fn headers(all: Vec<Header>) -> Vec<(String, String)> {
    let each = all.into_iter();
    each.map(|header| (header.name, decoded(&header.value)))
        .collect()
}

async fn get(
    http: &impl Http,
    token: &AccessToken,
    url: &str,
) -> Result<HttpResponse, MailboxError> {
    Ok(http
        .send(with_token(token, Method::GET, url, Vec::new())?)
        .await?)
}

fn expect<T: DeserializeOwned>(response: &HttpResponse) -> Result<T, MailboxError> {
    match response.status().as_u16() {
        200 => json::read(response.body()).map_err(|_| MailboxError::Unexpected("answer of Gmail")),
        _ => Err(refusal(response)),
    }
}
