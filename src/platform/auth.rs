//! `chrome.identity.launchWebAuthFlow`, and the window that it opens.

use futures_util::future::{Either, select};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::json;
use std::collections::HashSet;
use std::pin::pin;
use std::time::Duration;
use url::Url;
use wasm_bindgen::JsValue;

use super::javascript::message_of;
use super::{Chrome, chrome};
use crate::base::OrgHost;
use crate::ports::{AuthWindow, AuthWindowError, Authorize, Refusal};
use crate::salesforce::refusal;

#[derive(Deserialize)]
struct Window {
    id: i32,
}

#[derive(Deserialize)]
struct Tab {
    url: Option<String>,
}

impl AuthWindow for Chrome {
    fn redirect_url(&self, path: &str) -> String {
        chrome::identity_get_redirect_url(path)
    }

    async fn authorize(&self, url: &str, how: Authorize) -> Result<String, AuthWindowError> {
        let Authorize::Interactive { watch } = how else {
            return launch(url, false).await;
        };
        self.auth.before.replace(popups().await);
        self.auth.open.set(true);
        let outcome = match watch {
            None => launch(url, true).await,
            Some(org) => match select(pin!(launch(url, true)), pin!(self.watch(&org))).await {
                Either::Left((outcome, _)) => outcome,
                Either::Right((refusal, _)) => {
                    self.close_auth_window().await;
                    Err(AuthWindowError::Refused(refusal))
                }
            },
        };
        self.auth.open.set(false);
        outcome
    }

    async fn show_auth_window(&self) -> bool {
        let mut shown = false;
        for window in self.own_windows().await {
            let front = chrome::options(&json!({ "focused": true, "state": "normal" }));
            shown |= chrome::windows_update(window, &front).await.is_ok();
        }
        shown
    }

    async fn close_auth_window(&self) {
        for window in self.own_windows().await {
            // It fails only where the window is closed already.
            let _ = chrome::windows_remove(window).await;
        }
    }
}

impl Chrome {
    /// Waits until the org shows a page that will never redirect back.
    async fn watch(&self, org: &OrgHost) -> Refusal {
        loop {
            gloo_timers::future::sleep(Duration::from_millis(250)).await;
            for window in self.own_windows().await {
                let filter = chrome::options(&json!({ "windowId": window }));
                let tabs: Vec<Tab> = listed(chrome::tabs_query(&filter).await);
                let refused = tabs
                    .into_iter()
                    .filter_map(|tab| Url::parse(&tab.url?).ok())
                    .filter(|url| url.host_str() == Some(org.as_str()))
                    .find_map(|url| refusal(&url));
                if let Some(refused) = refused {
                    return refused;
                }
            }
        }
    }

    async fn own_windows(&self) -> Vec<i32> {
        if !self.auth.open.get() {
            return Vec::new();
        }
        let before = self.auth.before.borrow().clone();
        popups().await.difference(&before).copied().collect()
    }
}

async fn launch(url: &str, interactive: bool) -> Result<String, AuthWindowError> {
    let details = match interactive {
        true => json!({ "url": url, "interactive": true }),
        // Google and Microsoft redirect by script on some pages: without these options, the flow would end at the
        // first page that has loaded.
        false => json!({
            "url": url,
            "interactive": false,
            "abortOnLoadForNonInteractive": false,
            "timeoutMsForNonInteractive": 10_000,
        }),
    };
    match chrome::identity_launch_web_auth_flow(&chrome::options(&details)).await {
        Ok(redirect) => redirect.as_string().ok_or(AuthWindowError::Closed),
        Err(error) => Err(reason(&message_of(&error))),
    }
}

/// The error for Chrome's message, from `identity_constants.cc`.
fn reason(message: &str) -> AuthWindowError {
    if message.starts_with("The user did not approve access") {
        AuthWindowError::Closed
    } else if message.starts_with("Authorization page could not be loaded") {
        AuthWindowError::NotLoaded
    } else if message.starts_with("User interaction required")
        || message.starts_with("Authorization page load timed out")
    {
        AuthWindowError::InteractionRequired
    } else {
        AuthWindowError::Other(message.to_owned())
    }
}

async fn popups() -> HashSet<i32> {
    let filter = chrome::options(&json!({ "windowTypes": ["popup"] }));
    let windows: Vec<Window> = listed(chrome::windows_get_all(&filter).await);
    windows.into_iter().map(|window| window.id).collect()
}

/// The list from a chrome.* query; empty where it failed.
pub(super) fn listed<T: DeserializeOwned>(result: Result<JsValue, JsValue>) -> Vec<T> {
    let list = result.ok();
    let list = list.and_then(|list| serde_wasm_bindgen::from_value(list).ok());
    list.unwrap_or_default()
}
