//! The answers to the requests of `src/protocol/campaigns.rs`.

use super::ACCEPTED;
use crate::actions::{FilledMail, MOST_PEOPLE};
use crate::base::Fault;
use crate::campaigns::{CampaignsView, LeftOut, OrgCampaigns};
use crate::ports::Platform;
use crate::protocol::{
    Accepted, CampaignsHandler, CheckLaunch, GetCampaigns, GetRecordCampaigns, PreviewLaunch,
    SaveCampaign, Sender, SetAway, SteerMember,
};
use crate::worker::Worker;

impl<P: Platform + 'static> CampaignsHandler for Worker<P> {
    async fn get_campaigns(
        &self,
        _: &Sender,
        request: GetCampaigns,
    ) -> Result<CampaignsView, Fault> {
        self.all_campaigns(request.recency).await
    }

    async fn get_record_campaigns(
        &self,
        from: &Sender,
        request: GetRecordCampaigns,
    ) -> Result<OrgCampaigns, Fault> {
        let record = self.in_view(from, request.record).await?;
        self.campaigns_of(&record, request.recency).await
    }

    async fn save_campaign(&self, from: &Sender, request: SaveCampaign) -> Result<Accepted, Fault> {
        let org = self.campaign_org(from, request.org).await?;
        self.campaigns
            .save(&org, &request.campaign, request.seen)
            .await?;
        Ok(ACCEPTED)
    }

    async fn check_launch(
        &self,
        from: &Sender,
        request: CheckLaunch,
    ) -> Result<Vec<LeftOut>, Fault> {
        let CheckLaunch { record, mut people } = request;
        let record = self.in_view(from, record).await?;
        people.truncate(MOST_PEOPLE);
        Ok(self.campaigns.check_launch(&record.org, &people).await?)
    }

    async fn preview_launch(
        &self,
        from: &Sender,
        request: PreviewLaunch,
    ) -> Result<Vec<FilledMail>, Fault> {
        let PreviewLaunch {
            record,
            mut form,
            person,
        } = request;
        let record = self.in_view(from, record).await?;
        form.people.truncate(MOST_PEOPLE);
        self.campaigns.preview(&record.org, &form, &person).await
    }

    async fn steer_member(&self, from: &Sender, request: SteerMember) -> Result<Accepted, Fault> {
        let org = self.campaign_org(from, request.org).await?;
        self.campaigns
            .steer(&org, &request.member, request.how)
            .await?;
        self.run_campaigns();
        Ok(ACCEPTED)
    }

    async fn set_away(&self, _: &Sender, request: SetAway) -> Result<Accepted, Fault> {
        self.set_away_everywhere(request.away).await?;
        Ok(ACCEPTED)
    }
}
