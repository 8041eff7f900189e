//! The browser's side panel, which shows `panel.html` beside the tab in front.
//!
//! Messages from a side panel have no tab and no window. So its page reloads itself with its window in its address
//! (`start.js`), where the worker reads it.

use serde_json::json;
use url::Url;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::chrome;
use super::javascript::property;
use crate::base::WindowId;
use crate::protocol::side_panel_window;

/// Chrome's own constant for the caller's window, `chrome.windows.WINDOW_ID_CURRENT`.
const CURRENT: i32 = -2;

/// Opens the side panel of this window, from the popup or from the panel in a page. It has to be called in the handler
/// of a click, because Chrome wants a gesture of the rep.
///
/// Returns whether it opened.
pub fn open() -> impl Future<Output = bool> {
    let opening = chrome::side_panel_open(&chrome::options(&json!({ "windowId": CURRENT })));
    async move {
        match opening.map(JsFuture::from) {
            Ok(opened) => opened.await.is_ok(),
            Err(_) => false,
        }
    }
}

/// Whether this page is in the side panel.
#[must_use]
pub fn in_side_panel() -> bool {
    window().is_some()
}

/// Calls `listener` when another tab of this side panel's window comes to the front, or the one in
/// front goes to another address. On other pages it does nothing.
pub fn on_front_tab(listener: impl Fn() + Clone + 'static) {
    let Some(own) = window() else { return };
    let activated = {
        let listener = listener.clone();
        Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| {
            if is_of(&event, own) {
                listener();
            }
        })
    };
    chrome::tabs_on_activated(activated.as_ref().unchecked_ref());
    let updated = Closure::<dyn Fn(JsValue, JsValue, JsValue)>::new(
        move |_tab: JsValue, change: JsValue, tab: JsValue| {
            // For hosts that are not in the manifest, Chrome does not report the address, only that they load.
            let moved = !property(&change, "url").is_undefined()
                || !property(&change, "status").is_undefined();
            if moved && property(&tab, "active").is_truthy() && is_of(&tab, own) {
                listener();
            }
        },
    );
    chrome::tabs_on_updated(updated.as_ref().unchecked_ref());
    // The page keeps both until it closes.
    activated.forget();
    updated.forget();
}

/// The window in a side panel's address.
pub(super) fn window_in(address: &str) -> Option<WindowId> {
    side_panel_window(&Url::parse(address).ok()?)
}

fn window() -> Option<WindowId> {
    let page = web_sys::window()?;
    let top = page.top().ok().flatten()?;
    if top != page {
        return None;
    }
    let search = page.location().search().ok()?; // as `start.js` writes it
    search.strip_prefix("?window=")?.parse().ok().map(WindowId)
}

fn is_of(tab: &JsValue, window: WindowId) -> bool {
    property(tab, "windowId").as_f64() == Some(f64::from(window.0))
}
