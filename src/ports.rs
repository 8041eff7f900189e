//! What the core asks of the world. `platform/` answers with chrome.* and web APIs, the tests with
//! in-memory fakes; nothing else in the crate knows a browser.
#![allow(
    async_fn_in_trait,
    reason = "single-threaded: the futures need no Send bound"
)]

use oauth2::http::{HeaderName, header};

use std::time::Duration;
use url::Url;

use crate::base::{
    BrowserKey, Day, FeedKind, FileId, Millis, OrgHost, RecordId, TabId, Topic, WindowId,
    listed::listed,
};

pub use oauth2::{HttpRequest, HttpResponse};

/// Everything the core asks of the world.
pub trait Platform:
    'static
    + Http
    + Clock
    + Random
    + Tasks
    + Store
    + Managed
    + Database
    + Files
    + Alarms
    + AuthWindow
    + Browser
    + HostNames
{
}
impl<T> Platform for T where
    T: 'static
        + Http
        + Clock
        + Random
        + Tasks
        + Store
        + Managed
        + Database
        + Files
        + Alarms
        + AuthWindow
        + Browser
        + HostNames
{
}

/// The header with the org's API usage ("Limit Info Header", REST API Developer Guide).
pub static SFORCE_LIMIT_INFO: HeaderName = HeaderName::from_static("sforce-limit-info");

/// The headers of a response that this crate and `oauth2` read. A fixed list, because looking names
/// up at run time would bring a table of every header there is, 12 kB.
pub static RESPONSE_HEADERS: [&HeaderName; 7] = [
    &header::CONTENT_TYPE,
    &header::DATE,
    &header::LOCATION,
    &header::RANGE,
    &header::RETRY_AFTER,
    &header::WWW_AUTHENTICATE,
    &SFORCE_LIMIT_INFO,
];

/// The largest answer that is read, in bytes. The largest that we ask for is a composite of four
/// describes: Salesforce lets an object have 800 fields of one's own, each about 2 kB, so 8 MB.
pub const LARGEST_ANSWER: usize = 16 << 20;

/// HTTPS requests; no cookies, no redirects followed, no cache, at most 30 s.
pub trait Http {
    /// Sends `request`; every HTTP status is an answer, only a missing answer is an error, or one
    /// larger than [`LARGEST_ANSWER`]. Of its headers only [`RESPONSE_HEADERS`] are there.
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, NetworkError>;
}

/// Why a request has no answer. Whether it took effect at the other side is unknown,
/// except for [`NetworkError::Offline`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NetworkError {
    /// The browser says it is offline: the request was not sent.
    #[error("offline")]
    Offline,
    /// The connection failed or was cut.
    #[error("connection failed")]
    Failed,
    /// No answer within the time allowed.
    #[error("timed out")]
    TimedOut,
    /// The answer is larger than [`LARGEST_ANSWER`]: it was not read to its end.
    #[error("the answer is too large")]
    TooLarge,
}

/// The time of day, and waiting.
pub trait Clock {
    /// Now.
    fn now(&self) -> Millis;
    /// The day of a moment at the rep's place.
    fn day(&self, at: Millis) -> Day;
    /// The day of a moment in a time zone by its IANA name, such as `America/Los_Angeles`; `None`
    /// where there is no such zone.
    fn day_in(&self, zone: &str, at: Millis) -> Option<Day>;
    /// The day at the rep's place.
    fn today(&self) -> Day {
        self.day(self.now())
    }
    /// Waits at least `span`; the worker may be killed meanwhile, so nothing may depend on it ending.
    async fn sleep(&self, span: Duration);
}

/// Cryptographically strong randomness.
pub trait Random {
    /// 16 random bytes.
    fn bytes(&self) -> [u8; 16];
}

