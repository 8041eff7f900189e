//! Who acts in a tab: the org's signed-in user, held against what the page claims of its own. The
//! page could forge its claim, so it refuses or warns, and never allows.

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

/// A page that is busy for longer says nothing.
const PATIENCE: Duration = Duration::from_secs(1);
/// When a page that said nothing is asked again: Lightning knows its user only once it has started.
const AGAIN: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(3)];

/// The rep's word that the page in a tab is theirs, kept until the browser closes.
#[derive(Serialize, Deserialize)]
struct Confirmed {
    user: RecordId,
}

impl Versioned for Confirmed {
    const VERSION: u32 = 1;
}

impl<P: Platform + 'static> Panel<P> {
    /// Whose page a tab shows, as far as it says.
    pub(super) async fn page_user(
        &self,
        tab: TabId,
        user: &SalesforceUser,
    ) -> Result<PageUser, Stranger> {
        let claim = claim(&*self.platform, tab).await;
        match judge(&claim, &user.user_id)? {
            true => Ok(PageUser::Same),
            false => Ok(PageUser::Unknown {
                confirmed: self.confirmed(tab, user).await,
            }),
        }
    }

    /// Refuses what another user's page, or one whose user nobody knows, asks to be written.
    pub(super) async fn may_write(&self, tab: TabId, org: &OrgHost) -> Result<(), Fault> {
        let user = self.acting_user(org).await?;
        match self.page_user(tab, &user).await? {
            PageUser::Same | PageUser::Unknown { confirmed: true } => Ok(()),
            PageUser::Unknown { confirmed: false } => Err(PanelError::ConfirmUser.into()),
        }
    }

    /// Refuses what another user's page asks to see.
    ///
    /// # Errors
    /// [`PanelError`], and where nobody is signed in.
    pub async fn may_see(&self, tab: TabId, org: &OrgHost) -> Result<(), Fault> {
        let user = self.acting_user(org).await?;
        self.page_user(tab, &user).await?;
        Ok(())
    }

    /// The rep says that the page is theirs; what it says itself still counts more.
    ///
    /// # Errors
    /// Where the tab shows no record, nobody is signed in, or storage fails.
    pub async fn confirm_page_user(&self, tab: Option<&Tab>) -> Result<(), Fault> {
        let shown = tab.and_then(|tab| Some((tab.id, tab.record()?)));
        let (tab, record) = shown.ok_or(PanelError::NoRecord)?;
        let user = self.acting_user(&record.org).await?;
        let key = key(tab, &user.org);
        let user = user.user_id;
        storage::write(&*self.platform, Area::Session, &key, &Confirmed { user }).await?;
        self.platform.changed(Topic::Record).await;
        Ok(())
    }

    /// Asks a page that said nothing again, and lets the panel look once it says something.
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

    /// What cannot be read is no confirmation: the rep is asked again.
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
fn judge(claim: &PageUserClaim, user: &RecordId) -> Result<bool, Stranger> {
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
