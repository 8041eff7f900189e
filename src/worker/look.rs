//! What the content script of a tab is to do, and which tab a request is about.

use url::{Url, form_urlencoded};

use super::Worker;
use crate::base::{Fault, Topic};
use crate::onboarding::Invitation;
use crate::panel::Tab;
use crate::ports::Platform;
use crate::protocol::{PageOrder, Sender};

impl<P: Platform + 'static> Worker<P> {
    /// An invitation's page becomes our welcome page; the popup opens after a click there, never because a
    /// page was opened. A record's page gets the panel.
    pub(super) async fn look(&self, tab: &Tab) -> Result<PageOrder, Fault> {
        if Invitation::is_at(&tab.url) {
            let route = match self.onboarding.invited_by_page(&tab.url).await? {
                true => "#/welcome".to_owned(),
                false => welcome_with(&tab.url),
            };
            self.platform.turn_into_app(tab.id, &route).await;
            self.platform.changed(Topic::Setup).await;
            return Ok(PageOrder::Unmount);
        }
        Ok(match self.panel.look(tab).await? {
            Some(dock) => PageOrder::Mount {
                collapsed: dock.collapsed,
                width: dock.width,
                theme: self.theme().await?,
            },
            None => PageOrder::Unmount,
        })
    }

    /// The tab that an asker works on, as Chrome gives it: never the asker's word. For the side panel that
    /// is the tab in front of its window.
    pub(super) async fn tab_of(&self, from: &Sender) -> Option<Tab> {
        match from {
            Sender::Panel(tab) | Sender::Page(tab) => Some(tab.clone()),
            Sender::SidePanel { window } => {
                let (tab, url) = self.platform.front_tab(*window).await?;
                Some(Tab::at(tab, url))
            }
            Sender::Popup | Sender::App => None,
        }
    }
}

/// The welcome page, with the link that the rep may use there.
fn welcome_with(link: &Url) -> String {
    let link: String = form_urlencoded::byte_serialize(link.as_str().as_bytes()).collect();
    format!("#/welcome/{link}")
}
