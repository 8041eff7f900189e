//! The answers to the requests of `src/protocol/team.rs`.

use super::ACCEPTED;
use crate::admin::team::{
    Checked, Everybody, Groups, InvitationsView, TeamPage, WelcomePreview, Withdrawn,
};
use crate::base::Fault;
use crate::ports::Platform;
use crate::protocol::{
    Accepted, CheckInvitations, DecideInvitation, GetEverybody, GetGroups, GetInvitations, GetTeam,
    Invite, PreviewWelcome, SavePasted, Sender, TeamHandler, Withdraw,
};
use crate::worker::Worker;

impl<P: Platform + 'static> TeamHandler for Worker<P> {
    async fn get_team(&self, _: &Sender, request: GetTeam) -> Result<TeamPage, Fault> {
        let GetTeam {
            org,
            search,
            within,
            offset,
        } = request;
        self.team.page(&org, &search, &within, offset).await
    }

    async fn get_groups(&self, _: &Sender, request: GetGroups) -> Result<Groups, Fault> {
        self.team.groups(&request.org).await
    }

    async fn get_everybody(&self, _: &Sender, request: GetEverybody) -> Result<Everybody, Fault> {
        let GetEverybody {
            org,
            search,
            within,
        } = request;
        self.team.everybody(&org, &search, &within).await
    }

    async fn get_invitations(
        &self,
        _: &Sender,
        request: GetInvitations,
    ) -> Result<InvitationsView, Fault> {
        self.invitations(&request.org).await
    }

    async fn check_invitations(
        &self,
        _: &Sender,
        request: CheckInvitations,
    ) -> Result<Vec<Checked>, Fault> {
        self.team.check(&request.org, &request.who).await
    }

    async fn preview_welcome(
        &self,
        _: &Sender,
        request: PreviewWelcome,
    ) -> Result<WelcomePreview, Fault> {
        self.welcome_mail(request).await
    }

    async fn invite(&self, _: &Sender, request: Invite) -> Result<Accepted, Fault> {
        Self::invite(self, request).await?;
        Ok(ACCEPTED)
    }

    async fn decide_invitation(
        &self,
        _: &Sender,
        request: DecideInvitation,
    ) -> Result<Accepted, Fault> {
        let DecideInvitation {
            org,
            user,
            decision,
        } = request;
        self.team.decide(&org, &user, decision).await?;
        Ok(ACCEPTED)
    }

    async fn withdraw(&self, _: &Sender, request: Withdraw) -> Result<Withdrawn, Fault> {
        self.team.withdraw(&request.org, &request.users).await
    }

    async fn save_pasted(&self, _: &Sender, request: SavePasted) -> Result<Accepted, Fault> {
        let SavePasted { org, what, text } = request;
        self.team.keep_draft(&org, what, text).await?;
        Ok(ACCEPTED)
    }
}
