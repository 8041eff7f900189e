//! Mails that arrive in Jo's mailbox, as Gmail and Graph hand them out to who may read: strict about what is asked.

use crate::world::{World, json as answer};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use chrono::{DateTime, SecondsFormat};
use msi_actions::base::Millis;
use msi_actions::mailbox::Part;
use msi_actions::ports::{Clock, HttpRequest, HttpResponse};
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use url::form_urlencoded;

/// What arrived.
#[derive(Default)]
pub struct Inbox {
    mails: RefCell<Vec<Mail>>,
    /// The history ids before this are not known any more.
    pub oldest: Cell<u64>,
    /// Whether what may be read was taken back at the provider.
    pub forbidden: Cell<bool>,
    /// What was asked: `history`, `list`, `profile`, `headers`, `body`, `source`, `attachment`.
    asked: RefCell<Vec<&'static str>>,
}

struct Mail {
    id: String,
    conversation: String,
    part: Part,
    at: Millis,
    labels: Vec<&'static str>,
}

impl Inbox {
    /// Puts it into a world, before the providers' other answers.
    pub fn on(world: &Rc<World>) -> Rc<Self> {
        let inbox = Rc::<Self>::default();
        let server = Rc::clone(&inbox);
        world.on_http(move |world, request| server.answer(world.now(), request).map(Ok));
        inbox
    }

    /// Puts it into another world, too.
    pub fn also_in(self: &Rc<Self>, world: &Rc<World>) {
        let server = Rc::clone(self);
        world.on_http(move |world, request| server.answer(world.now(), request).map(Ok));
    }

    /// A mail arrives.
    pub fn deliver(&self, now: Millis, conversation: &str, part: Part) {
        self.put(now, conversation, part, vec!["INBOX", "UNREAD"]);
    }

    /// A mail is there with these labels of Gmail's.
    pub fn put(&self, at: Millis, conversation: &str, part: Part, labels: Vec<&'static str>) {
        let mut mails = self.mails.borrow_mut();
        let id = format!("{:x}", 0x1000 + mails.len());
        let conversation = conversation.to_owned();
        mails.push(Mail {
            id,
            conversation,
            part,
            at,
            labels,
        });
    }

    /// Whether a thread of Gmail's is there.
    pub fn has_thread(&self, thread: &str) -> bool {
        let mails = self.mails.borrow();
        mails.iter().any(|mail| mail.conversation == thread)
    }

    /// What was sent is gone.
    pub fn forget_sent(&self) {
        let mut mails = self.mails.borrow_mut();
        mails.retain(|mail| !mail.labels.contains(&"SENT"));
    }

    /// Keeps a mail that was sent, as Gmail does: with its own Message-ID, and in a thread only where it answers a mail
    /// of it and has the same subject. The thread in which it is.
    pub fn keep_sent(&self, at: Millis, mime: &str, thread: Option<&str>) -> String {
        let mail = mail_parser::MessageParser::default()
            .parse(mime.as_bytes())
            .unwrap();
        let header = |name: &str| {
            let value = mail.header_raw(name).unwrap_or_default();
            value.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let bare = |subject: &str| subject.trim_start_matches("Re: ").to_owned();
        let subject = header("Subject");
        let answered = header("In-Reply-To");
        let belongs = |of: &&Mail| {
            Some(of.conversation.as_str()) == thread
                && of.part.header("Message-ID") == answered
                && bare(of.part.header("Subject")) == bare(&subject)
        };
        let n = self.mails.borrow().len();
        let found = self
            .mails
            .borrow()
            .iter()
            .find(belongs)
            .map(|of| of.conversation.clone());
        let thread = found.unwrap_or_else(|| format!("t{n}"));
        let headers = [
            ("From", header("From")),
            ("To", header("To")),
            ("Subject", subject),
            ("Message-ID", format!("<CA{n}@mail.gmail.com>")),
            ("In-Reply-To", answered),
            ("References", header("References")),
        ];
        let headers = headers.into_iter().filter(|(_, value)| !value.is_empty());
        let part = Part {
            headers: headers
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
            ..Part::default()
        };
        self.put(at, &thread, part, vec!["SENT"]);
        thread
    }

    /// What was asked since the last time.
    pub fn take_asked(&self) -> Vec<&'static str> {
        self.asked.take()
    }

