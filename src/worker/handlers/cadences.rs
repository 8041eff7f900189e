//! The answers to the requests of `src/protocol/cadences.rs`.

use super::ACCEPTED;
use crate::base::Fault;
use crate::cadences::{CadencesIn, OrgCadences};
use crate::ports::Platform;
use crate::protocol::{
    Accepted, CadencesHandler, GetCadences, GetRecordCadences, Sender, SteerInCadence,
};
use crate::worker::Worker;

impl<P: Platform + 'static> CadencesHandler for Worker<P> {
    async fn get_cadences(
        &self,
        _: &Sender,
        request: GetCadences,
    ) -> Result<Vec<CadencesIn>, Fault> {
        self.all_cadences(request.recency).await
    }

    async fn get_record_cadences(
        &self,
        from: &Sender,
        request: GetRecordCadences,
    ) -> Result<OrgCadences, Fault> {
        let record = self.in_view(from, request.record).await?;
        self.cadences_of(&record, request.recency).await
    }

    async fn steer_in_cadence(
        &self,
        from: &Sender,
        request: SteerInCadence,
    ) -> Result<Accepted, Fault> {
        let org = self.campaign_org(from, request.org).await?;
        self.cadences
            .steer(&org, &request.tracker, request.how)
            .await?;
        Ok(ACCEPTED)
    }
}
