//! A platform that can be ended: to its users it is then as if the worker had ended at their next call. So work that
//! is under way cannot store or send anything while everything is removed.

use std::cell::Cell;
use std::future::pending;
use std::rc::Rc;
use std::time::Duration;
use url::Url;

use crate::base::{BrowserKey, Day, FileId, Millis, TabId, Topic, WindowId};
use crate::ports::{
    Alarms, Area, AuthWindow, AuthWindowError, Authorize, Badge, Browser, Clock, Database, Files,
    HostNames, Http, HttpRequest, HttpResponse, Managed, NetworkError, Notice, PageUserClaim,
    Platform, Random, Store, StoreError, Table, Tasks, Write,
};

/// How often it is checked whether the running calls have ended, and how many times at most.
const CHECK_EVERY: Duration = Duration::from_millis(10);
const MOST_CHECKS: usize = 300;

/// A platform until [`Self::end`].
pub struct Endable<P> {
    platform: Rc<P>,
    ended: Cell<bool>,
    /// The number of running calls that change stored values.
    under_way: Cell<usize>,
}

/// A running call that changes stored values.
struct UnderWay<'a>(&'a Cell<usize>);

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.set(self.0.get().saturating_sub(1));
    }
}

impl<P: Platform> Endable<P> {
    /// A platform that was not ended.
    #[must_use]
    pub fn of(platform: &Rc<P>) -> Rc<Self> {
        Rc::new(Self {
            platform: Rc::clone(platform),
            ended: Cell::new(false),
            under_way: Cell::new(0),
        })
    }

    /// From now on every call waits for ever. Earlier requests may still reach the network; their answers are dropped.
    pub fn end(&self) {
        self.ended.set(true);
    }

    /// Waits for the changes of stored values that began before the end.
    pub async fn rest(&self) {
        for _ in 0..MOST_CHECKS {
            if self.under_way.get() == 0 {
                return;
            }
            self.platform.sleep(CHECK_EVERY).await;
        }
    }

    async fn reach(&self) -> &P {
        if self.ended.get() {
            pending::<()>().await;
        }
        &self.platform
    }

    async fn reach_to_change(&self) -> (&P, UnderWay<'_>) {
        let platform = self.reach().await;
        self.under_way.set(self.under_way.get() + 1);
        (platform, UnderWay(&self.under_way))
    }
}

impl<P: Platform> Http for Endable<P> {
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, NetworkError> {
        self.reach().await.send(request).await
    }
}

impl<P: Platform> Clock for Endable<P> {
    fn now(&self) -> Millis {
        self.platform.now()
    }

    fn day(&self, at: Millis) -> Day {
        self.platform.day(at)
    }

    fn day_in(&self, zone: &str, at: Millis) -> Option<Day> {
        self.platform.day_in(zone, at)
    }

    async fn sleep(&self, span: Duration) {
        self.platform.sleep(span).await;
    }
}

impl<P: Platform> Random for Endable<P> {
    fn bytes(&self) -> [u8; 16] {
        self.platform.bytes()
    }
}

impl<P: Platform> Tasks for Endable<P> {
    fn spawn(&self, work: impl Future<Output = ()> + 'static) {
        self.platform.spawn(work);
    }
}

impl<P: Platform> Store for Endable<P> {
    async fn read(&self, area: Area, key: &str) -> Result<Option<String>, StoreError> {
        self.reach().await.read(area, key).await
    }

    async fn write(&self, area: Area, key: &str, value: String) -> Result<(), StoreError> {
        let (platform, _under_way) = self.reach_to_change().await;
        platform.write(area, key, value).await
    }

    async fn remove(&self, area: Area, key: &str) -> Result<(), StoreError> {
        let (platform, _under_way) = self.reach_to_change().await;
        platform.remove(area, key).await
    }

    async fn keys(&self, area: Area, prefix: &str) -> Result<Vec<String>, StoreError> {
        self.reach().await.keys(area, prefix).await
    }
}

impl<P: Platform> Managed for Endable<P> {
    async fn managed(&self) -> Result<String, StoreError> {
        self.reach().await.managed().await
    }
}

