//! Desktop notifications: Chrome's optional permission `notifications`, and the words for events.

use serde_json::json;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::chrome;
use crate::base::FeedKind;

/// The locale key of a kind of event.
#[must_use]
pub const fn kind_key(kind: FeedKind) -> &'static str {
    match kind {
        FeedKind::Moment => "live_feed_kind_moment",
        FeedKind::Reply => "live_feed_kind_reply",
        FeedKind::OptOut => "live_feed_kind_opt_out",
        FeedKind::Bounce => "live_feed_kind_bounce",
        FeedKind::Task => "live_feed_kind_task",
        FeedKind::Response => "live_feed_kind_response",
    }
}

/// Asks the rep for the permission, and says whether it is there then. It has to be called in the handler of a click,
/// because Chrome wants a gesture of the rep.
pub fn request() -> impl Future<Output = bool> {
    let asking = chrome::permissions_request(&permission());
    async move {
        match asking.map(JsFuture::from) {
            Ok(granted) => granted.await.is_ok_and(|granted| granted.is_truthy()),
            Err(_) => false,
        }
    }
}

/// Whether Chrome has the permission.
pub async fn are_granted() -> bool {
    let granted = chrome::permissions_contains(&permission()).await;
    granted.is_ok_and(|granted| granted.is_truthy())
}

/// Gives the permission back.
pub async fn give_back() {
    // Where Chrome keeps it, nothing is shown all the same.
    let _ = chrome::permissions_remove(&permission()).await;
}

fn permission() -> JsValue {
    chrome::options(&json!({ "permissions": ["notifications"] }))
}