/// Work that goes on after a request was answered.
pub trait Tasks {
    /// Runs `work` beside everything else. It ends with this life of the worker, finished or not, so
    /// what must be done is stored first.
    fn spawn(&self, work: impl Future<Output = ()> + 'static);
}

/// The Unicode tables of host names: the browser has them, the module does not (108 kB).
pub trait HostNames {
    /// A host name in its ASCII form (UTS #46, as the URL standard applies it); `None` where it has none.
    fn to_ascii(&self, host: &str) -> Option<String>;
}

listed! {
    /// Which part of `chrome.storage` is meant.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum Area {
        /// Kept until removed: settings and refresh tokens.
        Local,
        /// Kept until the browser closes, in memory only: access tokens and caches.
        Session,
    }
}

/// `chrome.storage`: small JSON texts by key.
pub trait Store {
    /// The value of `key`, if there is one.
    async fn read(&self, area: Area, key: &str) -> Result<Option<String>, StoreError>;
    /// Sets `key`; durable for [`Area::Local`] when this returns.
    async fn write(&self, area: Area, key: &str, value: String) -> Result<(), StoreError>;
    /// Removes `key`; no error if it is not there.
    async fn remove(&self, area: Area, key: &str) -> Result<(), StoreError>;
    /// The keys that begin with `prefix`.
    async fn keys(&self, area: Area, prefix: &str) -> Result<Vec<String>, StoreError>;
}

/// `chrome.storage.managed`: what the administrator set.
pub trait Managed {
    /// The policy as the text of a JSON object, `{}` where there is none or none yet.
    async fn managed(&self) -> Result<String, StoreError>;
}

listed! {
    /// An `IndexedDB` object store of ours.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum Table {
        /// What the outbox does: one small row a piece of work.
        Outbox,
        /// When each row of [`Table::Outbox`] is due: keys that sort by time, without values.
        Due,
        /// What is long about a row of [`Table::Outbox`]: the form, the mail as it goes out. Read only by
        /// the step that needs it; Chromium itself keeps such values in files of their own.
        Bodies,
        /// When mails left: one row a mailbox.
        Departures,
        /// Half-filled forms: one row a record and action.
        Drafts,
        /// What of the mails that were sent is needed to know an answer by, for 60 days.
        Sent,
        /// What came back to them.
        Replies,
        /// The files that mails carry, by [`FileId`]. Not texts but blobs, which [`Files`] reads.
        Files,
        /// The rep's own templates where Salesforce cannot have them, and what each rep marked templates with.
        Templates,
        /// What releases before [`Table::Outbox`] kept of actions; moved over at the first start.
        Intents,
        /// What releases before [`Table::Outbox`] kept of invitations; moved over at the first start.
        Invitations,
    }
}

/// One change of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Write {
    /// Inserts or replaces a row.
    Put {
        /// The table.
        table: Table,
        /// The row's key.
        key: String,
        /// The row.
        value: String,
    },
    /// Deletes a row; no error if it is not there.
    Delete {
        /// The table.
        table: Table,
        /// The row's key.
        key: String,
    },
}

/// `IndexedDB`: durable JSON texts by key.
pub trait Database {
    /// Does all of `writes`, in their order, or none: one transaction of strict durability.
    async fn commit(&self, writes: Vec<Write>) -> Result<(), StoreError>;
    /// One row.
    async fn row(&self, table: Table, key: &str) -> Result<Option<String>, StoreError>;
    /// All rows whose key begins with `prefix`, by key.
    async fn rows(&self, table: Table, prefix: &str) -> Result<Vec<(String, String)>, StoreError>;
    /// The first `most` keys from `from` on that come before `to`, without their rows.
    async fn row_keys(
        &self,
        table: Table,
        from: &str,
        to: &str,
        most: u32,
    ) -> Result<Vec<String>, StoreError>;
    /// Inserts or replaces a row.
    async fn put(&self, table: Table, key: &str, value: String) -> Result<(), StoreError> {
        let key = key.to_owned();
        self.commit(vec![Write::Put { table, key, value }]).await
    }
    /// Deletes a row; no error if it is not there.
    async fn delete(&self, table: Table, key: &str) -> Result<(), StoreError> {
        let key = key.to_owned();
        self.commit(vec![Write::Delete { table, key }]).await
    }
    /// Deletes every table there is, those of other releases too; the next use begins with empty ones.
    async fn delete_everything(&self) -> Result<(), StoreError>;
}

