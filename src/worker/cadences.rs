//! Cadences of Salesforce's, of every org and beside the record in view.

use futures_util::future::join_all;

use super::Worker;
use crate::base::{Fault, RecordRef};
use crate::cadences::{CadencesIn, OrgCadences};
use crate::campaigns::Recency;
use crate::ports::Platform;

impl<P: Platform + 'static> Worker<P> {
    /// The cadences of every org.
    pub(super) async fn all_cadences(&self, recency: Recency) -> Result<Vec<CadencesIn>, Fault> {
        let orgs = self.home.orgs().await?;
        let read = orgs.into_iter().map(async |org| {
            let known = self.cadences.view(&org, recency).await?;
            Ok(CadencesIn { org, known })
        });
        join_all(read).await.into_iter().collect()
    }

    /// The cadences of a record's org, and which of its people are in one by the rep.
    pub(super) async fn cadences_of(
        &self,
        record: &RecordRef,
        recency: Recency,
    ) -> Result<OrgCadences, Fault> {
        let mut here = self.cadences.view(&record.org, recency).await?;
        let people = self.people_at(record).await?;
        here.targets.retain(|target| people.contains(&target.who));
        Ok(here)
    }
}
