//! Who is out there: servers, the provider's sign-in window, the browser's tabs and button.

use msi_actions::base::{BrowserKey, TabId, Topic, WindowId};
use msi_actions::ports::{
    AuthWindow, AuthWindowError, Authorize, Badge, Browser, Clock, Http, HttpRequest, HttpResponse,
    LARGEST_ANSWER, NetworkError, Notice, PageUserClaim, RESPONSE_HEADERS,
};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::time::Duration;
use url::Url;

use super::World;

/// What a server answers.
pub type HttpAnswer = Result<HttpResponse, NetworkError>;

type Server = Rc<dyn Fn(&World, &HttpRequest) -> Option<HttpAnswer>>;
type Provider = Rc<dyn Fn(&World, &Url, &Authorize) -> AuthAnswer>;

type Witness = Rc<dyn Fn(&World, &Url, &Authorize)>;

/// What a sign-in window does.
#[derive(Clone, Debug)]
pub enum AuthAnswer {
    /// The provider redirects to this URL.
    Redirect(String),
    /// It ends without a redirect.
    Fails(AuthWindowError),
    /// It stays open until [`World::end_sign_in`], `close_auth_window` or the end of the life.
    StaysOpen,
}

/// What goes wrong with a request.
#[derive(Clone, Debug)]
pub enum Trouble {
    /// It does not arrive.
    CutBefore,
    /// It takes effect and its answer is lost.
    CutAfter,
    /// Somebody on the way answers in place of the server.
    Answer(HttpResponse),
    /// The answer takes so long.
    Slow(Duration),
}

type Disturber = Rc<dyn Fn(&HttpRequest) -> Option<Trouble>>;

/// One call of the [`Browser`] port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BrowserCall {
    OpenTab(String),
    ShowIn(Option<TabId>, String),
    OpenApp(String),
    TurnIntoApp(TabId, String),
    OpenPopup,
    Badge(Badge),
    Notify(Notice),
    Changed(Topic),
    LookAgain,
    ShowAuthWindow,
    PageUser(TabId),
    WatchRows(TabId),
    Frames(TabId),
}

/// The servers' and the provider's scripts, and the record of what was asked of the world.
#[derive(Default)]
pub(super) struct Outside {
    servers: RefCell<Vec<Server>>,
    provider: RefCell<Option<Provider>>,
    witness: RefCell<Option<Witness>>,
    offline: Cell<bool>,
    loses_as: Cell<Option<NetworkError>>,
    disturber: RefCell<Option<Disturber>>,
    silent: Cell<bool>,
    requests: RefCell<Vec<HttpRequest>>,
    sign_ins: RefCell<Vec<(Url, Authorize)>>,
    window: RefCell<Option<Window>>,
    popup_refusals: Cell<u32>,
    calls: RefCell<Vec<BrowserCall>>,
    page_users: RefCell<HashMap<TabId, PageUserClaim>>,
    frames: RefCell<HashMap<TabId, Vec<Url>>>,
    windows: RefCell<HashMap<WindowId, Vec<(TabId, Url)>>>,
    side_panels: RefCell<Vec<WindowId>>,
    browser_keys: RefCell<Vec<BrowserKey>>,
}

/// The open sign-in window, and how it ended.
type Window = Option<Result<String, AuthWindowError>>;

impl Outside {
    /// Chrome leaves the window open, but its end reaches nobody.
    pub(super) fn forget_window(&self) {
        *self.window.borrow_mut() = None;
    }
}

impl World {
    /// Adds a server; it is asked before those that were there, and passes on what is not its own
    /// by `None`. A request that nobody answers fails the test.
    pub fn on_http(&self, server: impl Fn(&World, &HttpRequest) -> Option<HttpAnswer> + 'static) {
        self.outside.servers.borrow_mut().insert(0, Rc::new(server));
    }

    /// Sets what sign-in windows do from now on.
    pub fn on_sign_in(&self, provider: impl Fn(&World, &Url, &Authorize) -> AuthAnswer + 'static) {
        *self.outside.provider.borrow_mut() = Some(Rc::new(provider));
    }

    /// Lets a test look on whenever a sign-in window opens.
    pub fn on_each_sign_in(&self, witness: impl Fn(&World, &Url, &Authorize) + 'static) {
        *self.outside.witness.borrow_mut() = Some(Rc::new(witness));
    }

    /// Ends the open sign-in window.
    pub fn end_sign_in(&self, how: Result<String, AuthWindowError>) {
        let mut window = self.outside.window.borrow_mut();
        let open = window.as_mut().expect("no sign-in window is open");
        *open = Some(how);
        drop(window);
        self.fate.step();
        self.wake_all();
    }

    /// Whether a sign-in window is open.
    pub fn signing_in(&self) -> bool {
        self.outside.window.borrow().is_some()
    }

    /// Takes the network away, or gives it back.
    pub fn set_offline(&self, offline: bool) {
        self.outside.offline.set(offline);
    }

