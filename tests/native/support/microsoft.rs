//! Microsoft, as far as the native tests need it: Entra's sign-in for a single-page application, and
//! Graph's mail, strict about what it is sent.

use crate::world::{AuthAnswer, World, json as answer};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use msi_actions::base::{Millis, time};
use msi_actions::mailbox::MailClient;
use msi_actions::ports::{AuthWindowError, Authorize, HttpRequest, HttpResponse};
use oauth2::{PkceCodeChallenge, PkceCodeVerifier};
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::rc::Rc;
use std::time::Duration;
use url::{Url, form_urlencoded};

pub const APP: &str = "11111111-2222-4333-8444-555555555555";
pub const TENANT: &str = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee";
pub const JO: &str = "jo@acme.example";
const SCOPES: &str = "openid profile email offline_access User.Read Mail.Send";
/// Below it a file goes in one request, from it on by an upload.
const SMALL: usize = 3 * 1024 * 1024;
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Acme's registration in Entra.
pub fn client() -> MailClient {
    MailClient::Microsoft {
        client_id: APP.into(),
        tenant: Some(TENANT.into()),
    }
}

/// Files by their names.
type Files = Vec<(String, Vec<u8>)>;

/// Microsoft's state; it outlives the worker.
pub struct Microsoft {
    /// Who signs in at the page, as Graph's `/me` describes them.
    pub account: RefCell<Value>,
    /// Whether the rep is signed in to Microsoft, so that `prompt=none` works.
    pub signed_in: Cell<bool>,
    /// Whether the administrator granted Mail.ReadWrite.
    pub drafts: Cell<bool>,
    /// What the page answers instead of a code; for one window each.
    pub redirects: RefCell<VecDeque<Vec<(&'static str, String)>>>,
    /// What the sign-in page ends with instead.
    pub page_fails: RefCell<Option<AuthWindowError>>,
    /// The claims that tokens are given for only; asked for where a request did not.
    pub wanted_claims: RefCell<Option<&'static str>>,
    /// What the token endpoint refuses the next requests with: status and body.
    pub token_refusals: RefCell<VecDeque<Value>>,
    /// What Graph answers to the next requests whose method and path begin so, instead of its own.
    pub refusals: RefCell<VecDeque<(&'static str, HttpResponse)>>,
    /// The good access tokens and when each ends.
    pub tokens: RefCell<HashMap<String, Millis>>,
    /// The refresh tokens and when each ends.
    pub refresh_tokens: RefCell<HashMap<String, Millis>>,
    /// The mails that were sent, as MIME.
    pub sent: RefCell<Vec<String>>,
    /// The files that were added to the draft of each, with their names.
    pub sent_files: RefCell<Vec<Files>>,
    /// The Content-IDs of the inline files that were added to drafts.
    pub inline: RefCell<Vec<String>>,
    /// The uploads of files, by their capability.
    uploads: RefCell<BTreeMap<String, Upload>>,
    /// Method and path of each request to Graph.
    pub asked: RefCell<Vec<String>>,
    /// For how long a message that was sent is seen as a draft.
    pub on_its_way: Cell<Duration>,
    pub messages: RefCell<Vec<Message>>,
    /// Whether a sign-in has to ask for `Mail.Read`, which the rep then gives (a renewal never does).
    pub reads: Cell<bool>,
    codes: RefCell<HashMap<String, Code>>,
    pub made: Cell<u32>,
}

struct Code {
    challenge: String,
    claims: Option<String>,
}

/// A message in Jo's mailbox.
pub struct Message {
    pub immutable: String,
    /// Changes with each move.
    place: String,
    mime: String,
    pub folder: Folder,
    sent: Option<Millis>,
    /// Before this moment Exchange does not let it go (PidTagDeferredSendTime).
    defer: Option<Millis>,
    /// It was sent, and waits in Drafts for that moment.
    submitted: bool,
    /// Added beside those in its MIME.
    files: Vec<(String, Vec<u8>)>,
}

/// A file on its way to a draft.
struct Upload {
    message: String,
    name: String,
    size: usize,
    bytes: Vec<u8>,
    ends: Millis,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Folder {
    Drafts,
    SentItems,
    DeletedItems,
}

impl Microsoft {
    /// Puts Microsoft into a world, with Jo at the sign-in page.
    pub fn on(world: &Rc<World>) -> Rc<Self> {
        let microsoft = Rc::new(Self {
            account: RefCell::new(json!({
                "id": "oid-jo", "displayName": "Jo Devries", "mail": JO, "userPrincipalName": JO,
                "proxyAddresses": ["SMTP:jo@acme.example", "smtp:j.devries@acme.example", "SIP:jo@acme.example"],
            })),
            signed_in: Cell::new(true),
            drafts: Cell::new(false),
            redirects: RefCell::default(),
            page_fails: RefCell::default(),
            wanted_claims: RefCell::default(),
            token_refusals: RefCell::default(),
            refusals: RefCell::default(),
            tokens: RefCell::default(),
            refresh_tokens: RefCell::default(),
            sent: RefCell::default(),
            sent_files: RefCell::default(),
            inline: RefCell::default(),
            uploads: RefCell::default(),
            asked: RefCell::default(),
            on_its_way: Cell::new(Duration::from_secs(30)),
            messages: RefCell::default(),
            reads: Cell::new(false),
            codes: RefCell::default(),
            made: Cell::new(0),
        });
        let server = Rc::clone(&microsoft);
        world.on_http(move |world, request| server.answer(world.server_time(), request).map(Ok));
        microsoft
    }

    fn number(&self) -> u32 {
        self.made.replace(self.made.get() + 1)
    }

    /// The provider's page, for [`World::on_sign_in`].
    pub fn sign_in(&self, url: &Url, how: &Authorize) -> AuthAnswer {
        let asked: HashMap<_, _> = url.query_pairs().into_owned().collect();
        assert_eq!(url.host_str(), Some("login.microsoftonline.com"));
        assert_eq!(url.path(), format!("/{TENANT}/oauth2/v2.0/authorize"));
        let scope = match self.reads.get() && *how != Authorize::Silent {
            true => format!("{SCOPES} Mail.Read"),
            false => SCOPES.to_owned(),
        };
        for (name, value) in [
            ("client_id", APP),
            ("response_type", "code"),
            ("response_mode", "query"),
            ("scope", scope.as_str()),
            ("code_challenge_method", "S256"),
        ] {
            assert_eq!(asked[name], value, "{name}");
        }
        assert!(asked.contains_key("login_hint") && !asked.contains_key("domain_hint"));
        let silent = *how == Authorize::Silent;
        assert_eq!(
            asked.get("prompt").map(String::as_str),
            silent.then_some("none")
        );
        if let Some(error) = self.page_fails.borrow().clone() {
            return AuthAnswer::Fails(error);
        }
        let ordered = self.redirects.borrow_mut().pop_front();
        let fields = ordered.unwrap_or_else(|| {
            if silent && !self.signed_in.get() {
                return vec![
                    ("error", "login_required".into()),
                    (
                        "error_description",
                        "AADSTS50058: A silent sign-in request was sent but no user is signed in."
                            .into(),
                    ),
                ];
            }
            let code = format!("0.code.{}", self.number());
            let challenge = asked["code_challenge"].clone();
            let claims = asked.get("claims").cloned();
            self.codes
                .borrow_mut()
                .insert(code.clone(), Code { challenge, claims });
            vec![("code", code), ("session_state", "x".into())]
        });
        let mut back = form_urlencoded::Serializer::new(String::new());
        for (name, value) in fields {
            back.append_pair(name, &value);
        }
        back.append_pair("state", &asked["state"]);
        // Entra ends it with an empty fragment.
        AuthAnswer::Redirect(format!("{}?{}#", asked["redirect_uri"], back.finish()))
    }

    /// Lets the token endpoint refuse the next request.
    pub fn refuse_token(&self, error: &str, number: u32, claims: Option<&str>) {
        self.token_refusals
            .borrow_mut()
            .push_back(refusal(error, number, claims));
    }

    /// Lets Graph refuse the next such request with one of its errors.
    pub fn refuse(&self, request: &'static str, status: u16, code: &str) {
        let body = json!({ "error": { "code": code, "message": format!("words about {code}") } });
        let answer = answer(status, body);
        self.refusals.borrow_mut().push_back((request, answer));
    }

    /// Lets go what was sent with a time that has come: Exchange does so by itself, whoever is there.
    pub fn let_go(&self, now: Millis) {
        for message in self.messages.borrow_mut().iter_mut() {
            let due = message.defer.filter(|at| message.submitted && *at <= now);
            // A message that was deleted while it waited is not sent.
            if let Some(at) = due.filter(|_| message.folder == Folder::Drafts) {
                self.deliver(&message.mime, message.files.clone());
                message.sent = Some(at);
                message.submitted = false;
                message.move_to(Folder::SentItems, self.number());
            }
        }
    }

    /// How many messages wait in Drafts for the time at which Exchange sends them.
    pub fn waiting(&self) -> usize {
        let messages = self.messages.borrow();
        let waits = |each: &&Message| each.submitted && each.folder == Folder::Drafts;
        messages.iter().filter(waits).count()
    }

    /// Somebody deletes all that waits, in Outlook; `for_good`: also from Deleted Items.
    pub fn delete_waiting(&self, for_good: bool) {
        let n = self.number();
        let mut messages = self.messages.borrow_mut();
        match for_good {
            true => messages.retain(|each| !each.submitted),
            false => messages
                .iter_mut()
                .filter(|each| each.submitted)
                .for_each(|each| each.move_to(Folder::DeletedItems, n)),
        }
    }

    /// How many messages are in a folder.
    pub fn count(&self, folder: Folder) -> usize {
        let messages = self.messages.borrow();
        messages.iter().filter(|each| each.folder == folder).count()
    }

    fn answer(&self, now: Millis, request: &HttpRequest) -> Option<HttpResponse> {
        match request.uri().host()? {
            "login.microsoftonline.com" => Some(self.token(now, request)),
            "graph.microsoft.com" => {
                self.let_go(now);
                let mut answer = self.graph(now, request);
                let date = chrono::DateTime::from_timestamp_millis(now.0).unwrap();
                let date = date.format("%a, %d %b %Y %H:%M:%S GMT").to_string();
                answer.headers_mut().insert("date", date.parse().unwrap());
                Some(answer)
            }
            "outlook.office.com" => Some(self.upload(now, request)),
            _ => None,
        }
    }

    fn token(&self, now: Millis, request: &HttpRequest) -> HttpResponse {
        assert_eq!(request.uri().path(), format!("/{TENANT}/oauth2/v2.0/token"));
        assert_eq!(
            request.headers()["content-type"],
            "application/x-www-form-urlencoded"
        );
        assert!(!request.headers().contains_key("authorization"));
        let form: HashMap<String, String> = form_urlencoded::parse(request.body())
            .into_owned()
            .collect();
        assert_eq!(form["client_id"], APP);
        assert!(!form.contains_key("client_secret"));
        if let Some(body) = self.token_refusals.borrow_mut().pop_front() {
            return answer(400, body);
        }
        let ends = match form["grant_type"].as_str() {
            "authorization_code" => {
                let Some(code) = self.codes.borrow_mut().remove(&form["code"]) else {
                    return answer(400, refusal("invalid_grant", 54005, None));
                };
                let verifier = PkceCodeVerifier::new(form["code_verifier"].clone());
                let challenge = PkceCodeChallenge::from_code_verifier_sha256(&verifier);
                assert_eq!(challenge.as_str(), code.challenge);
                assert!(form["redirect_uri"].ends_with(".chromiumapp.org/microsoft"));
                let wanted = *self.wanted_claims.borrow();
                if wanted.is_some() && code.claims.as_deref() != wanted {
                    return answer(400, refusal("interaction_required", 50076, wanted));
                }
                now.after(DAY)
            }
            "refresh_token" => {
                assert_eq!(form["scope"], SCOPES);
                let wanted = *self.wanted_claims.borrow();
                if wanted.is_some() {
                    return answer(400, refusal("invalid_grant", 50076, wanted));
                }
                let good = self
                    .refresh_tokens
                    .borrow()
                    .get(&form["refresh_token"])
                    .copied();
                match good {
                    Some(ends) if ends > now => ends,
                    Some(_) => return answer(400, refusal("invalid_grant", 700_084, None)),
                    None => return answer(400, refusal("invalid_grant", 50173, None)),
                }
            }
            other => panic!("{other}"),
        };
        let n = self.number();
        let (access, refresh) = (format!("eyJ.access.{n}"), format!("1.refresh.{n}"));
        let life = Duration::from_secs(3599);
        self.tokens
            .borrow_mut()
            .insert(access.clone(), now.after(life));
        self.refresh_tokens
            .borrow_mut()
            .insert(refresh.clone(), ends);
        let more = match (self.drafts.get(), self.reads.get()) {
            (true, _) => " https://graph.microsoft.com/Mail.ReadWrite",
            (_, true) => " Mail.Read",
            _ => "",
        };
        answer(
            200,
            json!({
                "token_type": "Bearer", "expires_in": 3599, "ext_expires_in": 3599,
                "scope": format!("openid profile email User.Read Mail.Send{more}"),
                "access_token": access, "refresh_token": refresh, "id_token": "e.y.J",
            }),
        )
    }

    fn graph(&self, now: Millis, request: &HttpRequest) -> HttpResponse {
        let path = request.uri().path().strip_prefix("/v1.0/me").unwrap();
        let asked = format!("{} {path}", request.method());
        self.asked.borrow_mut().push(asked.clone());
        let ordered = self.refusals.borrow().front().map(|(start, _)| *start);
        if ordered.is_some_and(|start| asked.starts_with(start)) {
            return self.refusals.borrow_mut().pop_front().unwrap().1;
        }
        let bearer = request.headers()["authorization"].to_str().unwrap();
        let token = bearer.strip_prefix("Bearer ").unwrap();
        if self
            .tokens
            .borrow()
            .get(token)
            .is_none_or(|ends| *ends <= now)
        {
            return error(401, "InvalidAuthenticationToken");
        }
        let parts: Vec<&str> = path.split('/').skip(1).collect();
        match (request.method().as_str(), &parts[..]) {
            ("GET", []) => {
                let select = request.uri().query().unwrap();
                assert_eq!(
                    select,
                    "$select=id,displayName,mail,userPrincipalName,proxyAddresses"
                );
                answer(200, self.account.borrow().clone())
            }
            ("POST", ["sendMail"]) => {
                let mime = mime(request);
                self.deliver(&mime, Vec::new());
                self.keep(&mime, Folder::SentItems);
                answer(202, Value::Null)
            }
            _ => {
                let is_look = matches!(parts[..], ["mailFolders", "sentitems", ..]);
                let may = self.drafts.get() || is_look && self.reads.get();
                assert!(may, "{asked} needs Mail.ReadWrite");
                self.drafts_api(now, request, &parts)
            }
        }
    }

    fn drafts_api(&self, now: Millis, request: &HttpRequest, parts: &[&str]) -> HttpResponse {
        let decode = |id: &str| {
            let (id, _) = form_urlencoded::parse(id.as_bytes()).next().unwrap();
            id.into_owned()
        };
        match (request.method().as_str(), parts) {
            ("POST", ["messages"]) => {
                assert_eq!(request.headers()["prefer"], "IdType=\"ImmutableId\"");
                let id = self.keep(&mime(request), Folder::Drafts);
                answer(201, json!({ "id": id, "isDraft": true }))
            }
            ("POST", ["messages", id, "attachments"]) => {
                self.attach(now, request, &decode(id), false)
            }
            ("POST", ["messages", id, "attachments", "createUploadSession"]) => {
                self.attach(now, request, &decode(id), true)
            }
            ("POST", ["messages", id, "send"]) => self.send_draft(now, &decode(id)),
            ("PATCH", ["messages", id]) => self.defer(request, &decode(id)),
            ("GET", ["messages", id]) => {
                let messages = self.messages.borrow();
                let Some(message) = messages.iter().find(|each| each.is(&decode(id))) else {
                    return error(404, "ErrorItemNotFound");
                };
                let settled = message
                    .sent
                    .is_some_and(|at| now.since(at) >= self.on_its_way.get());
                // Without Prefer, an id is the place's.
                answer(200, json!({ "id": message.place, "isDraft": !settled }))
            }
            ("DELETE", ["messages", id]) => {
                let n = self.number();
                let mut messages = self.messages.borrow_mut();
                let Some(at) = messages.iter().position(|each| each.is(&decode(id))) else {
                    return error(404, "ErrorItemNotFound");
                };
                assert!(
                    messages[at].place == decode(id),
                    "an immutable id would name the sent mail, too"
                );
                if messages[at].folder == Folder::DeletedItems {
                    messages.remove(at);
                } else {
                    messages[at].move_to(Folder::DeletedItems, n);
                }
                answer(204, Value::Null)
            }
            ("GET", ["mailFolders", "sentitems", "messages"]) => {
                let query = request.uri().query().unwrap().as_bytes();
                let query: HashMap<_, _> = form_urlencoded::parse(query).into_owned().collect();
                if let Some(since) = query["$filter"].strip_prefix("receivedDateTime ge ") {
                    return self.sent_since(since, &query);
                }
                let id = query["$filter"]
                    .strip_prefix("internetMessageId eq '<")
                    .unwrap();
                let header = format!("Message-ID: <{}", id.strip_suffix('\'').unwrap());
                let messages = self.messages.borrow();
                let found = messages
                    .iter()
                    .filter(|each| each.folder == Folder::SentItems && each.mime.contains(&header));
                let with_subject = query["$select"] == "id,subject";
                let found = found.map(|each| {
                    let mut row = json!({ "id": each.place });
                    if with_subject {
                        let mut lines = each.mime.lines();
                        let subject = lines.find_map(|line| line.strip_prefix("Subject: "));
                        row["subject"] = subject.unwrap_or_default().into();
                    }
                    row
                });
                let found: Vec<_> = found.collect();
                answer(200, json!({ "value": found }))
            }
            (method, parts) => panic!("{method} {parts:?}"),
        }
    }

    /// What was sent since then, the newest first.
    fn sent_since(&self, since: &str, query: &HashMap<String, String>) -> HttpResponse {
        assert_eq!(query["$orderby"], "receivedDateTime desc");
        let since = time::parse_datetime(since).unwrap();
        let messages = self.messages.borrow();
        let found = messages.iter().rev().filter(|each| {
            let at = each.sent.unwrap_or(Millis(i64::MAX));
            each.folder == Folder::SentItems && at >= since
        });
        let line = |mime: &str, name: &str| {
            let mut lines = mime.lines();
            let value = lines.find_map(|line| line.strip_prefix(name).map(str::to_owned));
            value.unwrap_or_default()
        };
        let row = |each: &Message| {
            let to = line(&each.mime, "To: ");
            let to = to.rsplit(['<', ' ']).next().unwrap().trim_end_matches('>');
            json!({ "id": each.immutable, "subject": line(&each.mime, "Subject: "),
                "internetMessageId": line(&each.mime, "Message-ID: "),
                "toRecipients": [{ "emailAddress": { "address": to } }] })
        };
        let top: usize = query["$top"].parse().unwrap();
        answer(
            200,
            json!({ "value": found.take(top).map(row).collect::<Vec<_>>() }),
        )
    }

    fn send_draft(&self, now: Millis, id: &str) -> HttpResponse {
        let n = self.number();
        let mut messages = self.messages.borrow_mut();
        let Some(message) = messages.iter_mut().find(|each| each.is(id)) else {
            return error(404, "ErrorItemNotFound");
        };
        if message.folder != Folder::Drafts {
            return error(403, "ErrorInvalidOperation");
        }
        assert!(!message.submitted, "nobody knows what Exchange does then");
        // One whose time has passed is sent at once.
        if message.defer.is_some_and(|at| at > now) {
            message.submitted = true;
            return answer(202, Value::Null);
        }
        self.deliver(&message.mime, message.files.clone());
        message.sent = Some(now);
        message.move_to(Folder::SentItems, n);
        answer(202, Value::Null)
    }

    /// Sets the time before which Exchange does not let a draft go.
    fn defer(&self, request: &HttpRequest, id: &str) -> HttpResponse {
        assert_eq!(request.headers()["content-type"], "application/json");
        let body: Value = serde_json::from_slice(request.body()).unwrap();
        let property = &body["singleValueExtendedProperties"][0];
        assert_eq!(property["id"], "SystemTime 0x3FEF");
        let at = chrono::DateTime::parse_from_rfc3339(property["value"].as_str().unwrap()).unwrap();
        let mut messages = self.messages.borrow_mut();
        let Some(message) = messages.iter_mut().find(|each| each.is(id)) else {
            return error(404, "ErrorItemNotFound");
        };
        assert!(message.folder == Folder::Drafts && !message.submitted);
        message.defer = Some(Millis(at.timestamp_millis()));
        answer(200, json!({ "id": message.place, "isDraft": true }))
    }

    fn deliver(&self, mime: &str, files: Vec<(String, Vec<u8>)>) {
        self.sent.borrow_mut().push(mime.to_owned());
        self.sent_files.borrow_mut().push(files);
    }

    /// Ends every upload, as Outlook does after an hour.
    pub fn forget_uploads(&self) {
        self.uploads.borrow_mut().clear();
    }

    /// A small file in one request, or the start of an upload.
    fn attach(&self, now: Millis, request: &HttpRequest, id: &str, begins: bool) -> HttpResponse {
        assert_eq!(request.headers()["content-type"], "application/json");
        assert!(
            request.body().len() <= 4 * 1024 * 1024 + 1000,
            "Graph takes 4 MB"
        );
        let body: Value = serde_json::from_slice(request.body()).unwrap();
        let mut messages = self.messages.borrow_mut();
        let Some(message) = messages.iter_mut().find(|each| each.is(id)) else {
            return error(404, "ErrorItemNotFound");
        };
        if message.folder != Folder::Drafts {
            return error(403, "ErrorInvalidOperation");
        }
        let item = if begins {
            &body["AttachmentItem"]
        } else {
            &body
        };
        let cid = item["contentId"].as_str();
        assert_eq!(item["isInline"].as_bool(), Some(cid.is_some()));
        self.inline.borrow_mut().extend(cid.map(str::to_owned));
        if !begins {
            assert_eq!(body["@odata.type"], "#microsoft.graph.fileAttachment");
            let bytes = STANDARD
                .decode(body["contentBytes"].as_str().unwrap())
                .unwrap();
            assert!(bytes.len() < SMALL);
            let name = body["name"].as_str().unwrap().to_owned();
            message.files.push((name, bytes));
            return answer(201, json!({ "id": "a" }));
        }
        assert_eq!(item["attachmentType"], "file");
        let size = usize::try_from(item["size"].as_u64().unwrap()).unwrap();
        assert!(size >= SMALL);
        let capability = format!("u{}", self.number());
        let upload = Upload {
            message: message.immutable.clone(),
            name: item["name"].as_str().unwrap().to_owned(),
            size,
            bytes: Vec::new(),
            ends: now.after(Duration::from_secs(3600)),
        };
        let url =
            format!("https://outlook.office.com/api/AttachmentSessions?authtoken={capability}");
        self.uploads.borrow_mut().insert(capability, upload);
        answer(
            201,
            json!({ "uploadUrl": url, "nextExpectedRanges": ["0-"] }),
        )
    }

    fn upload(&self, now: Millis, request: &HttpRequest) -> HttpResponse {
        let asked = format!("{} upload", request.method());
        self.asked.borrow_mut().push(asked.clone());
        let ordered = self.refusals.borrow().front().map(|(start, _)| *start);
        if ordered.is_some_and(|start| asked.starts_with(start)) {
            return self.refusals.borrow_mut().pop_front().unwrap().1;
        }
        assert!(
            !request.headers().contains_key("authorization"),
            "Outlook takes no token of Graph's"
        );
        let query = request.uri().query().unwrap();
        let capability = query.strip_prefix("authtoken=").unwrap();
        let mut uploads = self.uploads.borrow_mut();
        let Some(upload) = uploads
            .get_mut(capability)
            .filter(|upload| upload.ends > now)
        else {
            return error(404, "ErrorItemNotFound");
        };
        if request.method() == "PUT" {
            let range = request.headers()["content-range"].to_str().unwrap();
            let (span, total) = range
                .strip_prefix("bytes ")
                .unwrap()
                .split_once('/')
                .unwrap();
            let (first, last) = span.split_once('-').unwrap();
            let number = |text: &str| text.parse::<usize>().unwrap();
            assert_eq!(number(total), upload.size);
            assert_eq!(number(last) + 1 - number(first), request.body().len());
            assert_eq!(number(first), upload.bytes.len(), "no gap, nothing twice");
            let is_last = number(last) + 1 == upload.size;
            assert!(is_last || request.body().len().is_multiple_of(320 * 1024));
            assert!(request.body().len() < 4_000_000);
            upload.bytes.extend_from_slice(request.body());
        }
        let done = upload.bytes.len();
        if done < upload.size {
            return answer(
                200,
                json!({ "nextExpectedRanges": [format!("{done}-{}", upload.size - 1)] }),
            );
        }
        let upload = uploads.remove(capability).unwrap();
        let mut messages = self.messages.borrow_mut();
        match messages
            .iter_mut()
            .find(|each| each.immutable == upload.message)
        {
            Some(message) => message.files.push((upload.name, upload.bytes)),
            None => return error(404, "ErrorItemNotFound"),
        }
        answer(201, Value::Null)
    }

    fn keep(&self, mime: &str, folder: Folder) -> String {
        let (immutable, place) = (
            format!("AAkAL{}==", self.number()),
            format!("AAMkA{}=", self.number()),
        );
        self.messages.borrow_mut().push(Message {
            immutable: immutable.clone(),
            place,
            mime: mime.to_owned(),
            folder,
            sent: None,
            defer: None,
            submitted: false,
            files: Vec::new(),
        });
        immutable
    }
}

impl Message {
    fn is(&self, id: &str) -> bool {
        self.immutable == id || self.place == id
    }

    fn move_to(&mut self, folder: Folder, n: u32) {
        self.folder = folder;
        self.place = format!("AAMkA{n}=");
    }
}

/// The mail of a request, which must be standard base64.
fn mime(request: &HttpRequest) -> String {
    assert_eq!(request.headers()["content-type"], "text/plain");
    assert!(request.body().len() <= 4 * 1024 * 1024);
    let mime = String::from_utf8(STANDARD.decode(request.body()).unwrap()).unwrap();
    let headers: HashSet<&str> = mime
        .lines()
        .filter_map(|line| line.split_once(": "))
        .map(|(name, _)| name)
        .collect();
    assert!(
        headers.contains("From") && headers.contains("Message-ID"),
        "{mime}"
    );
    mime
}

fn error(status: u16, code: &str) -> HttpResponse {
    let mut answer = answer(
        status,
        json!({ "error": { "code": code, "message": "words" } }),
    );
    if status == 401 {
        let challenge = "Bearer realm=\"\", client_id=\"00000003-0000-0000-c000-000000000000\"";
        let headers = answer.headers_mut();
        headers.insert("www-authenticate", challenge.parse().unwrap());
    }
    answer
}

/// Entra's refusal of a token request.
fn refusal(error: &str, number: u32, claims: Option<&str>) -> Value {
    let mut body = json!({
        "error": error, "error_codes": [number], "trace_id": "t", "correlation_id": "c",
        "error_description": format!("AADSTS{number}: words.\r\nTrace ID: t\r\nCorrelation ID: c"),
    });
    if let Some(claims) = claims {
        body["claims"] = claims.into();
        body["suberror"] = "basic_action".into();
    }
    body
}
