//! Compares the org's signed-in user with the user that the tab's page claims. The page could forge its claim, so a
//! claim can only refuse or warn, never allow.

use futures_util::future::{Either, select};
use serde::{Deserialize, Serialize};
use std::pin::pin;
use std::rc::Rc;
use std::time::Duration;

use super::error::Stranger;
use super::{PageUser, Panel, PanelError, Tab};
use crate::base::{Fault, OrgHost, RecordId, TabId, Topic};
use crate::ports::{Area, PageUserClaim, Platform};
use crate::salesforce::SalesforceUser;
use crate::storage;
use crate::storage::Versioned;

/// How long a page's claim is waited for.
const PATIENCE: Duration = Duration::from_secs(1);
/// When a page that made no claim is asked again: Lightning knows its user only once it has started.
const AGAIN: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(3)];

/// The rep's confirmation that the page in a tab is theirs, stored until the browser closes.
#[derive(Serialize, Deserialize)]
struct Confirmed {
    user: RecordId,
}

impl Versioned for Confirmed {
    const VERSION: u32 = 1;
}

impl<P: Platform + 'static> Panel<P> {
    /// The user of a tab's page, as far as the page claims one.
    pub(super) async fn page_user(
        &self,
        tab: TabId,
        user: &SalesforceUser,
    ) -> Result<PageUser, Stranger> {
        let claim = claim(&*self.platform, tab).await;
        match compare(&claim, &user.user_id)? {
            true => Ok(PageUser::Same),
            false => Ok(PageUser::Unknown {
                confirmed: self.confirmed(tab, user).await,
            }),
        }
    }

    /// Refuses writing where the page is another user's, or its user is not known.
    pub(super) async fn may_write(&self, tab: TabId, org: &OrgHost) -> Result<(), Fault> {
        let user = self.acting_user(org).await?;
        match self.page_user(tab, &user).await? {
            PageUser::Same | PageUser::Unknown { confirmed: true } => Ok(()),
            PageUser::Unknown { confirmed: false } => Err(PanelError::ConfirmUser.into()),
        }
    }

    /// Refuses reading where the page is another user's.
    ///
    /// # Errors
    /// [`PanelError`], and where nobody is signed in.
    pub async fn may_see(&self, tab: TabId, org: &OrgHost) -> Result<(), Fault> {
        let user = self.acting_user(org).await?;
        self.page_user(tab, &user).await?;
        Ok(())
    }

    /// The rep confirms that the page is theirs; a claim of the page still counts more.
    ///
    /// # Errors
    /// Where the tab shows no record, nobody is signed in, or storage fails.
    pub async fn confirm_page_user(&self, tab: Option<&Tab>) -> Result<(), Fault> {
        let org = |tab: &Tab| {
            let record = tab.record().map(|record| record.org);
            record.or_else(|| tab.list().map(|list| list.org))
        };
        let shown = tab.and_then(|tab| Some((tab.id, org(tab)?)));
        let (tab, org) = shown.ok_or(PanelError::NoRecord)?;
        let user = self.acting_user(&org).await?;
        let key = key(tab, &user.org);
        let user = user.user_id;
        storage::write(&*self.platform, Area::Session, &key, &Confirmed { user }).await?;
        self.platform.changed(Topic::Record).await;
        Ok(())
    }

    /// Asks a page that made no claim again, and notifies the panel once it makes one.
    pub(super) fn ask_page_again(&self, tab: TabId) {
        if !self.asking.borrow_mut().insert(tab) {
            return;
        }
        let (platform, asking) = (Rc::clone(&self.platform), Rc::clone(&self.asking));
        self.platform.spawn(async move {
            for wait in AGAIN {
                platform.sleep(wait).await;
                if claim(&*platform, tab).await != PageUserClaim::default() {
                    platform.changed(Topic::Record).await;
                    break;
                }
            }
            asking.borrow_mut().remove(&tab);
        });
    }

    async fn acting_user(&self, org: &OrgHost) -> Result<SalesforceUser, Fault> {
        Ok(self.sessions.signed_in(org).await?)
    }

    /// Whether the rep confirmed the page. A stored value that cannot be read does not count.
    async fn confirmed(&self, tab: TabId, user: &SalesforceUser) -> bool {
        let key = key(tab, &user.org);
        let kept = storage::read::<Confirmed>(&*self.platform, Area::Session, &key).await;
        matches!(kept, Ok(Some(kept)) if kept.user == user.user_id)
    }
}

async fn claim<P: Platform>(platform: &P, tab: TabId) -> PageUserClaim {
    let answer = pin!(platform.page_user(tab));
    match select(answer, pin!(platform.sleep(PATIENCE))).await {
        Either::Left((claim, _)) => claim,
        Either::Right(((), _)) => PageUserClaim::default(),
    }
}

/// Whether the claim names `user`; false where it names nobody.
fn compare(claim: &PageUserClaim, user: &RecordId) -> Result<bool, Stranger> {
    match &claim.user {
        _ if claim.impersonated => Err(Stranger::LoggedInAs),
        Some(other) if other != user => Err(Stranger::OtherUser),
        Some(_) => Ok(true),
        None => Ok(false),
    }
}

fn key(tab: TabId, org: &OrgHost) -> String {
    format!("acting.confirmed/{}/{org}", tab.0)
}
