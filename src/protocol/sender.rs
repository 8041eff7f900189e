//! The sender of a message, read from `chrome.runtime.MessageSender`, never from the message itself.

use serde::Deserialize;
use url::Url;

use crate::base::{TabId, WindowId};
use crate::panel::Tab;

/// The kinds of sender, for [`super::Request::FROM`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Surface {
    /// The toolbar popup (or `popup.html` opened as a tab).
    Popup,
    /// `panel.html`, in a Salesforce page or in the browser's side panel.
    Panel,
    /// The web application.
    App,
    /// The content script in the top frame of a Salesforce page.
    Page,
}

/// The sender of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sender {
    /// The toolbar popup.
    Popup,
    /// The panel in a tab that shows a Salesforce page.
    Panel(Tab),
    /// The panel in the side panel of a window; its record is that of the tab in front.
    SidePanel {
        /// The window.
        window: WindowId,
    },
    /// The web application.
    App,
    /// The content script of a tab.
    Page(Tab),
}

impl Sender {
    /// The kind of sender.
    #[must_use]
    pub const fn surface(&self) -> Surface {
        match self {
            Self::Popup => Surface::Popup,
            Self::Panel(_) | Self::SidePanel { .. } => Surface::Panel,
            Self::App => Surface::App,
            Self::Page(_) => Surface::Page,
        }
    }

    /// The sender of a message; `None` for any that may not send us messages.
    ///
    /// Our own pages are recognised by origin and path: the panel is a frame of a Salesforce tab, or has no tab and its
    /// window in its address. A content script is frame 0 of a Salesforce tab whose address has the message's origin.
    #[must_use]
    pub fn of(sender: MessageSender, extension: &str) -> Option<Self> {
        if sender.id != extension {
            return None;
        }
        let own_origin = format!("chrome-extension://{extension}");
        if sender.origin == own_origin {
            let page = Url::parse(&sender.url).ok()?;
            return match page.path() {
                "/popup.html" => Some(Self::Popup),
                "/app.html" => Some(Self::App),
                "/panel.html" => match sender.tab {
                    Some(tab) if sender.frame_id != Some(0) => salesforce_tab(tab).map(Self::Panel),
                    None => side_panel_window(&page).map(|window| Self::SidePanel { window }),
                    Some(_) => None,
                },
                _ => None,
            };
        }
        let tab = salesforce_tab(sender.tab?)?;
        let same_origin = tab.url.origin().ascii_serialization() == sender.origin;
        (sender.frame_id == Some(0) && same_origin).then_some(Self::Page(tab))
    }
}

/// The part of `chrome.runtime.MessageSender` that is used.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MessageSender {
    id: String,
    #[serde(default)]
    origin: String,
    #[serde(default)]
    url: String,
    frame_id: Option<i32>,
    tab: Option<SenderTab>,
}

impl MessageSender {
    /// Whether it is our worker, the only one whose events a surface accepts. A content script has a tab, and our pages
    /// have their own addresses.
    #[must_use]
    pub fn is_worker(&self, extension: &str) -> bool {
        let address = format!("chrome-extension://{extension}/worker.js");
        self.id == extension
            && self.tab.is_none()
            && self.frame_id.is_none()
            && (self.url.is_empty() || self.url == address)
    }
}

#[derive(Clone, Debug, Deserialize)]
struct SenderTab {
    id: i32,
    #[serde(default)]
    url: String,
}

/// The window that a side panel's address names: `panel.html?window=7`.
#[must_use]
pub fn side_panel_window(page: &Url) -> Option<WindowId> {
    let (_, window) = page.query_pairs().find(|(key, _)| key == "window")?;
    window.parse().ok().map(WindowId)
}