    fn answer(&self, _now: Millis, request: &HttpRequest) -> Option<HttpResponse> {
        if request.method() != "GET" {
            return None;
        }
        let query = request.uri().query().unwrap_or_default();
        let query: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes())
            .into_owned()
            .collect();
        let path = request.uri().path();
        match request.uri().host()? {
            "gmail.googleapis.com" => {
                let path = path.strip_prefix("/gmail/v1/users/me/")?;
                if path.starts_with("settings") {
                    return None;
                }
                if self.forbidden.get() {
                    let errors = json!([{ "reason": "insufficientPermissions" }]);
                    let error = json!({ "error": { "message": "scope", "errors": errors } });
                    return Some(answer(403, error));
                }
                Some(self.gmail(path, &query))
            }
            "graph.microsoft.com" => {
                let path = path.strip_prefix("/v1.0/me/messages")?;
                let query: HashMap<_, _> = query.into_iter().collect();
                if query
                    .get("$filter")
                    .is_some_and(|f| f.starts_with("internet"))
                {
                    return None;
                }
                if self.forbidden.get() {
                    let error = json!({ "error": { "code": "ErrorAccessDenied", "message": "" } });
                    return Some(answer(403, error));
                }
                Some(self.graph(path, &query, request))
            }
            _ => None,
        }
    }

    fn ask(&self, what: &'static str) {
        self.asked.borrow_mut().push(what);
    }

    /// The history id after the mail at a place.
    fn gmail(&self, path: &str, query: &[(String, String)]) -> HttpResponse {
        let mails = self.mails.borrow();
        let of = |name: &str| {
            let found = query.iter().find(|(of, _)| of == name);
            found.map(|(_, value)| value.as_str())
        };
        let parts: Vec<&str> = path.split('/').collect();
        match &parts[..] {
            ["profile"] => {
                self.ask("profile");
                answer(200, json!({ "historyId": mails.len().to_string() }))
            }
            ["history"] => {
                self.ask("history");
                assert_eq!(of("historyTypes"), Some("messageAdded"));
                let start: u64 = of("startHistoryId").unwrap().parse().unwrap();
                if start < self.oldest.get() {
                    return answer(404, json!({ "error": { "message": "not found" } }));
                }
                let most: usize = of("maxResults").unwrap().parse().unwrap();
                let start = usize::try_from(start).unwrap();
                let records = mails.iter().enumerate().skip(start);
                let all: Vec<Value> = records
                    .map(|(at, mail)| {
                        json!({ "id": (at + 1).to_string(), "messagesAdded": [{ "message": {
                            "id": mail.id, "threadId": mail.conversation, "labelIds": mail.labels } }] })
                    })
                    .collect();
                let mut page = json!({ "historyId": mails.len().to_string() });
                if all.len() > most {
                    page["nextPageToken"] = "next".into();
                }
                if !all.is_empty() {
                    page["history"] = all.into_iter().take(most).collect();
                }
                answer(200, page)
            }
            ["messages"] => {
                self.ask("list");
                let words = of("q").unwrap();
                let (after, rest) = words.split_once(' ').unwrap();
                if let Some(to) = rest.strip_suffix(" in:sent") {
                    let to = to.strip_prefix("to:(").unwrap().strip_suffix(')').unwrap();
                    let after: i64 = after.strip_prefix("after:").unwrap().parse().unwrap();
                    let fits = |mail: &&Mail| {
                        mail.labels.contains(&"SENT")
                            && mail.at.0 / 1000 > after
                            && mail.part.header("To").contains(to)
                    };
                    let found = mails.iter().rev().filter(fits);
                    let found: Value = found.map(|mail| json!({ "id": mail.id })).collect();
                    return answer(200, json!({ "messages": found }));
                }
                let rest = rest.strip_suffix("-in:sent -in:drafts -in:chats").unwrap();
                let from = rest
                    .trim()
                    .strip_prefix("from:(")
                    .map(|from| from.trim_end_matches(')'));
                let from: Option<Vec<&str>> = from.map(|from| from.split(" OR ").collect());
                let by = |mail: &&Mail| {
                    from.as_ref().is_none_or(|from| {
                        from.iter()
                            .any(|from| mail.part.header("From").contains(from))
                    })
                };
                let after: i64 = after.strip_prefix("after:").unwrap().parse().unwrap();
                let fits =
                    |mail: &&Mail| mail.at.0 / 1000 > after && mail.labels.contains(&"INBOX");
                let found: Vec<Value> = mails
                    .iter()
                    .rev()
                    .filter(fits)
                    .filter(by)
                    .map(|mail| json!({ "id": mail.id }))
                    .collect();
                answer(200, json!({ "messages": found }))
            }
            ["messages", id] => {
                let Some(mail) = mails.iter().find(|mail| mail.id == *id) else {
                    return answer(404, json!({ "error": { "message": "not found" } }));
                };
                let whole = of("format") == Some("full");
                self.ask(if whole { "body" } else { "headers" });
                let payload = if whole {
                    payload(&mail.part)
                } else {
                    assert_eq!(of("format"), Some("metadata"));
                    let wanted: Vec<String> = query
                        .iter()
                        .filter(|(name, _)| name == "metadataHeaders")
                        .map(|(_, name)| name.to_lowercase())
                        .collect();
                    let own = mail.part.headers.iter();
                    let own = own.filter(|(name, _)| wanted.contains(&name.to_lowercase()));
                    json!({ "headers": own.map(header).collect::<Value>() })
                };
                answer(
                    200,
                    json!({ "id": id, "threadId": mail.conversation, "labelIds": mail.labels,
                        "internalDate": mail.at.0.to_string(), "payload": payload }),
                )
            }
            ["messages", id, "attachments", "report"] => {
                self.ask("attachment");
                let mail = mails.iter().find(|mail| mail.id == *id).unwrap();
                let kind = "message/delivery-status";
                let report = mail.part.parts.iter().find(|part| part.kind == kind);
                answer(
                    200,
                    json!({ "data": URL_SAFE.encode(&report.unwrap().text) }),
                )
            }
            other => panic!("{other:?}"),
        }
    }

    fn graph(
        &self,
        path: &str,
        query: &HashMap<String, String>,
        request: &HttpRequest,
    ) -> HttpResponse {
        let mails = self.mails.borrow();
        let prefer = request.headers()["prefer"].to_str().unwrap();
        assert!(prefer.starts_with("IdType=\"ImmutableId\""));
        if path.is_empty() {
            self.ask("list");
            let filter = query["$filter"].as_str();
            let filter = filter.strip_prefix("receivedDateTime ge ").unwrap();
            let (since, from) = match filter.split_once(" and (") {
                Some((since, from)) => (since, Some(from.strip_suffix(')').unwrap())),
                None => (filter, None),
            };
            let by = |mail: &&Mail| {
                from.is_none_or(|from| {
                    from.split(" or ").any(|one| {
                        let one = one.strip_prefix("from/emailAddress/address eq '").unwrap();
                        let address = one.strip_suffix('\'').unwrap().replace("''", "'");
                        mail.part.header("From").contains(&address)
                    })
                })
            };
            let since = DateTime::parse_from_rfc3339(since)
                .unwrap()
                .timestamp_millis();
            assert_eq!(query["$orderby"], "receivedDateTime");
            let top: usize = query["$top"].parse().unwrap();
            let skip: usize = query.get("$skip").map_or(0, |skip| skip.parse().unwrap());
            let found = mails.iter().filter(|mail| mail.at.0 / 1000 * 1000 >= since);
            let rows: Vec<Value> = found.filter(by).skip(skip).map(listed).collect();
            let mut page = json!({ "value": rows.iter().take(top).collect::<Vec<_>>() });
            if rows.len() > top {
                let mut next = form_urlencoded::Serializer::new(String::new());
                for (name, value) in query.iter().filter(|(name, _)| *name != "$skip") {
                    next.append_pair(name, value);
                }
                next.append_pair("$skip", &(skip + top).to_string());
                let next = next.finish();
                page["@odata.nextLink"] =
                    format!("https://graph.microsoft.com/v1.0/me/messages?{next}").into();
            }
            return answer(200, page);
        }
        let rest = path.strip_prefix('/').unwrap();
        let (id, what) = rest.split_once('/').unwrap_or((rest, ""));
        let Some(mail) = mails.iter().find(|mail| mail.id == id) else {
            let error = json!({ "error": { "code": "ErrorItemNotFound", "message": "" } });
            return answer(404, error);
        };
        if what == "$value" {
            self.ask("source");
            let mut response = answer(200, Value::Null);
            *response.body_mut() = source(&mail.part).into_bytes();
            return response;
        }
        self.ask("body");
        assert_eq!(query["$select"], "body");
        assert!(prefer.contains("outlook.body-content-type=\"text\""));
        let text = body_text(&mail.part);
        answer(
            200,
            json!({ "id": id, "body": { "contentType": "text", "content": text } }),
        )
    }
}

