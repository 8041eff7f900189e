//! The answers to the requests of `src/protocol/setup.rs`.

use std::rc::Rc;

use super::ACCEPTED;
use crate::admin::AdminView;
use crate::admin::setup::SetupView;
use crate::base::{Fault, Provider, UnsentWork};
use crate::ports::Platform;
use crate::protocol::{
    Accepted, CheckSetup, ChooseSetting, ConfirmSetup, DeploySetup, GetAdmin, GetSetup,
    SaveClients, SaveSetupDraft, Sender, SetupHandler, StartSignIn, TryClient,
};
use crate::worker::Worker;

impl<P: Platform + 'static> SetupHandler for Worker<P> {
    async fn get_admin(&self, _: &Sender, _: GetAdmin) -> Result<AdminView, Fault> {
        Ok(self.admin.view().await)
    }

    async fn get_setup(&self, _: &Sender, request: GetSetup) -> Result<SetupView, Fault> {
        self.admin.setup(request.org, request.refresh).await
    }

    async fn save_setup_draft(
        &self,
        _: &Sender,
        request: SaveSetupDraft,
    ) -> Result<Accepted, Fault> {
        self.admin.keep_draft(&request.draft).await?;
        Ok(ACCEPTED)
    }

    async fn check_setup(&self, from: &Sender, request: CheckSetup) -> Result<Accepted, Fault> {
        let Some(org) = self.admin.propose(&request.draft).await? else {
            return Ok(ACCEPTED);
        };
        let sign_in = StartSignIn {
            provider: Provider::Salesforce,
            org: Some(org),
            another: false,
            unsent: UnsentWork::Keep,
        };
        self.begin_sign_in(sign_in, true, from).await?;
        Ok(ACCEPTED)
    }

    async fn save_clients(&self, _: &Sender, request: SaveClients) -> Result<Accepted, Fault> {
        let SaveClients { org, clients } = request;
        self.admin.save_clients(&org, &clients).await?;
        Ok(ACCEPTED)
    }

    async fn try_client(&self, _: &Sender, request: TryClient) -> Result<Accepted, Fault> {
        let TryClient { org, provider } = request;
        if let Some(trial) = self.admin.begin_trial(org, provider).await? {
            let admin = Rc::clone(&self.admin);
            self.platform
                .spawn(async move { admin.run_trial(trial).await });
        }
        Ok(ACCEPTED)
    }

    async fn choose_setting(&self, _: &Sender, request: ChooseSetting) -> Result<Accepted, Fault> {
        self.admin.choose(&request.setting, request.value).await?;
        Ok(ACCEPTED)
    }

    async fn confirm_setup(&self, _: &Sender, request: ConfirmSetup) -> Result<Accepted, Fault> {
        let ConfirmSetup {
            org,
            item,
            confirmed,
        } = request;
        self.admin.confirm(&org, item, confirmed).await?;
        Ok(ACCEPTED)
    }

    async fn deploy_setup(&self, _: &Sender, request: DeploySetup) -> Result<Accepted, Fault> {
        self.admin.deploy(&request.org, request.fields).await?;
        Ok(ACCEPTED)
    }
}