    /// Lets lost answers be lost for this reason from now on, in place of a connection that fails.
    pub fn lose_answers_as(&self, reason: NetworkError) {
        self.outside.loses_as.set(Some(reason));
    }

    /// Lets requests run into trouble from now on.
    pub fn disturb(&self, disturber: impl Fn(&HttpRequest) -> Option<Trouble> + 'static) {
        *self.outside.disturber.borrow_mut() = Some(Rc::new(disturber));
    }

    /// Ends [`Self::disturb`].
    pub fn calm(&self) {
        *self.outside.disturber.borrow_mut() = None;
    }

    /// Lets the servers take their time: requests arrive and have no answer until this is undone.
    pub fn set_silent(&self, silent: bool) {
        self.outside.silent.set(silent);
        self.wake_all();
        self.fate.step();
    }

    /// Every request that was sent, in order.
    pub fn requests(&self) -> Vec<HttpRequest> {
        self.outside.requests.borrow().clone()
    }

    /// Every sign-in window that was opened, in order, silent ones too.
    pub fn sign_ins(&self) -> Vec<(Url, Authorize)> {
        self.outside.sign_ins.borrow().clone()
    }

    /// Lets Chrome refuse the next `times` attempts to open the popup.
    pub fn refuse_popup(&self, times: u32) {
        self.outside.popup_refusals.set(times);
    }

    /// Lets the page in a tab claim to be a user's.
    pub fn on_page_of(&self, tab: TabId, user: Option<&str>, impersonated: bool) {
        let claim = PageUserClaim::read(user, impersonated);
        self.outside.page_users.borrow_mut().insert(tab, claim);
    }

    /// Lets the page in a tab say that it shows these frames.
    pub fn shows_frames(&self, tab: TabId, frames: &[&str]) {
        let frames = frames.iter().filter_map(|frame| Url::parse(frame).ok());
        self.outside
            .frames
            .borrow_mut()
            .insert(tab, frames.collect());
    }

    /// Brings a tab at an address to the front of a window.
    pub fn bring_to_front(&self, window: WindowId, tab: TabId, url: &str) {
        let mut windows = self.outside.windows.borrow_mut();
        let tabs = windows.entry(window).or_default();
        tabs.retain(|(other, _)| *other != tab);
        tabs.insert(0, (tab, Url::parse(url).expect("a tab's address")));
    }

    /// Opens or closes the side panel of a window.
    pub fn show_side_panel(&self, window: WindowId, open: bool) {
        let mut open_ones = self.outside.side_panels.borrow_mut();
        open_ones.retain(|other| *other != window);
        if open {
            open_ones.push(window);
        }
    }

    /// Sets the browser's own keys for us.
    pub fn set_browser_keys(&self, keys: Vec<BrowserKey>) {
        self.outside.browser_keys.replace(keys);
    }

    /// What was asked of the browser since the last call.
    pub fn take_calls(&self) -> Vec<BrowserCall> {
        std::mem::take(&mut self.outside.calls.borrow_mut())
    }

    async fn browser(&self, call: BrowserCall) {
        self.gate().await;
        self.outside.calls.borrow_mut().push(call);
        self.gate().await;
    }
}

/// An answer with a JSON body.
pub fn json(status: u16, body: serde_json::Value) -> HttpResponse {
    let mut response = HttpResponse::new(body.to_string().into_bytes());
    *response.status_mut() = status.try_into().expect("an HTTP status");
    let headers = response.headers_mut();
    headers.insert("content-type", "application/json".parse().unwrap());
    response
}

impl Http for World {
    async fn send(&self, request: HttpRequest) -> HttpAnswer {
        self.gate().await;
        if self.outside.offline.get() {
            return Err(NetworkError::Offline);
        }
        let disturber = self.outside.disturber.borrow().clone();
        let trouble = disturber.and_then(|disturber| disturber(&request));
        if let Some(Trouble::Slow(span)) = trouble {
            self.sleep(span).await;
        }
        if let Some(Trouble::CutBefore) = trouble {
            return Err(NetworkError::Failed);
        }
        let lost = self.reply_is_lost() || matches!(trouble, Some(Trouble::CutAfter));
        self.outside.requests.borrow_mut().push(request.clone());
        self.wait_for(|| (!self.outside.silent.get()).then_some(()))
            .await;
        let servers = self.outside.servers.borrow().clone();
        let answer = match trouble {
            Some(Trouble::Answer(answer)) => Some(Ok(answer)),
            _ => servers.iter().find_map(|server| server(self, &request)),
        };
        let answer = answer.unwrap_or_else(|| {
            panic!("no server for {} {}", request.method(), request.uri());
        });
        self.gate().await;
        if lost {
            return Err(self.outside.loses_as.get().unwrap_or(NetworkError::Failed));
        }
        let answer = answer.and_then(|answer| match answer.body().len() > LARGEST_ANSWER {
            true => Err(NetworkError::TooLarge),
            false => Ok(answer),
        });
        answer.map(|mut answer| {
            let sent = std::mem::take(answer.headers_mut());
            for name in RESPONSE_HEADERS {
                answer
                    .headers_mut()
                    .extend(sent.get(name).map(|value| (name.clone(), value.clone())));
            }
            answer
        })
    }
}

