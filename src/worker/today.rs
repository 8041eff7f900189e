//! Today: what is known of the outbox, the mailbox, the tasks and the campaigns, as one list; and the tab in which its
//! records are shown.

use futures_util::future::join_all;
use serde::{Deserialize, Serialize};
use std::rc::Rc;
use std::time::Duration;

use super::Worker;
use super::home::of_these;
use crate::agenda::{LIMIT, OrgTasks};
use crate::base::{ActionKind, Fault, Millis, OrgHost, RecordId, RecordRef, TabId};
use crate::campaigns::{OrgCampaigns, Recency};
use crate::ports::{Area, Platform};
use crate::storage::{self, Versioned};
use crate::today::{Known, TodayView, items, not_read_yet};

/// The tab in which the last record was shown, until the browser closes.
const TAB: &str = "today.tab";
/// The tasks are read again at most so often because a campaign's step is not among them.
const SELDOM: Duration = Duration::from_secs(60);

#[derive(Serialize, Deserialize)]
struct Shown {
    tab: TabId,
}

impl Versioned for Shown {
    const VERSION: u32 = 1;
}

impl<P: Platform + 'static> Worker<P> {
    /// What there is to do, with tasks so new.
    pub(super) async fn today(&self, recency: Recency) -> Result<TodayView, Fault> {
        let (today, orgs) = (self.platform.today(), self.home.orgs().await?);
        let mut tasks = self.home.tasks(recency).await?.orgs;
        // Those of yesterday do not say what is due today.
        tasks.retain(|of| of.today == today);
        let view = |of: &OrgTasks| {
            let org = of.org.clone();
            async move { self.campaigns.view(&org, Recency::Known).await }
        };
        let read = tasks.iter().map(view);
        // Without campaigns the tasks are there all the same.
        let campaigns: Vec<_> = join_all(read).await.into_iter().flatten().collect();
        self.read_news(&tasks, &campaigns);
        let known = Known {
            outbox: self.outbox.outbox().await?,
            came_back: self.replies.view().await?.all,
            tasks,
            campaigns,
        };
        let settings = self.policies.settings().await;
        let times: Option<Vec<Millis>> = known.tasks.iter().map(|of| of.at).collect();
        let fault = |of: &OrgTasks| Some((of.org.clone(), of.fault.clone()?));
        Ok(TodayView {
            items: items(&known),
            unread: known.tasks.len() < orgs.len(),
            orgs,
            at: times.and_then(|times| times.into_iter().min()),
            more: known.tasks.iter().any(|of| of.tasks.len() >= LIMIT),
            faults: known.tasks.iter().filter_map(fault).collect(),
            actions: settings.actions(),
        })
    }

    /// Opens a record in the tab of the one before, where that still shows a page of Salesforce, else in a new one; its
    /// panel opens the action's form.
    pub(super) async fn open_beside(
        &self,
        org: OrgHost,
        record: RecordId,
        action: Option<ActionKind>,
    ) -> Result<(), Fault> {
        of_these(&self.home.orgs().await?, &org)?;
        let address = format!("https://{org}/{record}");
        if let (Some(action), Some(object)) = (action, record.object()) {
            let id = record;
            let record = RecordRef { org, object, id };
            self.panel.expect_action(record, action).await?;
        }
        let before = storage::read::<Shown>(&*self.platform, Area::Session, TAB).await;
        // Where that cannot be read or kept, the next record has a new tab.
        let before = before.ok().flatten().map(|shown| shown.tab);
        if let Some(tab) = self.platform.show_in(before, &address).await {
            let _ = storage::write(&*self.platform, Area::Session, TAB, &Shown { tab }).await;
        }
        Ok(())
    }

    /// Reads the tasks again where campaigns have begun steps since.
    fn read_news(&self, tasks: &[OrgTasks], campaigns: &[OrgCampaigns]) {
        let now = self.platform.now();
        let pairs = tasks.iter().flat_map(|of| {
            let here = campaigns.iter().filter(|here| here.org == of.org);
            here.filter_map(|here| not_read_yet(of, here))
        });
        if let Some(newest) = pairs.filter(|since| *since <= now).max() {
            let home = Rc::clone(&self.home);
            let age = now.since(newest).max(SELDOM);
            self.platform.spawn(async move { home.renew(age).await });
        }
    }
}