fn header((name, value): &(String, String)) -> Value {
    json!({ "name": name, "value": value })
}

/// As Gmail gives a mail; the fields of a report are kept apart.
fn payload(part: &Part) -> Value {
    let mut payload = json!({
        "mimeType": part.kind,
        "headers": part.headers.iter().map(header).collect::<Value>(),
        "body": { "size": part.text.len() },
        "parts": part.parts.iter().map(payload).collect::<Value>(),
    });
    match part.kind.as_str() {
        "message/delivery-status" => payload["body"]["attachmentId"] = "report".into(),
        _ if part.text.is_empty() => {}
        _ => payload["body"]["data"] = URL_SAFE.encode(&part.text).into(),
    }
    payload
}

fn listed(mail: &Mail) -> Value {
    let at = DateTime::from_timestamp_millis(mail.at.0).unwrap();
    let mut headers: Vec<Value> = mail.part.headers.iter().map(header).collect();
    let has_kind = mail
        .part
        .headers
        .iter()
        .any(|(name, _)| name == "Content-Type");
    if !has_kind && !mail.part.kind.is_empty() {
        headers.push(json!({ "name": "Content-Type", "value": kind_line(&mail.part) }));
    }
    let meeting = mail
        .part
        .parts
        .iter()
        .any(|part| part.kind == "text/calendar");
    let address = mail.part.header("To").to_owned();
    let mut row = json!({
        "id": mail.id, "conversationId": mail.conversation, "isDraft": false,
        "receivedDateTime": at.to_rfc3339_opts(SecondsFormat::Secs, true),
        "internetMessageId": mail.part.header("Message-ID"),
        "toRecipients": [{ "emailAddress": { "name": "", "address": address } }], "ccRecipients": [],
    });
    // What the user wrote took no way.
    if !mail.labels.contains(&"SENT") {
        row["internetMessageHeaders"] = headers.into();
    }
    if meeting {
        row["@odata.type"] = "#microsoft.graph.eventMessageResponse".into();
    }
    row
}

