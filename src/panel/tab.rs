//! A tab that shows a page of Salesforce.

use url::Url;

use crate::base::{OrgHost, RecordRef, TabId};
use crate::salesforce::page::{ListPage, Page, Ui};

/// A tab with its address as Chrome gives it, recognised once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// The browser's id of the tab.
    pub id: TabId,
    /// Its address; never shown or logged, since it may carry a session id.
    pub url: Url,
    /// What the page shows.
    pub page: Page,
    list: Option<ListPage>,
}

impl Tab {
    /// The tab at `url`.
    #[must_use]
    pub fn at(id: TabId, url: Url) -> Self {
        let page = Page::recognise(&url);
        let list = ListPage::of(&url, &page);
        Self {
            id,
            url,
            page,
            list,
        }
    }

    /// Whether the page's frames have to be asked for its list: in the Classic console.
    #[must_use]
    pub fn has_frames(&self) -> bool {
        ListPage::is_in_frame(&self.url, &self.page)
    }

    /// With the list among the frames that the page says it shows.
    #[must_use]
    pub fn with_frames(self, frames: &[Url]) -> Self {
        Self {
            list: ListPage::of_frames(&self.url, &self.page, frames),
            ..self
        }
    }

    /// The record that a page of Salesforce's own interfaces shows.
    #[must_use]
    pub fn record(&self) -> Option<RecordRef> {
        match self.page.ui {
            Ui::Lightning | Ui::Classic | Ui::Visualforce => self.page.record(),
            Ui::Experience | Ui::Setup | Ui::Login | Ui::Other => None,
        }
    }

    /// The list of leads or contacts that the page shows.
    #[must_use]
    pub fn list(&self) -> Option<ListPage> {
        self.list.clone()
    }

    /// The org of the page.
    #[must_use]
    pub fn org(&self) -> Option<&OrgHost> {
        self.page.org.as_ref()
    }
}
