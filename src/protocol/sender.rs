//! Who asks. Made from `chrome.runtime.MessageSender`, never from the message.

use url::Url;

use crate::ports::TabId;

/// The kinds of asker, as named in [`super::Request::FROM`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Surface {
    /// The toolbar popup (or `popup.html` opened as a tab).
    Popup,
    /// `panel.html` in a Salesforce page.
    Panel,
    /// The web application.
    App,
    /// The content script in the top frame of a Salesforce page.
    Page,
}

/// One asker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sender {
    /// The toolbar popup.
    Popup,
    /// The panel in a tab, with the tab's address as Chrome gives it.
    Panel {
        /// The tab that shows the Salesforce page.
        tab: TabId,
        /// `sender.tab.url`.
        url: Url,
    },
    /// The web application.
    App,
    /// The content script of a tab, with the tab's address as Chrome gives it.
    Page {
        /// The tab.
        tab: TabId,
        /// `sender.tab.url`.
        url: Url,
    },
}

impl Sender {
    /// The kind of asker.
    #[must_use]
    pub const fn surface(&self) -> Surface {
        match self {
            Self::Popup => Surface::Popup,
            Self::Panel { .. } => Surface::Panel,
            Self::App => Surface::App,
            Self::Page { .. } => Surface::Page,
        }
    }
}
