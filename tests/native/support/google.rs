//! Google, as far as the native tests need it: sign-in by `response_type=token`, userinfo, revocation,
//! and Gmail's resumable upload, strict about what it is sent.

use crate::support::inbox::Inbox;
use crate::world::{AuthAnswer, World, json as answer};
use msi_actions::base::Millis;
use msi_actions::mailbox::MailClient;
use msi_actions::ports::{AuthWindowError, Authorize, Clock, HttpRequest, HttpResponse};
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::rc::Rc;
use std::time::Duration;
use url::{Url, form_urlencoded};

pub const CLIENT: &str = "700000000001-msiactionsdemo.apps.googleusercontent.com";
pub const JO: &str = "jo@acme.example";
const SEND: &str = "https://www.googleapis.com/auth/gmail.send";
const READ: &str = "https://www.googleapis.com/auth/gmail.readonly";
const SETTINGS: &str = "https://www.googleapis.com/auth/gmail.settings.basic";
const SEND_AS: &str = "/gmail/v1/users/me/settings/sendAs";
const START: &str = "/upload/gmail/v1/users/me/messages/send";

/// Acme's client at Google.
pub fn client() -> MailClient {
    MailClient::Google {
        client_id: CLIENT.into(),
    }
}

/// Google's state; it outlives the worker.
pub struct Google {
    /// Who signs in at the page, as `sub` and address.
    pub account: RefCell<(&'static str, &'static str)>,
    /// Whether the rep is signed in to Google, so that `prompt=none` works.
    pub signed_in: Cell<bool>,
    /// Whether what the rep granted stands.
    pub consented: Cell<bool>,
    /// What the rep grants beside signing in.
    pub granted: RefCell<String>,
    /// What the sign-in page ends with instead.
    pub page_fails: RefCell<Option<AuthWindowError>>,
    pub verified: Cell<bool>,
    /// Whether a sign-in has to ask for the settings, too (a renewal never).
    pub settings: Cell<bool>,
    /// Whether a sign-in has to ask for reading, too, and a renewal for what was granted before.
    pub reads: Cell<bool>,
    /// Whether the rep grants that.
    pub gives_reads: Cell<bool>,
    /// The good access tokens and when each ends.
    pub tokens: RefCell<HashMap<String, Millis>>,
    /// Whose each token is; Jo's, where it is not said.
    pub owners: RefCell<HashMap<String, &'static str>>,
    /// The mails that were sent, as MIME.
    pub sent: RefCell<Vec<String>>,
    /// Answers that come instead of its own, to Gmail requests whose Content-Range (for the start of an
    /// upload: "start") begins with the text; each once.
    pub refusals: RefCell<VecDeque<(&'static str, HttpResponse)>>,
    /// The Content-Range of each request to an upload ("start" for its start).
    pub asked: RefCell<Vec<String>>,
    /// The mailbox that keeps what is sent, where a test looks at that.
    pub kept_in: RefCell<Option<Rc<Inbox>>>,
    uploads: RefCell<BTreeMap<String, Upload>>,
    /// How many tokens it has made.
    pub made: Cell<u32>,
}

#[derive(Default)]
struct Upload {
    total: usize,
    bytes: Vec<u8>,
    /// The thread that it was to go into, and then that in which it is.
    thread: Option<String>,
    sent: bool,
}

impl Google {
    /// Puts Google into a world, with Jo at the sign-in page.
    pub fn on(world: &Rc<World>) -> Rc<Self> {
        let google = Rc::new(Self {
            account: RefCell::new(("sub-jo", JO)),
            signed_in: Cell::new(true),
            consented: Cell::new(true),
            granted: RefCell::new(SEND.into()),
            page_fails: RefCell::default(),
            verified: Cell::new(true),
            settings: Cell::new(false),
            reads: Cell::new(false),
            gives_reads: Cell::new(true),
            tokens: RefCell::default(),
            owners: RefCell::default(),
            sent: RefCell::default(),
            refusals: RefCell::default(),
            asked: RefCell::default(),
            kept_in: RefCell::default(),
            uploads: RefCell::default(),
            made: Cell::new(0),
        });
        let server = Rc::clone(&google);
        world.on_http(move |world, request| server.answer(world.now(), request).map(Ok));
        google
    }

