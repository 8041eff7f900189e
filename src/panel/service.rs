//! The view of a tab's panel, and the checks of its requests.

use futures_util::future::{Either, select};
use std::cell::RefCell;
use std::collections::HashSet;
use std::pin::pin;
use std::rc::Rc;
use std::time::Duration;

use super::error::Stranger;
use super::{
    Acting, MailboxState, PageUser, PanelError, PanelView, Place, RecordView, Tab, dock, looks,
    tabs,
};
use crate::accounts::{AccountError, Accounts, Snapshot, Standing};
use crate::base::{Fault, OrgHost, RecordRef, TabId, Topic};
use crate::insight::{Age, Found, Insight, Record, TabChoice};
use crate::mailbox::Mailboxes;
use crate::merge::MergeValues;
use crate::outbox::Outbox;
use crate::people::People;
use crate::ports::Platform;
use crate::salesforce::{SalesforceUser, Sessions, page::ListPage};
use crate::settings::Policies;

/// A panel shows the new record, or that it is loading, within this time.
const AT_ONCE: Duration = Duration::from_millis(120);

/// The panel, made once by the worker.
pub struct Panel<P> {
    pub(super) platform: Rc<P>,
    pub(super) policies: Rc<Policies<P>>,
    pub(super) sessions: Rc<Sessions<P>>,
    pub(super) mailboxes: Rc<Mailboxes<P>>,
    pub(super) accounts: Rc<Accounts<P>>,
    pub(super) insight: Rc<Insight<P>>,
    pub(super) outbox: Rc<Outbox<P>>,
    pub(super) people: Rc<People<P>>,
    pub(super) merge: MergeValues<P>,
    /// The tabs whose page is being asked again for its user, so that each is asked only once at a time.
    pub(super) asking: Rc<RefCell<HashSet<TabId>>>,
}

/// Proof that the record may be shown, with what is known of the accounts.
pub(super) struct Admitted {
    accounts: Snapshot,
    pub(super) acting: Acting,
    user: SalesforceUser,
}