fn kind_line(part: &Part) -> String {
    match part.kind.starts_with("multipart/") {
        true => format!("{}; boundary=\"b={}\"", part.kind, part.parts.len()),
        false => part.kind.clone(),
    }
}

/// The text that Exchange makes of a mail.
fn body_text(part: &Part) -> String {
    let of = |kind: &str| part.parts.iter().find(|part| part.kind == kind);
    match (of("text/plain"), of("text/html")) {
        (Some(plain), _) => plain.text.clone(),
        (None, Some(html)) => msi_actions::mailbox::plain_text(&html.text),
        _ => part.text.clone(),
    }
}

/// The mail as its source; texts in base64, as the report itself never is.
fn source(part: &Part) -> String {
    let mut source = String::new();
    for (name, value) in &part.headers {
        let value = value.replace("\r\n", "\r\n ");
        source.push_str(&format!("{name}: {value}\r\n"));
    }
    let packed = part.kind.starts_with("text/");
    if !part.headers.iter().any(|(name, _)| name == "Content-Type") {
        source.push_str(&format!("Content-Type: {}\r\n", kind_line(part)));
    }
    if packed {
        source.push_str("Content-Transfer-Encoding: base64\r\n");
    }
    source.push_str("\r\n");
    if part.kind.starts_with("multipart/") {
        for piece in &part.parts {
            let boundary = format!("--b={}", part.parts.len());
            source.push_str(&format!("{boundary}\r\n{}\r\n", self::source(piece)));
        }
        source.push_str(&format!("--b={}--\r\n", part.parts.len()));
    } else if packed {
        source.push_str(&STANDARD.encode(&part.text));
    } else {
        source.push_str(&part.text);
    }
    source
}