    /// The provider's page, for [`World::on_sign_in`].
    pub fn sign_in(&self, now: Millis, url: &Url, how: &Authorize) -> AuthAnswer {
        let asked: HashMap<_, _> = url.query_pairs().into_owned().collect();
        assert_eq!(url.host_str(), Some("accounts.google.com"));
        assert_eq!(asked["response_type"], "token");
        assert_eq!(asked["client_id"], CLIENT);
        let silent = *how == Authorize::Silent;
        let mut more = match self.settings.get() && !silent {
            true => format!(" {SETTINGS}"),
            false => String::new(),
        };
        if self.reads.get() && !silent {
            more += &format!(" {READ}");
        }
        assert_eq!(
            asked.get("include_granted_scopes").map(String::as_str),
            self.reads.get().then_some("true")
        );
        assert_eq!(asked["scope"], format!("openid email {SEND}{more}"));
        assert!(asked.contains_key("login_hint"));
        assert_eq!(
            asked.get("prompt").map(String::as_str),
            silent.then_some("none")
        );
        if let Some(error) = self.page_fails.borrow().clone() {
            return AuthAnswer::Fails(error);
        }
        let mut back = form_urlencoded::Serializer::new(String::new());
        back.append_pair("state", &asked["state"]);
        if silent && !self.signed_in.get() {
            back.append_pair("error", "login_required");
        } else if silent && !self.consented.get() {
            back.append_pair("error", "interaction_required");
        } else {
            let n = self.made.replace(self.made.get() + 1);
            let token = format!("ya29.{n}");
            let ends = now.after(Duration::from_secs(3599));
            self.tokens.borrow_mut().insert(token.clone(), ends);
            let whose = self.account.borrow().0;
            self.owners.borrow_mut().insert(token.clone(), whose);
            self.consented.set(true);
            back.append_pair("access_token", &token)
                .append_pair("token_type", "Bearer")
                .append_pair("expires_in", "3599")
                .append_pair(
                    "scope",
                    &match self.reads.get() && self.gives_reads.get() {
                        true => format!("email openid {} {READ}", self.granted.borrow()),
                        false => format!("email openid {}", self.granted.borrow()),
                    },
                );
        }
        AuthAnswer::Redirect(format!("{}#{}", asked["redirect_uri"], back.finish()))
    }

    /// Lets Gmail refuse the next such request with one of its errors.
    pub fn refuse(&self, range: &'static str, status: u16, reason: &str) {
        let message = format!("words about {reason}");
        let body = json!({ "error": { "code": status, "message": message,
            "errors": [{ "message": message, "domain": "global", "reason": reason }] } });
        self.refusals
            .borrow_mut()
            .push_back((range, answer(status, body)));
    }

    /// Forgets every upload, as Google does after a week.
    pub fn forget_uploads(&self) {
        self.uploads.borrow_mut().clear();
    }

    /// Ends every access token.
    pub fn expire_tokens(&self) {
        self.tokens.borrow_mut().clear();
    }

    fn answer(&self, now: Millis, request: &HttpRequest) -> Option<HttpResponse> {
        let (host, path) = (request.uri().host()?, request.uri().path());
        match (host, path) {
            ("openidconnect.googleapis.com", "/v1/userinfo") => Some(self.user_info(now, request)),
            ("oauth2.googleapis.com", "/revoke") => Some(self.revoke(now, request)),
            ("gmail.googleapis.com", SEND_AS) => Some(self.send_as(now, request)),
            ("gmail.googleapis.com", START) => Some(self.gmail(now, request)),
            _ => None,
        }
    }

    fn user_info(&self, now: Millis, request: &HttpRequest) -> HttpResponse {
        if !self.is_good(now, request) {
            return answer(401, json!({ "error": "invalid_request" }));
        }
        let (sub, email) = *self.account.borrow();
        let verified = self.verified.get();
        answer(
            200,
            json!({ "sub": sub, "email": email, "email_verified": verified }),
        )
    }

    /// Gmail's own signature, with what foreign HTML may hold.
    fn send_as(&self, now: Millis, request: &HttpRequest) -> HttpResponse {
        if !self.is_good(now, request) || !self.settings.get() {
            return answer(403, json!({ "error": { "code": 403 } }));
        }
        let alias = json!({ "sendAsEmail": "JO@acme.example", "signature": "<b>Jo of Gmail</b>" });
        answer(
            200,
            json!({ "sendAs": [{ "sendAsEmail": "all@acme.example" }, alias] }),
        )
    }

    fn revoke(&self, now: Millis, request: &HttpRequest) -> HttpResponse {
        let form: HashMap<String, String> = form_urlencoded::parse(request.body())
            .into_owned()
            .collect();
        let mut tokens = self.tokens.borrow_mut();
        let owners = self.owners.borrow();
        let of = |token: &str| owners.get(token).copied().unwrap_or("sub-jo");
        let token = form["token"].as_str();
        if tokens.get(token).is_none_or(|ends| *ends <= now) {
            return answer(400, json!({ "error": "invalid_token" }));
        }
        // The account's whole grant ends with it.
        let whose = of(token);
        tokens.retain(|other, _| of(other) != whose);
        if self.account.borrow().0 == whose {
            self.consented.set(false);
        }
        answer(200, json!({}))
    }

