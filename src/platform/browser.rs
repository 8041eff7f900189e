//! Tabs, the toolbar button, and events to the open surfaces. Failures (such as a tab that closed meanwhile) are
//! ignored.

use serde::Deserialize;
use serde_json::json;
use url::Url;
use wasm_bindgen::JsValue;

use super::auth::listed;
use super::i18n::{self, counted, text, text_with};
use super::notices::kind_key;
use super::{Chrome, chrome, side_panel};
use crate::base::{BrowserKey, TabId, Topic, WindowId, json};
use crate::ports::{Badge, Browser, Notice, PageUserClaim};

/// The toolbar button's own title.
const NAME: &str = "MSI Actions";
/// The accent and the warning colour of the style sheets; white on them has a contrast of at least 5.
const DUE_COLOR: &str = "#5a3fc0";
const NEED_COLOR: &str = "#b42318";

/// The pages with our content script, as in the manifest.
const PAGES: [&str; 3] = [
    "https://*.my.salesforce.com/*",
    "https://*.lightning.force.com/*",
    "https://*.vf.force.com/*",
];

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Tab {
    id: Option<i32>,
    window_id: Option<i32>,
    /// Present only for hosts in the manifest.
    url: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Context {
    document_url: Option<String>,
}

#[derive(Deserialize)]
struct Command {
    name: String,
    #[serde(default)]
    shortcut: String,
}

/// `chrome.scripting.InjectionResult` of `frames.js`; without a result where the page is gone.
#[derive(Deserialize)]
struct Frames {
    #[serde(default)]
    result: Vec<String>,
}

/// `chrome.scripting.InjectionResult` of `page-user.js`.
#[derive(Deserialize)]
struct Injected {
    result: Claim,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Claim {
    user: Option<String>,
    logged_in_as: bool,
}

/// The title that a screen reader reads with the button.
fn titled(words: &str) -> String {
    format!("{NAME}: {words}")
}

impl Browser for Chrome {
    async fn open_tab(&self, url: &str) {
        let _ = chrome::tabs_create(&chrome::options(&json!({ "url": url }))).await;
    }

    async fn show_in(&self, tab: Option<TabId>, url: &str) -> Option<TabId> {
        if let Some(tab) = tab
            // Its address is told only while it shows a page of Salesforce.
            && let Some(Tab { url: Some(_), .. }) = tab_of(chrome::tabs_get(tab.0).await)
        {
            let change = chrome::options(&json!({ "url": url, "active": true }));
            if chrome::tabs_update(tab.0, &change).await.is_ok() {
                return Some(tab);
            }
        }
        let made = chrome::tabs_create(&chrome::options(&json!({ "url": url }))).await;
        tab_of(made)?.id.map(TabId)
    }

    async fn open_app(&self, route: &str) {
        let app = chrome::runtime_get_url("app.html");
        let filter = chrome::options(&json!({ "url": format!("{app}*") }));
        let open: Vec<Tab> = listed(chrome::tabs_query(&filter).await);
        match open.into_iter().find_map(|tab| tab.id) {
            Some(tab) => self.turn_into_app(TabId(tab), route).await,
            None => self.open_tab(&format!("{app}{route}")).await,
        }
    }

    async fn turn_into_app(&self, tab: TabId, route: &str) {
        let url = format!("{}{route}", chrome::runtime_get_url("app.html"));
        let change = chrome::options(&json!({ "url": url, "active": true }));
        let _ = chrome::tabs_update(tab.0, &change).await;
    }

    async fn open_popup(&self) -> bool {
        chrome::action_open_popup().await.is_ok()
    }

    async fn badge(&self, badge: Badge) {
        i18n::follow_policy().await;
        let (count, color, title) = match badge {
            Badge::None => (0, DUE_COLOR, NAME.to_owned()),
            Badge::GoesOn => (1, NEED_COLOR, titled(&text("badge_goes_on"))),
            Badge::News(count) => (count, DUE_COLOR, titled(&counted("badge_news", count))),
            Badge::Due(count) => (count, DUE_COLOR, titled(&counted("badge_due", count))),
            Badge::NeedsYou(count) => (
                count,
                NEED_COLOR,
                titled(&counted("badge_needs_you", count)),
            ),
        };
        let shown = match (badge, count) {
            (_, 0) => String::new(),
            // A number is what is to be done.
            (Badge::News(_), _) => "•".to_owned(),
            (_, 1..=99) => count.to_string(),
            _ => "99+".to_owned(),
        };
        let _ =
            chrome::action_set_badge_background_color(&chrome::options(&json!({ "color": color })))
                .await;
        let _ = chrome::action_set_badge_text(&chrome::options(&json!({ "text": shown }))).await;
        let _ = chrome::action_set_title(&chrome::options(&json!({ "title": title }))).await;
    }

    async fn notify(&self, notice: Notice) {
        i18n::follow_policy().await;
        let (id, title, message) = match notice {
            Notice::Event { id, name, kind } => (id, name, text(kind_key(kind))),
            Notice::Reminder { id, subject, name } => {
                (id, text_with("notice_reminder", &[&subject]), name)
            }
            Notice::Several(count) => (
                "feed".to_owned(),
                NAME.to_owned(),
                counted("notice_several", count),
            ),
        };
        // Without a name Chrome would show none.
        let title = if title.is_empty() {
            NAME.to_owned()
        } else {
            title
        };
        let options = chrome::options(&json!({
            "type": "basic",
            "iconUrl": chrome::runtime_get_url("icons/128.png"),
            "title": title,
            "message": message,
        }));
        // Chrome has the API only where the rep allowed it.
        let _ = chrome::notifications_create(&id, &options).await;
    }

    async fn changed(&self, topic: Topic) {
        // Without an open surface Chrome answers "Receiving end does not exist".
        let event = chrome::options(&json!({ "changed": topic }));
        let _ = chrome::runtime_send_message(&event).await;
    }

    async fn page_user(&self, tab: TabId) -> PageUserClaim {
        let injection = chrome::options(&json!({
            "target": { "tabId": tab, "frameIds": [0] },
            "world": "MAIN",
            "injectImmediately": true,
            "files": ["page-user.js"],
        }));
        let claims: Vec<Injected> = listed(chrome::scripting_execute_script(&injection).await);
        claims
            .into_iter()
            .next()
            .map(|Injected { result }| {
                PageUserClaim::read(result.user.as_deref(), result.logged_in_as)
            })
            .unwrap_or_default()
    }

    async fn look_again(&self) {
        let filter = chrome::options(&json!({ "url": PAGES }));
        let tabs: Vec<Tab> = listed(chrome::tabs_query(&filter).await);
        for tab in tabs.into_iter().filter_map(|tab| tab.id) {
            let look = chrome::options(&json!({ "look": true }));
            if chrome::tabs_send_message(tab, &look).await.is_err() {
                // The tab was open before the install or update, so it has no content script of this version.
                let injection = chrome::options(&json!({
                    "target": { "tabId": tab },
                    "files": ["content.js"],
                }));
                let _ = chrome::scripting_execute_script(&injection).await;
            }
        }
    }

    async fn watch_rows(&self, tab: TabId) {
        let injection = chrome::options(&json!({
            "target": { "tabId": tab },
            "files": ["rows.js"],
        }));
        // The tab may be gone by now.
        let _ = chrome::scripting_execute_script(&injection).await;
    }

    async fn frames(&self, tab: TabId) -> Vec<Url> {
        let injection = chrome::options(&json!({
            "target": { "tabId": tab },
            "injectImmediately": true,
            "files": ["frames.js"],
        }));
        let said: Vec<Frames> = listed(chrome::scripting_execute_script(&injection).await);
        let addresses = said.into_iter().flat_map(|said| said.result);
        addresses
            .filter_map(|address| Url::parse(&address).ok())
            .collect()
    }

    async fn front_tab(&self, window: WindowId) -> Option<(TabId, Url)> {
        let filter = chrome::options(&json!({ "active": true, "windowId": window.0 }));
        let front: Vec<Tab> = listed(chrome::tabs_query(&filter).await);
        let tab = front.into_iter().next()?;
        Some((TabId(tab.id?), Url::parse(&tab.url?).ok()?))
    }

    async fn window_of(&self, tab: TabId) -> Option<WindowId> {
        tab_of(chrome::tabs_get(tab.0).await)?
            .window_id
            .map(WindowId)
    }

    async fn side_panels(&self) -> Vec<WindowId> {
        // A side panel's windowId is -1; its address has the window.
        let filter = chrome::options(&json!({ "contextTypes": ["SIDE_PANEL"] }));
        let open: Vec<Context> = listed(chrome::runtime_get_contexts(&filter).await);
        open.into_iter()
            .filter_map(|context| side_panel::window_in(&context.document_url?))
            .collect()
    }

    async fn browser_keys(&self) -> Vec<BrowserKey> {
        let commands: Vec<Command> = listed(chrome::commands_get_all().await);
        let key = |Command { name, shortcut }: Command| {
            // Other commands, such as Chrome's own, are left out.
            let does = json::of_value(&name.into()).ok()?;
            let keys = Some(shortcut).filter(|keys| !keys.is_empty());
            Some(BrowserKey { does, keys })
        };
        commands.into_iter().filter_map(key).collect()
    }
}

/// A tab as Chrome gives it; `None` where it is gone.
fn tab_of(given: Result<JsValue, JsValue>) -> Option<Tab> {
    serde_wasm_bindgen::from_value(given.ok()?).ok()
}