/// The files that mails carry, in [`Table::Files`]: a page stores each as a blob, as the rep gave it, and nobody ever
/// changes one. They are read in parts, so that a large one is never in memory as a whole.
pub trait Files {
    /// The length of a file in bytes; `None` where there is no such file.
    async fn file_size(&self, file: &FileId) -> Result<Option<u64>, StoreError>;
    /// The bytes of a file from `from` on that come before `to`; `None` where there is no such file, and less than
    /// asked for where it ends before `to`.
    async fn file_part(
        &self,
        file: &FileId,
        from: u64,
        to: u64,
    ) -> Result<Option<Vec<u8>>, StoreError>;
}

/// Storage could not be read or written (full, broken profile).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("storage failed: {0}")]
pub struct StoreError(pub String);

/// `chrome.alarms`: what wakes a stopped worker. Chrome's shortest time is 30 s.
pub trait Alarms {
    /// Wakes the worker once at `at`, replacing the alarm of that name.
    async fn wake_at(&self, name: &str, at: Millis);
    /// Wakes the worker every `minutes`, replacing the alarm of that name.
    async fn wake_every(&self, name: &str, minutes: u32);
    /// Removes the alarm of that name.
    async fn clear_alarm(&self, name: &str);
    /// Removes every alarm.
    async fn clear_alarms(&self);
}

/// `chrome.identity.launchWebAuthFlow`: the provider's own sign-in page in a window.
pub trait AuthWindow {
    /// Where providers send the browser back to, for example
    /// `https://<extension id>.chromiumapp.org/salesforce` for `path` `salesforce`.
    fn redirect_url(&self, path: &str) -> String;
    /// Opens `url` and returns the full URL that the provider redirected to.
    async fn authorize(&self, url: &str, how: Authorize) -> Result<String, AuthWindowError>;
    /// Brings the open sign-in window to the front; false if there is none.
    async fn show_auth_window(&self) -> bool;
    /// Closes the open sign-in window, which ends its `authorize` as [`AuthWindowError::Closed`].
    async fn close_auth_window(&self);
}

/// How a sign-in page is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Authorize {
    /// In a window. `watch` names an org whose error pages never redirect back: the window's path is
    /// watched on that host, and a refusal ends the flow.
    Interactive {
        /// The org to watch, if any.
        watch: Option<OrgHost>,
    },
    /// Without a window, through pages that go on by themselves, for at most ten seconds; fails when
    /// the provider would have to show something.
    Silent,
}

/// Why a sign-in window gave no redirect.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AuthWindowError {
    /// The window was closed, by the rep or by [`AuthWindow::close_auth_window`].
    #[error("the sign-in window was closed")]
    Closed,
    /// The window was open for longer than anybody is waited for.
    #[error("the sign-in took too long")]
    TooLong,
    /// The page could not be loaded: no network, or HTTP status 400 and above.
    #[error("the sign-in page could not be loaded")]
    NotLoaded,
    /// A silent flow would have needed the rep.
    #[error("the provider wants the rep to sign in")]
    InteractionRequired,
    /// The org showed a page of refusal that never redirects back.
    #[error("the org refused: {0:?}")]
    Refused(Refusal),
    /// Anything else, in Chrome's words.
    #[error("{0}")]
    Other(String),
}

/// What an org's error page says of a sign-in that it will not redirect back from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The page's `error`, for example `OAUTH_APP_BLOCKED`.
    pub error: String,
    /// The page's `error_description`.
    pub description: String,
}