    /// The tokens that are good, whoever has them.
    pub fn live(&self, now: Millis) -> usize {
        let tokens = self.tokens.borrow();
        tokens.values().filter(|ends| **ends > now).count()
    }

    fn gmail(&self, now: Millis, request: &HttpRequest) -> HttpResponse {
        let header = |name: &str| {
            let value = request.headers().get(name);
            value.map(|value| value.to_str().unwrap().to_owned())
        };
        let range = header("content-range").unwrap_or_else(|| "start".into());
        self.asked.borrow_mut().push(range.clone());
        let ordered = self.refusals.borrow().front().map(|(range, _)| *range);
        if ordered.is_some_and(|ordered| range.starts_with(ordered)) {
            return self.refusals.borrow_mut().pop_front().unwrap().1;
        }
        if !self.is_good(now, request) {
            let body = json!({ "error": { "message": "Invalid Credentials",
                "errors": [{ "reason": "authError" }] } });
            return answer(401, body);
        }
        let query: HashMap<_, _> =
            form_urlencoded::parse(request.uri().query().unwrap().as_bytes())
                .into_owned()
                .collect();
        assert_eq!(query["uploadType"], "resumable");
        match query.get("upload_id") {
            None => {
                assert_eq!(
                    header("x-upload-content-type").as_deref(),
                    Some("message/rfc822")
                );
                let about: Value = match request.body() {
                    none if none.is_empty() => Value::Null,
                    body => {
                        let kind = header("content-type");
                        assert_eq!(kind.as_deref(), Some("application/json; charset=UTF-8"));
                        serde_json::from_slice(body).unwrap()
                    }
                };
                let thread = about["threadId"].as_str().map(str::to_owned);
                let kept_in = self.kept_in.borrow();
                if let (Some(thread), Some(inbox)) = (&thread, &*kept_in)
                    && !inbox.has_thread(thread)
                {
                    let message = "Requested entity was not found.";
                    return answer(404, json!({ "error": { "code": 404, "message": message } }));
                }
                let total = header("x-upload-content-length").unwrap();
                self.start(total.parse().unwrap(), thread)
            }
            Some(id) => self.put(now, id, &range, request.body()),
        }
    }

    fn start(&self, total: usize, thread: Option<String>) -> HttpResponse {
        let n = self.made.replace(self.made.get() + 1);
        let upload = Upload {
            total,
            thread,
            ..Upload::default()
        };
        self.uploads.borrow_mut().insert(format!("A{n}"), upload);
        let location =
            format!("https://gmail.googleapis.com{START}?uploadType=resumable&upload_id=A{n}");
        let mut response = answer(200, Value::Null);
        response
            .headers_mut()
            .insert("location", location.parse().unwrap());
        response
    }

    fn put(&self, now: Millis, id: &str, range: &str, body: &[u8]) -> HttpResponse {
        let mut uploads = self.uploads.borrow_mut();
        let Some(upload) = uploads.get_mut(id) else {
            return answer(404, Value::Null);
        };
        let (span, total) = range
            .strip_prefix("bytes ")
            .unwrap()
            .split_once('/')
            .unwrap();
        assert_eq!(total.parse::<usize>().unwrap(), upload.total);
        if let Some((first, last)) = span.split_once('-').filter(|_| !upload.sent) {
            let (first, last): (usize, usize) = (first.parse().unwrap(), last.parse().unwrap());
            assert_eq!(
                body.len(),
                last - first + 1,
                "the body is what the range says"
            );
            assert!(first <= upload.bytes.len(), "no gap");
            assert!(last + 1 == upload.total || body.len().is_multiple_of(256 * 1024));
            let fresh = &body[upload.bytes.len() - first..];
            upload.bytes.extend_from_slice(fresh);
            if upload.bytes.len() == upload.total {
                upload.sent = true;
                let mail = String::from_utf8(upload.bytes.clone()).unwrap();
                if let Some(inbox) = &*self.kept_in.borrow() {
                    upload.thread = Some(inbox.keep_sent(now, &mail, upload.thread.as_deref()));
                }
                self.sent.borrow_mut().push(mail);
            }
        }
        if upload.sent {
            return answer(
                200,
                json!({ "id": id, "threadId": upload.thread.as_deref().unwrap_or(id),
                    "labelIds": ["SENT"] }),
            );
        }
        let mut response = answer(308, Value::Null);
        if let Some(last) = upload.bytes.len().checked_sub(1) {
            let range = format!("bytes=0-{last}").parse().unwrap();
            response.headers_mut().insert("range", range);
        }
        response
    }

    fn is_good(&self, now: Millis, request: &HttpRequest) -> bool {
        let bearer = request.headers()["authorization"].to_str().unwrap();
        let token = bearer.strip_prefix("Bearer ").unwrap();
        self.tokens
            .borrow()
            .get(token)
            .is_some_and(|ends| *ends > now)
    }
}