/// A tab at a page, over https, of an org that we can sign in to.
fn salesforce_tab(tab: SenderTab) -> Option<Tab> {
    let url = Url::parse(&tab.url).ok()?;
    let tab = Tab::at(TabId(tab.id), url);
    tab.org()?;
    Some(tab)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    const OURS: &str = "abcdefghijklmnopabcdefghijklmnop";
    const STRANGER: &str = "ponmlkjihgfedcbaponmlkjihgfedcba";
    const RECORD: &str =
        "https://acme.lightning.force.com/lightning/r/Lead/00Q5g00000AbCdEEAV/view";

    fn of(sender: Value) -> Option<Surface> {
        Sender::of(serde_json::from_value(sender).unwrap(), OURS).map(|sender| sender.surface())
    }

    fn page(path: &str) -> Value {
        json!({
            "id": OURS,
            "origin": format!("chrome-extension://{OURS}"),
            "url": format!("chrome-extension://{OURS}{path}"),
        })
    }

    #[test]
    fn our_pages_are_told_by_their_path() {
        assert_eq!(of(page("/popup.html")), Some(Surface::Popup));
        assert_eq!(of(page("/app.html#/profile")), Some(Surface::App));
        assert_eq!(of(page("/preview.html")), None);
        assert_eq!(of(page("/x/popup.html")), None);
    }

    #[test]
    fn only_the_worker_tells_of_changes() {
        let is_worker = |sender: Value| {
            let sender: MessageSender = serde_json::from_value(sender).unwrap();
            sender.is_worker(OURS)
        };
        assert!(is_worker(page("/worker.js")));
        assert!(is_worker(json!({ "id": OURS })), "Chrome may say no more");
        let mut panel = page("/panel.html");
        panel["frameId"] = json!(7);
        panel["tab"] = json!({ "id": 3, "url": RECORD });
        let script = json!({
            "id": OURS, "origin": "https://acme.lightning.force.com", "url": RECORD,
            "frameId": 0, "tab": { "id": 3, "url": RECORD },
        });
        let without_tab = json!({ "id": OURS, "url": RECORD, "frameId": 0 });
        let stranger = json!({ "id": STRANGER });
        let others = [panel, script, without_tab, stranger];
        let pages = ["/popup.html", "/panel.html?window=5", "/worker.js/x", "/"].map(page);
        for other in others.into_iter().chain(pages) {
            assert!(!is_worker(other.clone()), "{other}");
        }
    }

    #[test]
    fn the_panel_lives_in_a_frame_of_a_tab() {
        let mut panel = page("/panel.html");
        assert_eq!(of(panel.clone()), None);
        panel["frameId"] = json!(7);
        panel["tab"] = json!({ "id": 3, "url": RECORD });
        assert_eq!(of(panel.clone()), Some(Surface::Panel));
        panel["frameId"] = json!(0);
        assert_eq!(of(panel), None);
    }

    #[test]
    fn a_panel_framed_elsewhere_is_nobody() {
        let mut panel = page("/panel.html");
        panel["frameId"] = json!(7);
        for url in [
            "https://evil.example/lightning/r/Lead/00Q5g00000AbCdEEAV/view",
            "https://acme.lightning.force.com.evil.example/",
            "http://acme.lightning.force.com/",
            "https://acme.my.site.com/s/",
            "chrome-extension://abcdefghijklmnopabcdefghijklmnop/page.html",
            "",
        ] {
            panel["tab"] = json!({ "id": 3, "url": url });
            assert_eq!(of(panel.clone()), None, "{url}");
        }
    }

    #[test]
    fn the_side_panel_has_a_window_and_no_tab() {
        assert_eq!(of(page("/panel.html?window=5")), Some(Surface::Panel));
        let sender = serde_json::from_value(page("/panel.html?window=5")).unwrap();
        let window = WindowId(5);
        assert_eq!(Sender::of(sender, OURS), Some(Sender::SidePanel { window }));
        assert_eq!(of(page("/panel.html?window=all")), None);
        assert_eq!(of(page("/panel.html?tab=5")), None);
        let mut in_a_tab = page("/panel.html?window=5");
        in_a_tab["tab"] = json!({ "id": 3, "url": in_a_tab["url"] });
        assert_eq!(of(in_a_tab.clone()), None);
        in_a_tab["frameId"] = json!(0);
        assert_eq!(of(in_a_tab), None);
    }

    #[test]
    fn a_content_script_is_the_top_frame_of_its_tab() {
        let script = json!({
            "id": OURS,
            "origin": "https://acme.lightning.force.com",
            "url": RECORD,
            "frameId": 0,
            "tab": { "id": 3, "url": RECORD },
        });
        assert_eq!(of(script.clone()), Some(Surface::Page));
        for (key, forged) in [
            ("id", json!(STRANGER)),
            ("origin", json!("https://evil.example")),
            ("origin", json!("null")),
            ("frameId", json!(4)),
            ("tab", json!(null)),
            (
                "tab",
                json!({ "id": 3, "url": "http://acme.lightning.force.com/" }),
            ),
        ] {
            let mut forgery = script.clone();
            forgery[key] = forged;
            assert_eq!(of(forgery), None, "{key}");
        }
    }
}