/// Tabs, the toolbar button, and telling the open surfaces.
pub trait Browser {
    /// Opens a new tab in front.
    async fn open_tab(&self, url: &str);
    /// Shows a page of Salesforce in front: in this tab, where it still shows one, else in a new tab. Gives which tab it
    /// is, where that is known.
    async fn show_in(&self, tab: Option<TabId>, url: &str) -> Option<TabId>;
    /// Opens or focuses the web application at a hash route such as `#/welcome`.
    async fn open_app(&self, route: &str);
    /// Turns a tab into the web application at a hash route.
    async fn turn_into_app(&self, tab: TabId, route: &str);
    /// Opens the toolbar popup; false where Chrome refuses.
    async fn open_popup(&self) -> bool;
    /// Shows a badge on the toolbar button, in place of the one there is.
    async fn badge(&self, badge: Badge);
    /// Shows a notification on the desktop, where Chrome has the permission. One of the same id takes its place.
    async fn notify(&self, notice: Notice);
    /// Tells every open surface that `topic` changed.
    async fn changed(&self, topic: Topic);
    /// Asks the content script of every open Salesforce tab to look again.
    async fn look_again(&self);
    /// What the page in a tab claims of its Salesforce user; nothing where it cannot be asked.
    async fn page_user(&self, tab: TabId) -> PageUserClaim;
    /// Has the page in a tab report which rows of its list are checked, as long as it shows that list.
    async fn watch_rows(&self, tab: TabId);
    /// The addresses of the frames that the page in a tab shows, of its own origin, as the page says.
    async fn frames(&self, tab: TabId) -> Vec<Url>;
    /// The tab in front of a window, with its address where that is Salesforce's.
    async fn front_tab(&self, window: WindowId) -> Option<(TabId, Url)>;
    /// The window that holds a tab.
    async fn window_of(&self, tab: TabId) -> Option<WindowId>;
    /// The windows whose side panel shows our panel now.
    async fn side_panels(&self) -> Vec<WindowId>;
    /// The keys that the browser itself listens for, as they are set; none where it does not tell.
    async fn browser_keys(&self) -> Vec<BrowserKey>;
}

/// What the toolbar button says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Badge {
    /// Nothing.
    None,
    /// The set-up goes on in the popup.
    GoesOn,
    /// So many tasks are due.
    Due(usize),
    /// Nothing is due, and so many events of the live feed are new.
    News(usize),
    /// So many things need the rep, whatever is due.
    NeedsYou(usize),
}

impl Badge {
    /// The badge for what needs the rep, what is due and what is new in the live feed.
    #[must_use]
    pub const fn of(needs: usize, due: usize, news: usize) -> Self {
        match (needs, due, news) {
            (0, 0, 0) => Self::None,
            (0, 0, news) => Self::News(news),
            (0, due, _) => Self::Due(due),
            (needs, ..) => Self::NeedsYou(needs),
        }
    }
}

/// A notification on the desktop: who and what kind of event, nothing of what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// An event of the live feed.
    Event {
        /// Its own.
        id: String,
        /// The name of the person, or of what it is about; empty where the rep may not see it.
        name: String,
        /// What kind.
        kind: FeedKind,
    },
    /// So many events at once.
    Several(usize),
    /// The time of a task's reminder has come.
    Reminder {
        /// Its own.
        id: String,
        /// The task's subject.
        subject: String,
        /// The name of the person, or of what it is about; empty where the rep may not see it.
        name: String,
    },
}

/// What a page says of its user. The page can forge it: it may refuse or warn, never allow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageUserClaim {
    /// Salesforce's id of the user, where the page has one.
    pub user: Option<RecordId>,
    /// An administrator is logged in as that user ("Log in as").
    pub impersonated: bool,
}

impl PageUserClaim {
    /// The claim in a page's own words; what is not a user's id is no claim.
    #[must_use]
    pub fn read(user: Option<&str>, impersonated: bool) -> Self {
        let user = user.and_then(|id| RecordId::parse(id).ok());
        Self {
            user: user.filter(|id| id.as_str().starts_with("005")),
            impersonated,
        }
    }
}
