//! Where the panel is, and what it shows: the record of its tab.

use futures_util::future::{Either, select};
use serde::{Deserialize, Serialize};
use std::pin::pin;
use std::rc::Rc;
use std::time::Duration;
use url::{Url, form_urlencoded};

use super::acting::Stranger;
use super::{Worker, WorkerError};
use crate::accounts::{AccountError, Standing};
use crate::base::{Fault, OrgHost, RecordRef, TabId, Topic};
use crate::insight::{Age, Found, MailboxState, PageUser, PanelView, RecordView};
use crate::onboarding::Invitation;
use crate::ports::{Area, Platform};
use crate::protocol::{PageOrder, Sender};
use crate::salesforce::page::{Page, Ui};
use crate::storage;
use crate::storage::Versioned;

/// Where the panel's place is kept.
const KEY: &str = "panel.place";
/// CSS pixels.
const NARROWEST: u16 = 320;
const WIDEST: u16 = 600;
/// Whoever changed the record sees the new one, or that it is on its way, within this time.
const AT_ONCE: Duration = Duration::from_millis(120);

/// How the rep left the panel; the same in every tab.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Place {
    collapsed: bool,
    width: u16,
}

impl Versioned for Place {
    const VERSION: u32 = 1;
}

impl Default for Place {
    fn default() -> Self {
        Self {
            collapsed: false,
            width: 360,
        }
    }
}

