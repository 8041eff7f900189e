//! Cadences of Salesforce's, beside the record in view.

use std::rc::Rc;

use super::Worker;
use crate::base::{Fault, RecordId, RecordRef, Topic};
use crate::cadences::OrgCadences;
use crate::campaigns::Recency;
use crate::panel::PanelView;
use crate::ports::Platform;

impl<P: Platform + 'static> Worker<P> {
    /// The cadences of a record's org, and which of its people are in one by the rep.
    pub(super) async fn cadences_of(
        &self,
        record: &RecordRef,
        recency: Recency,
    ) -> Result<OrgCadences, Fault> {
        let mut here = self.cadences.view(&record.org, recency).await?;
        let known = self.insight.cached(record).await?;
        let people = known.map(|known| known.people).unwrap_or_default();
        here.targets.retain(|target| {
            let listed = |id: &RecordId| people.iter().any(|person| person.record == *id);
            target.who == record.id || listed(&target.who)
        });
        Ok(here)
    }

    /// The rep asked for what is new about a record: who of its people is in a cadence is read again, too, beside
    /// everything else. Where none of them is in one, nothing is asked, but for the first time in a browser session.
    pub(super) async fn renew_cadences(&self, view: &PanelView) -> Result<(), Fault> {
        let PanelView::Record(view) = view else {
            return Ok(());
        };
        if !view.facts.cadences {
            return Ok(());
        }
        let record = view.facts.record.clone();
        let known = self.cadences_of(&record, Recency::Known).await?;
        if known.at.is_none() || !known.targets.is_empty() {
            let (cadences, platform) = (Rc::clone(&self.cadences), Rc::clone(&self.platform));
            self.platform.spawn(async move {
                // What was known stays, with the fault.
                let _ = cadences.view(&record.org, Recency::New).await;
                platform.changed(Topic::Campaigns).await;
            });
        }
        Ok(())
    }
}
