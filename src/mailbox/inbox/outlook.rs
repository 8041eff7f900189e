//! Outlook: the mails that arrived since the last one, with their headers, in one request. (A delta query begins with
//! every mail that there is, and does not follow a mail that a rule moves out of the inbox.)

use oauth2::http::HeaderValue;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use url::form_urlencoded::byte_serialize;

use super::arrived::{Arrived, New, News, Place, Sent, SentHead};
use super::part::{Part, text};
use super::sent_before::SentBefore;
use super::source;
use crate::base::{Millis, time};
use crate::mailbox::addresses::decoded;
use crate::mailbox::grant::AccessToken;
use crate::mailbox::graph::{IMMUTABLE, ME, done, expect, get};
use crate::mailbox::{Earlier, MailboxError};
use crate::ports::{Http, HttpResponse};

/// The mails of one answer.
const A_PAGE: usize = 50;
/// The most answers of one look; the next goes on with the rest.
const PAGES: usize = 8;
const AS_TEXT: HeaderValue =
    HeaderValue::from_static(r#"IdType="ImmutableId", outlook.body-content-type="text""#);

#[derive(Deserialize)]
struct List {
    value: Vec<Message>,
    #[serde(rename = "@odata.nextLink")]
    next: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Message {
    id: String,
    /// A subtype of message where it is one: `#microsoft.graph.eventMessageResponse`.
    #[serde(rename = "@odata.type", default)]
    kind: String,
    #[serde(default)]
    conversation_id: String,
    received_date_time: String,
    #[serde(default)]
    is_draft: bool,
    #[serde(default)]
    internet_message_headers: Vec<Header>,
    #[serde(default)]
    internet_message_id: String,
    #[serde(default)]
    to_recipients: Vec<Somebody>,
    #[serde(default)]
    cc_recipients: Vec<Somebody>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Somebody {
    email_address: EmailAddress,
}

#[derive(Deserialize)]
struct EmailAddress {
    #[serde(default)]
    address: String,
}

#[derive(Deserialize)]
struct Header {
    name: String,
    #[serde(default)]
    value: String,
}

#[derive(Deserialize)]
struct WithBody {
    body: Body,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Body {
    content_type: String,
    #[serde(default)]
    content: String,
}

pub(super) async fn news(
    http: &impl Http,
    token: &AccessToken,
    place: Option<&Place>,
    since: Millis,
) -> Result<News, MailboxError> {
    let (since, seen) = match place {
        Some(Place::Outlook(at, seen)) => (*at, seen.clone()),
        _ => (since, Vec::new()),
    };
    let mut next = Some(question(since, ""));
    let (mut last, mut of_last, mut mails) = (since, seen.clone(), Vec::new());
    for _ in 0..PAGES {
        let Some(url) = next.take() else { break };
        let list: List = read_as(&get(http, token, &url, IMMUTABLE).await?)?;
        // The token goes to Graph alone, whatever an answer says.
        next = list.next.filter(|next| next.starts_with(ME));
        for message in list.value {
            let at = time::parse_datetime(&message.received_date_time).unwrap_or(since);
            if at > last {
                (last, of_last) = (at, Vec::new());
            }
            if seen.contains(&message.id) {
                continue;
            }
            of_last.push(message.id.clone());
            if message.is_draft {
                continue;
            }
            // What the rep wrote themselves has no headers of a way that it took.
            mails.push(match message.internet_message_headers.is_empty() {
                true => New::Sent(sent(message, at)),
                false => New::Arrived(arrived(message, at)),
            });
        }
    }
    let more = next.is_some();
    let place = Place::Outlook(last, of_last);
    Ok(News { mails, place, more })
}

/// The mails from one of these addresses that arrived since then, in any folder; none of the rep's own.
pub(super) async fn mails_from(
    http: &impl Http,
    token: &AccessToken,
    addresses: &[String],
    since: Millis,
) -> Result<Vec<Arrived>, MailboxError> {
    let from = addresses.iter().map(|address| {
        let address = address.replace('\'', "''");
        format!("from/emailAddress/address eq '{address}'")
    });
    let from = from.collect::<Vec<_>>().join(" or ");
    let url = question(since, &format!(" and ({from})"));
    let list: List = read_as(&get(http, token, &url, IMMUTABLE).await?)?;
    let came = list
        .value
        .into_iter()
        .filter(|message| !message.is_draft && !message.internet_message_headers.is_empty());
    let mails = came.map(|message| {
        let at = time::parse_datetime(&message.received_date_time).unwrap_or(since);
        arrived(message, at)
    });
    Ok(mails.collect())
}

/// The newest mail that the rep sent to somebody since then; else the one with a Message-ID of ours. Both only if they are
/// among those that were sent.
pub(super) async fn sent_before(
    http: &impl Http,
    token: &AccessToken,
    look: &SentBefore<'_>,
) -> Result<Option<Earlier>, MailboxError> {
    if let Some(since) = look.by_rep {
        let filter = format!("receivedDateTime ge {}", time::datetime(since));
        let filter: String = byte_serialize(filter.as_bytes()).collect();
        let filter = filter.replace('+', "%20");
        let url = format!(
            "{ME}/mailFolders/sentitems/messages?$filter={filter}&$orderby=receivedDateTime%20desc&$top={A_PAGE}\
             &$select=id,subject,internetMessageId,toRecipients"
        );
        let sent: SentList = read_as(&get(http, token, &url, IMMUTABLE).await?)?;
        let mut fits = sent.value.into_iter().filter_map(|mail| {
            let mut to = mail.to_recipients.iter();
            let is_to = to.any(|one| one.email_address.address.eq_ignore_ascii_case(look.to));
            let earlier = earlier(mail.internet_message_id, mail.subject);
            (is_to && !earlier.message_id.is_empty()).then_some(earlier)
        });
        if let Some(found) = fits.find(|earlier| earlier.has_subject(look.subjects)) {
            return Ok(Some(found));
        }
    }
    let Some(message_id) = look.message_id else {
        return Ok(None);
    };
    let id: String = byte_serialize(message_id.as_bytes()).collect();
    let url = format!(
        "{ME}/mailFolders/sentitems/messages?$filter=internetMessageId%20eq%20%27{id}%27\
         &$select=id,subject"
    );
    let sent: SentList = read_as(&get(http, token, &url, IMMUTABLE).await?)?;
    let first = sent.value.into_iter().next();
    Ok(first.map(|mail| earlier(message_id.to_owned(), mail.subject)))
}

/// What was sent, as far as it is needed for the mail after it.
#[derive(Deserialize)]
struct SentList {
    value: Vec<SentMail>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct SentMail {
    #[serde(default)]
    subject: String,
    #[serde(default)]
    internet_message_id: String,
    #[serde(default)]
    to_recipients: Vec<Somebody>,
}

fn earlier(message_id: String, subject: String) -> Earlier {
    Earlier {
        message_id,
        references: Vec::new(),
        conversation: None,
        subject,
    }
}

/// The address of a question for what arrived since then, and is so.
fn question(since: Millis, and: &str) -> String {
    let filter = format!("receivedDateTime ge {}{and}", time::datetime(since));
    let filter: String = byte_serialize(filter.as_bytes()).collect();
    // Graph reads a plus as itself.
    let filter = filter.replace('+', "%20");
    format!(
        "{ME}/messages?$filter={filter}&$orderby=receivedDateTime&$top={A_PAGE}\
         &$select=id,conversationId,receivedDateTime,isDraft,internetMessageHeaders,internetMessageId,\
         toRecipients,ccRecipients"
    )
}

fn sent(message: Message, at: Millis) -> Sent {
    let to = message.to_recipients.into_iter();
    let everybody = to.chain(message.cc_recipients);
    Sent {
        id: message.id,
        conversation: message.conversation_id,
        head: Some(SentHead {
            to: everybody
                .map(|one| one.email_address.address.to_lowercase())
                .collect(),
            message_id: message.internet_message_id,
            at,
            // Exchange keeps its automatic answers out of what was sent.
            automatic: false,
        }),
    }
}

fn arrived(message: Message, at: Millis) -> Arrived {
    let headers = message.internet_message_headers.into_iter();
    Arrived {
        id: message.id,
        conversation: message.conversation_id,
        headers: headers
            .map(|header| (header.name, decoded(&header.value)))
            .collect(),
        at,
        is_meeting: message.kind.contains("eventMessage"),
    }
}

/// A mail's text as Exchange makes it; of a report its source, because only that has the report's fields.
pub(super) async fn read(
    http: &impl Http,
    token: &AccessToken,
    mail: &Arrived,
) -> Result<Part, MailboxError> {
    let id: String = byte_serialize(mail.id.as_bytes()).collect();
    let url = format!("{ME}/messages/{id}");
    let kind = mail.header("Content-Type").to_ascii_lowercase();
    if kind.starts_with("multipart/report") {
        let url = format!("{url}/$value");
        let response = get(http, token, &url, IMMUTABLE).await?;
        done(&response, 200)?;
        return Ok(source::read(&text(response.into_body())));
    }
    let url = format!("{url}?$select=body");
    let WithBody { body } = read_as(&get(http, token, &url, AS_TEXT).await?)?;
    let html = body.content_type.eq_ignore_ascii_case("html");
    let words = Part {
        kind: if html { "text/html" } else { "text/plain" }.into(),
        text: body.content,
        ..Part::default()
    };
    let meeting = mail.is_meeting.then(|| Part {
        kind: "text/calendar".into(),
        ..Part::default()
    });
    Ok(Part {
        headers: mail.headers.clone(),
        kind: kind.split(';').next().unwrap_or_default().trim().into(),
        text: String::new(),
        parts: std::iter::once(words).chain(meeting).collect(),
    })
}

fn read_as<T: DeserializeOwned>(response: &HttpResponse) -> Result<T, MailboxError> {
    expect(response, 200, "answer of Outlook")
}
