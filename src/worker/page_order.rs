//! Orders for the content script of a tab, and the tab of a request.

use std::rc::Rc;
use url::{Url, form_urlencoded};

use super::Worker;
use crate::base::{Fault, Topic};
use crate::onboarding::Invitation;
use crate::panel::{Place, Tab};
use crate::ports::Platform;
use crate::protocol::{PageOrder, Sender};

impl<P: Platform + 'static> Worker<P> {
    /// The order for a tab: a record's or list's page gets the panel. An invitation's page becomes our welcome page, where a click
    /// opens the popup; opening a page alone never does. `seen` is whether the rep sees the page.
    pub(super) async fn page_order(&self, tab: &Tab, seen: bool) -> Result<PageOrder, Fault> {
        if Invitation::is_at(&tab.url) {
            let route = match self.onboarding.invited_by_page(&tab.url).await? {
                true => "#/welcome".to_owned(),
                false => welcome_with(&tab.url),
            };
            self.platform.turn_into_app(tab.id, &route).await;
            self.platform.changed(Topic::Setup).await;
            return Ok(PageOrder::Unmount);
        }
        let tab = self.with_frames(tab.clone()).await;
        let place = self.panel.place(&tab).await?;
        let is_open = match place {
            Place::Docked(dock) => !dock.collapsed,
            Place::Aside => true,
            Place::Nowhere => false,
        };
        if is_open && seen {
            let (panel, tab) = (Rc::clone(&self.panel), tab.clone());
            self.platform
                .spawn(async move { panel.read_ahead(&tab).await });
        }
        if is_open && tab.list().is_some() {
            let (platform, tab) = (Rc::clone(&self.platform), tab.id);
            self.platform
                .spawn(async move { platform.watch_rows(tab).await });
        }
        Ok(match place {
            Place::Docked(dock) => PageOrder::Mount {
                collapsed: dock.collapsed,
                width: dock.width,
                theme: self.theme().await?,
            },
            Place::Aside | Place::Nowhere => PageOrder::Unmount,
        })
    }

    /// With the list that its page shows: in the Classic console the page is asked for it.
    pub(super) async fn with_frames(&self, tab: Tab) -> Tab {
        match tab.has_frames() {
            true => {
                let frames = self.platform.frames(tab.id).await;
                tab.with_frames(&frames)
            }
            false => tab,
        }
    }

    /// The tab of a sender, as Chrome reports it. For the side panel, it is the tab in front of its window.
    pub(super) async fn tab_of(&self, from: &Sender) -> Option<Tab> {
        match from {
            Sender::Panel(tab) | Sender::Page(tab) => Some(self.with_frames(tab.clone()).await),
            Sender::SidePanel { window } => {
                let (tab, url) = self.platform.front_tab(*window).await?;
                Some(self.with_frames(Tab::at(tab, url)).await)
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
