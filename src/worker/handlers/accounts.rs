//! The answers to the requests of `src/protocol/accounts.rs`.

use super::ACCEPTED;
use crate::base::{Fault, Left, Topic, UnsentWork};
use crate::onboarding::{ProfileView, SignInView};
use crate::outbox::Unsent;
use crate::ports::Platform;
use crate::protocol::{
    Accepted, AccountsHandler, CancelSignIn, GetProfile, GetSignIn, GetUnsent, RemoveEverything,
    SaveSignature, Sender, ShowSignIn, SignOut, StartSignIn,
};
use crate::worker::Worker;

impl<P: Platform + 'static> AccountsHandler for Worker<P> {
    async fn start_sign_in(&self, from: &Sender, request: StartSignIn) -> Result<Accepted, Fault> {
        self.begin_sign_in(request, false, from).await?;
        Ok(ACCEPTED)
    }

    async fn get_sign_in(&self, _: &Sender, _: GetSignIn) -> Result<SignInView, Fault> {
        self.onboarding.signing_in().await
    }

    async fn show_sign_in(&self, _: &Sender, _: ShowSignIn) -> Result<Accepted, Fault> {
        self.onboarding.show_sign_in().await;
        Ok(ACCEPTED)
    }

    async fn cancel_sign_in(&self, _: &Sender, _: CancelSignIn) -> Result<Accepted, Fault> {
        self.onboarding.cancel_sign_in().await?;
        Ok(ACCEPTED)
    }

    async fn get_profile(&self, _: &Sender, _: GetProfile) -> Result<ProfileView, Fault> {
        self.onboarding.profile().await
    }

    async fn save_signature(&self, _: &Sender, request: SaveSignature) -> Result<Accepted, Fault> {
        self.mailboxes.set_signature(&request.html).await?;
        self.platform.changed(Topic::Setup).await;
        Ok(ACCEPTED)
    }

    async fn get_unsent(&self, _: &Sender, request: GetUnsent) -> Result<Unsent, Fault> {
        self.unsent(request.provider, request.org.as_ref()).await
    }

    async fn sign_out(&self, _: &Sender, request: SignOut) -> Result<Left, Fault> {
        let SignOut {
            provider,
            org,
            unsent,
        } = request;
        if unsent == UnsentWork::Delete {
            for (who, what) in self.leaving(provider, org.as_ref()).await {
                self.delete_unsent(&who, what).await?;
            }
        } else {
            self.take_home(provider, org.as_ref()).await;
        }
        let left = self.onboarding.sign_out(provider, org.as_ref()).await;
        self.show_badge();
        for topic in [Topic::Record, Topic::Outbox, Topic::Drafts] {
            self.platform.changed(topic).await;
        }
        Ok(Left {
            accesses: left?.into_iter().collect(),
        })
    }

    async fn remove_everything(&self, _: &Sender, _: RemoveEverything) -> Result<Left, Fault> {
        (self.removal)().await
    }
}