impl AuthWindow for World {
    fn redirect_url(&self, path: &str) -> String {
        let id = msi_actions::base::stores::chrome_id();
        format!("https://{id}.chromiumapp.org/{path}")
    }

    async fn authorize(&self, url: &str, how: Authorize) -> Result<String, AuthWindowError> {
        self.gate().await;
        let url = Url::parse(url).expect("a sign-in address");
        let provider = self.outside.provider.borrow().clone();
        let provider = provider.expect("on_sign_in was not called");
        self.outside
            .sign_ins
            .borrow_mut()
            .push((url.clone(), how.clone()));
        let witness = self.outside.witness.borrow().clone();
        if let Some(witness) = witness {
            witness(self, &url, &how);
        }
        let answer = match provider(self, &url, &how) {
            AuthAnswer::Redirect(to) => Ok(to),
            AuthAnswer::Fails(error) => Err(error),
            AuthAnswer::StaysOpen => {
                *self.outside.window.borrow_mut() = Some(None);
                self.wait_for(|| {
                    let mut window = self.outside.window.borrow_mut();
                    let end = window.as_mut().and_then(Option::take)?;
                    *window = None;
                    Some(end)
                })
                .await
            }
        };
        self.gate().await;
        answer
    }

    async fn show_auth_window(&self) -> bool {
        self.browser(BrowserCall::ShowAuthWindow).await;
        self.signing_in()
    }

    async fn close_auth_window(&self) {
        self.gate().await;
        if self.signing_in() {
            self.end_sign_in(Err(AuthWindowError::Closed));
        }
        self.gate().await;
    }
}

impl Browser for World {
    async fn notify(&self, notice: Notice) {
        self.browser(BrowserCall::Notify(notice)).await;
    }

    async fn open_tab(&self, url: &str) {
        self.browser(BrowserCall::OpenTab(url.into())).await;
    }

    async fn show_in(&self, tab: Option<TabId>, url: &str) -> Option<TabId> {
        self.browser(BrowserCall::ShowIn(tab, url.into())).await;
        Some(tab.unwrap_or(TabId(70)))
    }

    async fn open_app(&self, route: &str) {
        self.browser(BrowserCall::OpenApp(route.into())).await;
    }

    async fn turn_into_app(&self, tab: TabId, route: &str) {
        self.browser(BrowserCall::TurnIntoApp(tab, route.into()))
            .await;
    }

    async fn open_popup(&self) -> bool {
        self.browser(BrowserCall::OpenPopup).await;
        let refusals = self.outside.popup_refusals.get();
        self.outside.popup_refusals.set(refusals.saturating_sub(1));
        refusals == 0
    }

    async fn badge(&self, badge: Badge) {
        self.browser(BrowserCall::Badge(badge)).await;
    }

    async fn changed(&self, topic: Topic) {
        self.browser(BrowserCall::Changed(topic)).await;
    }

    async fn page_user(&self, tab: TabId) -> PageUserClaim {
        self.browser(BrowserCall::PageUser(tab)).await;
        let claims = self.outside.page_users.borrow();
        claims.get(&tab).cloned().unwrap_or_default()
    }

    async fn watch_rows(&self, tab: TabId) {
        self.browser(BrowserCall::WatchRows(tab)).await;
    }

    async fn frames(&self, tab: TabId) -> Vec<Url> {
        self.browser(BrowserCall::Frames(tab)).await;
        let frames = self.outside.frames.borrow();
        frames.get(&tab).cloned().unwrap_or_default()
    }

    async fn look_again(&self) {
        self.browser(BrowserCall::LookAgain).await;
    }

    async fn front_tab(&self, window: WindowId) -> Option<(TabId, Url)> {
        self.gate().await;
        let windows = self.outside.windows.borrow();
        windows.get(&window)?.first().cloned()
    }

    async fn window_of(&self, tab: TabId) -> Option<WindowId> {
        self.gate().await;
        let windows = self.outside.windows.borrow();
        let holds = |tabs: &Vec<(TabId, Url)>| tabs.iter().any(|(other, _)| *other == tab);
        let found = windows.iter().find(|(_, tabs)| holds(tabs))?;
        Some(*found.0)
    }

    async fn side_panels(&self) -> Vec<WindowId> {
        self.gate().await;
        self.outside.side_panels.borrow().clone()
    }

    async fn browser_keys(&self) -> Vec<BrowserKey> {
        self.gate().await;
        self.outside.browser_keys.borrow().clone()
    }
}