impl<P: Platform + 'static> Worker<P> {
    /// What the content script of a tab is to do. An invitation's page becomes our welcome page; the
    /// popup opens after a click there, never because a page was opened.
    pub(super) async fn look(&self, tab: TabId, url: &Url) -> Result<PageOrder, Fault> {
        if Invitation::is_at(url) {
            let route = match self.onboarding.invited_by_page(url).await? {
                true => "#/welcome".to_owned(),
                false => welcome_with(url),
            };
            self.platform.turn_into_app(tab, &route).await;
            self.platform.changed(Topic::Setup).await;
            return Ok(PageOrder::Unmount);
        }
        let Some(record) = record_at(url) else {
            return Ok(PageOrder::Unmount);
        };
        if self.policies.settings().await.fence(&record.org).is_err() {
            return Ok(PageOrder::Unmount);
        }
        // A rep whose access was withdrawn reads the reason in the panel's place.
        if self.accounts.standing(&record.org).await? == Standing::Outside {
            return Ok(PageOrder::Unmount);
        }
        if self.beside_side_panel(tab).await? {
            return Ok(PageOrder::Unmount);
        }
        let place = self.place().await?;
        let theme = self.theme().await?;
        // A panel that is there already stays, and has to ask which record it is beside now. Nobody waits
        // until it has heard.
        let platform = Rc::clone(&self.platform);
        self.platform
            .spawn(async move { platform.changed(Topic::Record).await });
        Ok(PageOrder::Mount {
            collapsed: place.collapsed,
            width: place.width,
            theme,
        })
    }

    pub(super) async fn set_place(&self, collapsed: bool, width: u16) -> Result<(), Fault> {
        self.place().await?; // one that a newer version kept stays
        let width = width.clamp(NARROWEST, WIDEST);
        let place = Place { collapsed, width };
        storage::write(&*self.platform, Area::Local, KEY, &place).await?;
        self.platform.look_again().await;
        Ok(())
    }

    async fn place(&self) -> Result<Place, Fault> {
        let kept = storage::read_sound::<Place>(&*self.platform, Area::Local, KEY).await?;
        Ok(kept.unwrap_or_default())
    }

    /// A page says that its record may have changed.
    pub(super) async fn record_changed(&self, tab: TabId, url: &Url) -> Result<(), Fault> {
        let Some(record) = record_at(url) else {
            return Ok(());
        };
        let settings = self.policies.settings().await;
        if settings.fence(&record.org).is_err() || self.may_see(tab, &record.org).await.is_err() {
            return Ok(());
        }
        self.insight.page_says_changed(&record).await?;
        self.platform.changed(Topic::Record).await;
        Ok(())
    }

    /// The record in a panel's tab as far as it is known without asking Salesforce, at once: the panel
    /// never shows one record beside the page of another.
    pub(super) async fn panel_now(&self, from: &Sender) -> Result<PanelView, Fault> {
        let Some((tab, record)) = self.shown(from).await else {
            return Ok(PanelView::NoRecord);
        };
        let known = async {
            let page_user = match self.admit(tab, &record, false).await? {
                Ok(page_user) => page_user,
                Err(instead) => return Ok(instead),
            };
            match self.insight.kept(&record).await {
                Ok(Some(view)) => self.shown_as(view, page_user).await,
                Ok(None) => Ok(PanelView::Loading {
                    record: record.clone(),
                }),
                Err(fault) => Ok(PanelView::Failed { fault }),
            }
        };
        match select(pin!(known), pin!(self.platform.sleep(AT_ONCE))).await {
            Either::Left((view, _)) => view,
            // The page does not say soon whose it is.
            Either::Right(_) => Ok(PanelView::Loading {
                record: record.clone(),
            }),
        }
    }

    /// The view of the record in a panel's tab.
    pub(super) async fn panel(&self, from: &Sender, refresh: bool) -> Result<PanelView, Fault> {
        let Some((tab, record)) = self.shown(from).await else {
            return Ok(PanelView::NoRecord);
        };
        let page_user = match self.admit(tab, &record, refresh).await? {
            Ok(page_user) => page_user,
            Err(instead) => return Ok(instead),
        };
        let before = self.insight.kept(&record).await.ok().flatten();
        let age = if refresh { Age::New } else { Age::Recent };
        let view = match self.insight.view(&record, age).await {
            Ok(Found::Record(view)) => *view,
            Ok(Found::Gone(gone)) => return Ok(PanelView::Gone { record, gone }),
            Err(fault) => return Ok(PanelView::Failed { fault }),
        };
        if before.is_some_and(|before| before.freshness.at != view.freshness.at) {
            // The same record may be shown elsewhere.
            self.platform.changed(Topic::Record).await;
        }
        self.shown_as(view, page_user).await
    }

    /// Whose page a tab shows, where its record may be shown; else what the panel shows instead.
    async fn admit(
        &self,
        tab: TabId,
        record: &RecordRef,
        refresh: bool,
    ) -> Result<Result<PageUser, PanelView>, Fault> {
        let settings = self.policies.settings().await;
        if let Err(error) = settings.admit(&record.org) {
            let fault = error.into();
            return Ok(Err(PanelView::Failed { fault }));
        }
        let mut standing = self.accounts.standing(&record.org).await?;
        if refresh && standing == Standing::Withdrawn {
            self.check_again().await?;
            standing = self.accounts.standing(&record.org).await?;
        }
        match standing {
            Standing::Works => {}
            Standing::Withdrawn => {
                let fault = AccountError::NotInTeam.into();
                return Ok(Err(PanelView::Failed { fault }));
            }
            Standing::Outside => return Ok(Err(PanelView::NotSetUp)),
        }
        let mut page_user = PageUser::Unknown { confirmed: false };
        if let Some(user) = self.sessions.user(&record.org).await {
            page_user = match self.page_user(tab, &user).await {
                Ok(page_user) => page_user,
                Err(stranger) => {
                    return Ok(Err(PanelView::OtherUser {
                        acting_as: user.name,
                        org: user.org,
                        impersonated: stranger == Stranger::LoggedInAs,
                    }));
                }
            };
        }
        if page_user != PageUser::Same {
            self.ask_page_again(tab);
        }
        Ok(Ok(page_user))
    }

    /// A view with what only the worker knows: the mailbox, whose page it is, what the policy offers.
    async fn shown_as(&self, view: RecordView, page_user: PageUser) -> Result<PanelView, Fault> {
        let settings = self.policies.settings().await;
        let mailbox = match self.accounts.mailbox_for(&view.record.org).await {
            Ok(user) => {
                self.freshen_mailbox();
                MailboxState::Ready {
                    address: user.address,
                    fault: self.mailboxes.fault().await,
                }
            }
            Err(_) => MailboxState::NotConnected,
        };
        let mut view = view.with_mailbox(mailbox).with_page_user(page_user);
        view.actions.retain(|(action, _)| settings.offers(*action));
        Ok(PanelView::Record(Box::new(view)))
    }

    /// The tab that a panel belongs to, and the record that it shows.
    pub(super) async fn shown(&self, from: &Sender) -> Option<(TabId, RecordRef)> {
        let (tab, url) = self.place_of(from).await?;
        Some((tab, record_at(&url)?))
    }

    /// The org of a panel's tab.
    pub(super) async fn org_shown(&self, from: &Sender) -> Option<OrgHost> {
        let (_, url) = self.place_of(from).await?;
        Page::recognise(&url).org
    }

    /// The record that a request names, if it is the one in the asker's tab, the rep can work in its
    /// org, and the page is not another user's.
    pub(super) async fn in_view(
        &self,
        from: &Sender,
        named: RecordRef,
    ) -> Result<RecordRef, Fault> {
        let (tab, record) = self.named(from, named).await?;
        self.may_see(tab, &record.org).await?;
        Ok(record)
    }

    /// As [`Self::in_view`], for what will be written: the page has to be known as the rep's.
    pub(super) async fn to_write(
        &self,
        from: &Sender,
        named: RecordRef,
    ) -> Result<RecordRef, Fault> {
        let (tab, record) = self.named(from, named).await?;
        self.may_write(tab, &record.org).await?;
        Ok(record)
    }

    async fn named(&self, from: &Sender, named: RecordRef) -> Result<(TabId, RecordRef), Fault> {
        let shown = self.shown(from).await;
        let (tab, shown) = shown.ok_or(WorkerError::NoRecord)?;
        if shown != named {
            return Err(WorkerError::OtherRecord.into());
        }
        Ok((tab, self.ready_for(named).await?))
    }

    /// The record of a draft. The page may have moved on while the rep typed, but not to another org. The
    /// side panel and the popup belong to no page: whatever tab is in front, what is written there is kept.
    pub(super) async fn of_draft(
        &self,
        from: &Sender,
        named: RecordRef,
    ) -> Result<RecordRef, Fault> {
        let in_page = matches!(from, Sender::Panel { .. });
        if in_page && self.org_shown(from).await.as_ref() != Some(&named.org) {
            return Err(WorkerError::OtherRecord.into());
        }
        self.ready_for(named).await
    }

    async fn ready_for(&self, named: RecordRef) -> Result<RecordRef, Fault> {
        self.policies.settings().await.admit(&named.org)?;
        match self.accounts.standing(&named.org).await? {
            Standing::Works => Ok(named),
            Standing::Withdrawn => Err(AccountError::NotInTeam.into()),
            Standing::Outside => Err(WorkerError::NotSetUp.into()),
        }
    }

    /// The tab that an asker works on and its address, as Chrome gives them: never the asker's word.
    /// For the side panel that is the tab in front of its window.
    pub(super) async fn place_of(&self, from: &Sender) -> Option<(TabId, Url)> {
        match from {
            Sender::Panel { tab, url } | Sender::Page { tab, url } => Some((*tab, url.clone())),
            Sender::SidePanel { window } => self.platform.front_tab(*window).await,
            Sender::Popup | Sender::App => None,
        }
    }
}

/// The welcome page, with the link that the rep may use there.
fn welcome_with(link: &Url) -> String {
    let link: String = form_urlencoded::byte_serialize(link.as_str().as_bytes()).collect();
    format!("#/welcome/{link}")
}

/// The record that a page of Salesforce's own interfaces shows.
fn record_at(url: &Url) -> Option<RecordRef> {
    let page = Page::recognise(url);
    match page.ui {
        Ui::Lightning | Ui::Classic | Ui::Visualforce => page.record(),
        Ui::Experience | Ui::Setup | Ui::Login | Ui::Other => None,
    }
}