impl<P: Platform + 'static> Panel<P> {
    /// Made once by the worker.
    #[must_use]
    pub fn new(
        platform: Rc<P>,
        accounts: Rc<Accounts<P>>,
        sessions: Rc<Sessions<P>>,
        mailboxes: Rc<Mailboxes<P>>,
        insight: Rc<Insight<P>>,
        outbox: Rc<Outbox<P>>,
        people: Rc<People<P>>,
    ) -> Self {
        Self {
            merge: MergeValues::new(
                Rc::clone(&platform),
                Rc::clone(&sessions),
                Rc::clone(&mailboxes),
            ),
            policies: Rc::clone(sessions.policies()),
            platform,
            sessions,
            mailboxes,
            accounts,
            insight,
            outbox,
            people,
            asking: Rc::default(),
        }
    }

    /// Where the panel of a tab is.
    ///
    /// # Errors
    /// Where storage fails.
    pub async fn place(&self, tab: &Tab) -> Result<Place, Fault> {
        let list = tab.list();
        let org = list.as_ref().map(|list| list.org.clone());
        let Some(org) = tab.record().map(|record| record.org).or(org) else {
            return Ok(Place::Nowhere);
        };
        if self.policies.settings().await.fence(&org).is_err() {
            return Ok(Place::Nowhere);
        }
        // A rep whose access was withdrawn sees the reason in place of the panel.
        let standing = self.accounts.standing(&org).await?;
        if standing == Standing::Outside {
            return Ok(Place::Nowhere);
        }
        if self.beside_side_panel(tab.id).await? {
            return Ok(Place::Aside);
        }
        let dock = match list {
            Some(_) => dock::beside_lists(&*self.platform).await?,
            None => dock::read(&*self.platform).await?,
        };
        // A panel that is open already stays, and has to ask for the new record. It is notified in the background.
        let platform = Rc::clone(&self.platform);
        self.platform
            .spawn(async move { platform.changed(Topic::Record).await });
        Ok(Place::Docked(dock))
    }

    /// Stores how the rep docked the panel, for every tab with a record, or for every one with a list.
    ///
    /// # Errors
    /// Where storage fails.
    pub async fn set_dock(
        &self,
        tab: Option<&Tab>,
        collapsed: bool,
        width: u16,
    ) -> Result<(), Fault> {
        match tab.and_then(Tab::list) {
            Some(_) => dock::keep_beside_lists(&*self.platform, collapsed, width).await?,
            None => dock::keep(&*self.platform, collapsed, width).await?,
        }
        self.platform.look_again().await;
        Ok(())
    }

    /// Remembers the tab that the rep chose, and how its lists are sorted.
    ///
    /// # Errors
    /// Where storage fails.
    pub async fn choose_tab(&self, choice: TabChoice) -> Result<(), Fault> {
        tabs::keep(&*self.platform, choice).await
    }

    /// A page reports that its record may have changed.
    ///
    /// # Errors
    /// Where storage fails.
    pub async fn record_changed(&self, tab: &Tab) -> Result<(), Fault> {
        let Some(record) = tab.record() else {
            return Ok(());
        };
        let settings = self.policies.settings().await;
        if settings.fence(&record.org).is_err() || self.may_see(tab.id, &record.org).await.is_err()
        {
            return Ok(());
        }
        self.insight.changed_on_page(&record).await?;
        self.platform.changed(Topic::Record).await;
        Ok(())
    }

    /// The rep sees the record's view: what it lists is not new the next time.
    ///
    /// # Errors
    /// Where nobody is signed in, or storage fails.
    pub async fn looked(&self, record: &RecordRef) -> Result<(), Fault> {
        let user = self.sessions.signed_in(&record.org).await?;
        match self.insight.cached(record).await? {
            Some(view) => looks::note(&*self.platform, &user, &view).await,
            None => Ok(()),
        }
    }

    /// The view of a panel's tab from the cache, at once and without asking Salesforce, so that the panel never shows
    /// one record beside the page of another.
    ///
    /// # Errors
    /// Where storage fails.
    pub async fn known(&self, tab: Option<&Tab>) -> Result<PanelView, Fault> {
        if let Some((tab, list)) = listed(tab) {
            return self.list_view(tab, list).await;
        }
        let Some((tab, record)) = shown(tab) else {
            return Ok(PanelView::NoRecord);
        };
        let known = async {
            let admitted = match self.admit(tab, &record.org).await? {
                Ok(admitted) => admitted,
                Err(instead) => return Ok(instead),
            };
            match self.insight.cached(&record).await {
                Ok(Some(facts)) => {
                    let view = self.compose(facts, admitted).await;
                    Ok(PanelView::Record(Box::new(view)))
                }
                Ok(None) => Ok(PanelView::Loading {
                    record: record.clone(),
                }),
                Err(fault) => Ok(PanelView::Failed { fault }),
            }
        };
        match select(pin!(known), pin!(self.platform.sleep(AT_ONCE))).await {
            Either::Left((view, _)) => view,
            // The page has not claimed its user in time.
            Either::Right(_) => Ok(PanelView::Loading {
                record: record.clone(),
            }),
        }
    }

    /// The view of a panel's tab; with `refresh`, the record is read from Salesforce now.
    ///
    /// # Errors
    /// Where storage fails.
    pub async fn view(&self, tab: Option<&Tab>, refresh: bool) -> Result<PanelView, Fault> {
        if let Some((tab, list)) = listed(tab) {
            return self.list_view(tab, list).await;
        }
        let Some((tab, record)) = shown(tab) else {
            return Ok(PanelView::NoRecord);
        };
        let admitted = match self.admit(tab, &record.org).await? {
            Ok(admitted) => admitted,
            Err(instead) => return Ok(instead),
        };
        self.insight.is_in_view(&record);
        let before = self.insight.cached(&record).await.ok().flatten();
        let age = if refresh { Age::New } else { Age::Recent };
        let facts = match self.insight.view(&record, age).await {
            Ok(Found::Record(facts)) => *facts,
            Ok(Found::Gone(gone)) => return Ok(PanelView::Gone { record, gone }),
            Err(fault) => return Ok(PanelView::Failed { fault }),
        };
        if before.is_some_and(|before| before.freshness.at != facts.freshness.at) {
            // Other panels may show the same record.
            self.platform.changed(Topic::Record).await;
        }
        let view = self.compose(facts, admitted).await;
        Ok(PanelView::Record(Box::new(view)))
    }

    /// Whether records of an org may be shown in a tab; else the view to show instead.
    pub(super) async fn admit(
        &self,
        tab: TabId,
        org: &OrgHost,
    ) -> Result<Result<Admitted, PanelView>, Fault> {
        let failed = |fault: Fault| Ok(Err(PanelView::Failed { fault }));
        if let Err(error) = self.policies.settings().await.admit(org) {
            return failed(error.into());
        }
        let accounts = self.accounts.snapshot().await?;
        match accounts.standing(org) {
            Standing::Works => {}
            Standing::Withdrawn => return failed(AccountError::NotInTeam.into()),
            Standing::Outside => return Ok(Err(PanelView::NotSetUp)),
        }
        let user = match self.sessions.signed_in(org).await {
            Ok(user) => user,
            Err(error) => return failed(error.into()),
        };
        let page_user = match self.page_user(tab, &user).await {
            Ok(page_user) => page_user,
            Err(stranger) => {
                return Ok(Err(PanelView::OtherUser {
                    acting_as: user.name,
                    org: user.org,
                    impersonated: stranger == Stranger::LoggedInAs,
                }));
            }
        };
        if page_user != PageUser::Same {
            self.ask_page_again(tab);
        }
        let acting = Acting {
            name: user.name.clone(),
            org: user.org.clone(),
            page_user,
        };
        Ok(Ok(Admitted {
            accounts,
            acting,
            user,
        }))
    }

    /// Adds to the record what Salesforce does not know: the mailbox, the page's user, the actions.
    pub(super) async fn compose(&self, facts: Record, admitted: Admitted) -> RecordView {
        let Admitted {
            accounts,
            acting,
            user,
        } = admitted;
        let org = &facts.record.org;
        let own = accounts.mailbox.clone();
        let own = own.and_then(|mailbox| accounts.mailbox_for(org, mailbox).ok());
        let mailbox = match own {
            Some(mailbox) => {
                self.accounts.renew_mailbox();
                MailboxState::Ready {
                    limit: mailbox.limit(),
                    address: mailbox.address,
                    fault: accounts.mailbox_fault,
                }
            }
            None => MailboxState::NotConnected,
        };
        let settings = self.policies.settings().await;
        let line = self.sessions.opt_out_line(org).await;
        let watched = match facts.record.object.is_person() {
            // Where it is not known, it is not offered.
            true => self.people.is_watched(org, &facts.record.id).await.ok(),
            false => None,
        };
        let mut view = RecordView::new(facts, mailbox, acting, &settings);
        view.opt_out_line = line;
        view.watched = watched;
        view.looked = looks::last(&*self.platform, &user, &view.facts.record.id).await;
        let chosen = tabs::read(&*self.platform, view.facts.record.object).await;
        (view.tab, view.sort) = (chosen.tab, chosen.sort);
        view
    }

    /// The record that a request names, if it is the one in the panel's tab, the rep can work in its org, and the page
    /// is not another user's.
    ///
    /// # Errors
    /// [`PanelError`], and as [`AccountError`].
    pub async fn in_view(&self, tab: Option<&Tab>, named: RecordRef) -> Result<RecordRef, Fault> {
        let (tab, record) = self.named(tab, named).await?;
        self.may_see(tab, &record.org).await?;
        Ok(record)
    }

    /// As [`Self::in_view`], for writing: the page has to be known as the rep's.
    ///
    /// # Errors
    /// As [`Self::in_view`].
    pub async fn to_write(&self, tab: Option<&Tab>, named: RecordRef) -> Result<RecordRef, Fault> {
        let (tab, record) = self.named(tab, named).await?;
        self.may_write(tab, &record.org).await?;
        Ok(record)
    }

    async fn named(
        &self,
        tab: Option<&Tab>,
        named: RecordRef,
    ) -> Result<(TabId, RecordRef), Fault> {
        let (tab, is_there) = match (shown(tab), listed(tab)) {
            (Some((tab, shown)), _) => (tab, shown == named),
            // Any of a list: which of them the rep chose is between the panel and Salesforce.
            (None, Some((tab, list))) => {
                let is_there = list.org == named.org && list.object == named.object;
                (tab, is_there && named.id.object() == Some(list.object))
            }
            (None, None) => return Err(PanelError::NoRecord.into()),
        };
        if !is_there {
            return Err(PanelError::OtherRecord.into());
        }
        let record = self.ready_for(named).await?;
        self.insight.is_in_view(&record);
        Ok((tab, record))
    }

    /// The record of a draft. While the rep typed, the page may have moved on, but not to another org; `page` is the tab
    /// of a panel. The side panel and the popup belong to no page: their drafts are stored whichever tab is in front.
    ///
    /// # Errors
    /// As [`Self::in_view`].
    pub async fn of_draft(&self, page: Option<&Tab>, named: RecordRef) -> Result<RecordRef, Fault> {
        let elsewhere = |tab: &Tab| tab.org() != Some(&named.org);
        if page.is_some_and(elsewhere) {
            return Err(PanelError::OtherRecord.into());
        }
        self.ready_for(named).await
    }

    pub(super) async fn ready_for(&self, named: RecordRef) -> Result<RecordRef, Fault> {
        self.policies.settings().await.admit(&named.org)?;
        match self.accounts.standing(&named.org).await? {
            Standing::Works => Ok(named),
            Standing::Withdrawn => Err(AccountError::NotInTeam.into()),
            Standing::Outside => Err(PanelError::NotSetUp.into()),
        }
    }
}

/// The tab that a panel belongs to, and the list that it shows.
fn listed(tab: Option<&Tab>) -> Option<(TabId, ListPage)> {
    let tab = tab?;
    Some((tab.id, tab.list()?))
}

/// The tab that a panel belongs to, and the record that it shows.
fn shown(tab: Option<&Tab>) -> Option<(TabId, RecordRef)> {
    let tab = tab?;
    Some((tab.id, tab.record()?))
}