impl<P: Platform> Database for Endable<P> {
    async fn commit(&self, writes: Vec<Write>) -> Result<(), StoreError> {
        let (platform, _under_way) = self.reach_to_change().await;
        platform.commit(writes).await
    }
    async fn row(&self, table: Table, key: &str) -> Result<Option<String>, StoreError> {
        self.reach().await.row(table, key).await
    }
    async fn rows(&self, table: Table, prefix: &str) -> Result<Vec<(String, String)>, StoreError> {
        self.reach().await.rows(table, prefix).await
    }
    async fn row_keys(
        &self,
        table: Table,
        from: &str,
        to: &str,
        most: u32,
    ) -> Result<Vec<String>, StoreError> {
        self.reach().await.row_keys(table, from, to, most).await
    }
    async fn delete_everything(&self) -> Result<(), StoreError> {
        let (platform, _under_way) = self.reach_to_change().await;
        platform.delete_everything().await
    }
}

impl<P: Platform> Files for Endable<P> {
    async fn file_size(&self, file: &FileId) -> Result<Option<u64>, StoreError> {
        self.reach().await.file_size(file).await
    }
    async fn file_part(
        &self,
        file: &FileId,
        from: u64,
        to: u64,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        self.reach().await.file_part(file, from, to).await
    }
}

impl<P: Platform> HostNames for Endable<P> {
    fn to_ascii(&self, host: &str) -> Option<String> {
        self.platform.to_ascii(host)
    }
}

impl<P: Platform> Alarms for Endable<P> {
    async fn wake_at(&self, name: &str, at: Millis) {
        let (platform, _under_way) = self.reach_to_change().await;
        platform.wake_at(name, at).await;
    }

    async fn wake_every(&self, name: &str, minutes: u32) {
        let (platform, _under_way) = self.reach_to_change().await;
        platform.wake_every(name, minutes).await;
    }

    async fn clear_alarm(&self, name: &str) {
        let (platform, _under_way) = self.reach_to_change().await;
        platform.clear_alarm(name).await;
    }

    async fn clear_alarms(&self) {
        let (platform, _under_way) = self.reach_to_change().await;
        platform.clear_alarms().await;
    }
}

impl<P: Platform> AuthWindow for Endable<P> {
    fn redirect_url(&self, path: &str) -> String {
        self.platform.redirect_url(path)
    }

    async fn authorize(&self, url: &str, how: Authorize) -> Result<String, AuthWindowError> {
        self.reach().await.authorize(url, how).await
    }

    async fn show_auth_window(&self) -> bool {
        self.reach().await.show_auth_window().await
    }

    async fn close_auth_window(&self) {
        self.reach().await.close_auth_window().await;
    }
}

impl<P: Platform> Browser for Endable<P> {
    async fn open_tab(&self, url: &str) {
        self.reach().await.open_tab(url).await;
    }

    async fn show_in(&self, tab: Option<TabId>, url: &str) -> Option<TabId> {
        self.reach().await.show_in(tab, url).await
    }

    async fn open_app(&self, route: &str) {
        self.reach().await.open_app(route).await;
    }

    async fn turn_into_app(&self, tab: TabId, route: &str) {
        self.reach().await.turn_into_app(tab, route).await;
    }

    async fn open_popup(&self) -> bool {
        self.reach().await.open_popup().await
    }

    async fn badge(&self, badge: Badge) {
        let (platform, _under_way) = self.reach_to_change().await;
        platform.badge(badge).await;
    }

    async fn notify(&self, notice: Notice) {
        self.reach().await.notify(notice).await;
    }

    async fn changed(&self, topic: Topic) {
        self.reach().await.changed(topic).await;
    }

    async fn look_again(&self) {
        self.reach().await.look_again().await;
    }

    async fn page_user(&self, tab: TabId) -> PageUserClaim {
        self.reach().await.page_user(tab).await
    }

    async fn watch_rows(&self, tab: TabId) {
        self.reach().await.watch_rows(tab).await;
    }

    async fn frames(&self, tab: TabId) -> Vec<Url> {
        self.reach().await.frames(tab).await
    }

    async fn front_tab(&self, window: WindowId) -> Option<(TabId, Url)> {
        self.reach().await.front_tab(window).await
    }

    async fn window_of(&self, tab: TabId) -> Option<WindowId> {
        self.reach().await.window_of(tab).await
    }

    async fn side_panels(&self) -> Vec<WindowId> {
        self.reach().await.side_panels().await
    }

    async fn browser_keys(&self) -> Vec<BrowserKey> {
        self.reach().await.browser_keys().await
    }
}
