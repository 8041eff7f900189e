//! Orders for the content script of a tab, and the tab of a request.

use url::{Url, form_urlencoded};

use super::Worker;
use crate::base::{Fault, Topic};
use crate::onboarding::Invitation;
use crate::panel::Tab;
use crate::ports::Platform;
use crate::protocol::{PageOrder, Sender};

impl<P: Platform + 'static> Worker<P> {
    /// The order for a tab: a record's page gets the panel. An invitation's page becomes our welcome page, where a click
    /// opens the popup; opening a page alone never does.
    pub(super) async fn page_order(&self, tab: &Tab) -> Result<PageOrder, Fault> {
        if Invitation::is_at(&tab.url) {
            let route = match self.onboarding.invited_by_page(&tab.url).await? {
                true => "#/welcome".to_owned(),
                false => welcome_with(&tab.url),
            };
            self.platform.turn_into_app(tab.id, &route).await;
            self.platform.changed(Topic::Setup).await;
            return Ok(PageOrder::Unmount);
        }
        Ok(match self.panel.dock(tab).await? {
            Some(dock) => PageOrder::Mount {
                collapsed: dock.collapsed,
                width: dock.width,
                theme: self.theme().await?,
            },
            None => PageOrder::Unmount,
        })
    }

    /// The tab of a sender, as Chrome reports it. For the side panel, it is the tab in front of its window.
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

/// The route of the welcome page, with the link that the rep can use there.
fn welcome_with(link: &Url) -> String {
    let link: String = form_urlencoded::byte_serialize(link.as_str().as_bytes()).collect();
    format!("#/welcome/{link}")
}
