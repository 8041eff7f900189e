//! Best Bets and the watch list, of every org in which the rep can work.

use futures_util::future::join_all;
use std::rc::Rc;
use std::time::Duration;

use super::home::{Home, of_these};
use super::{Worker, WorkerError};
use crate::base::{Fault, OrgHost, RecordRef, Topic};
use crate::people::{FRESH, PeopleList, PeopleView, Source};
use crate::ports::Platform;
use crate::protocol::Sender;

impl<P: Platform + 'static> Home<P> {
    /// The cached list at once, which is renewed in the background where it is old; with `refresh`, or without a
    /// cache, it is read now.
    pub async fn list(
        self: &Rc<Self>,
        list: PeopleList,
        refresh: bool,
    ) -> Result<PeopleView, Fault> {
        let orgs = self.orgs().await?;
        let age = if refresh { Duration::ZERO } else { FRESH };
        let mut wanted = Vec::new();
        for org in &orgs {
            if refresh || self.people.cached(org, list).await?.is_none() {
                wanted.push(org.clone());
            }
        }
        self.read(&wanted, list, age).await?;
        if !refresh {
            let home = Rc::clone(self);
            self.platform
                .spawn(async move { home.renew_list(list).await });
        }
        self.cached_list(&orgs, list).await
    }

    /// Best Bets with their next page.
    pub async fn more_people(
        &self,
        org: &OrgHost,
        sources: &[Source],
    ) -> Result<PeopleView, Fault> {
        let orgs = self.orgs().await?;
        self.people.more(of_these(&orgs, org)?, sources).await?;
        self.cached_list(&orgs, PeopleList::BestBets).await
    }

    /// Tells an org that keeps the rep's watch list what was changed here, in the background. What it could not be told
    /// goes with the next reading of the list.
    pub async fn send_watch_list(self: &Rc<Self>, org: &OrgHost) -> Result<(), Fault> {
        if self.people.has_unsent(org).await? {
            let (home, org) = (Rc::clone(self), org.clone());
            self.platform.spawn(async move {
                let list = PeopleList::WatchList;
                // A failure is kept beside the list.
                let _ = home.people.refresh(&org, list, Duration::ZERO).await;
                home.platform.changed(Topic::People).await;
            });
        }
        Ok(())
    }

    /// Reads a list that is old again, and notifies the surfaces if anything changed.
    async fn renew_list(&self, list: PeopleList) {
        let Ok(orgs) = self.orgs().await else {
            return;
        };
        let before = self.cached_list(&orgs, list).await.ok();
        // Where the storage fails, the list stays as old as it is.
        let _ = self.read(&orgs, list, FRESH).await;
        if self.cached_list(&orgs, list).await.ok() != before {
            self.platform.changed(Topic::People).await;
        }
    }

    async fn read(&self, orgs: &[OrgHost], list: PeopleList, age: Duration) -> Result<(), Fault> {
        let read = orgs.iter().map(|org| self.people.refresh(org, list, age));
        join_all(read).await.into_iter().collect()
    }

    async fn cached_list(&self, orgs: &[OrgHost], list: PeopleList) -> Result<PeopleView, Fault> {
        let cached = join_all(orgs.iter().map(|org| self.people.cached(org, list))).await;
        let cached: Vec<_> = cached.into_iter().collect::<Result<_, _>>()?;
        let settings = self.sessions.policies().settings().await;
        Ok(PeopleView {
            orgs: cached.into_iter().flatten().collect(),
            actions: settings.actions(),
        })
    }
}

impl<P: Platform + 'static> Worker<P> {
    /// The lead or contact that a request names: a panel's is that of its tab, the others name one of an org in which
    /// the rep works.
    pub(super) async fn person(&self, from: &Sender, named: RecordRef) -> Result<RecordRef, Fault> {
        if !named.object.is_person() || named.id.object() != Some(named.object) {
            return Err(WorkerError::Sender.into());
        }
        match from {
            Sender::Popup | Sender::App => {
                of_these(&self.home.orgs().await?, &named.org)?;
                Ok(named)
            }
            _ => self.in_view(from, named).await,
        }
    }
}
