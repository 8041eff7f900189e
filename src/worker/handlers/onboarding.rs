//! The answers to the requests of `src/protocol/onboarding.rs`.

use crate::base::{Fault, Topic};
use crate::onboarding::PopupView;
use crate::ports::Platform;
use crate::protocol::{
    AddOrg, AnswerStep, CheckAgain, GetPopup, OnboardingHandler, PasteInvitation, Sender, Tour,
    TourOrder, TourView,
};
use crate::worker::Worker;

impl<P: Platform + 'static> OnboardingHandler for Worker<P> {
    async fn get_popup(&self, from: &Sender, _: GetPopup) -> Result<PopupView, Fault> {
        if *from == Sender::Popup {
            self.onboarding.popup_opened().await;
            self.show_badge();
        }
        self.with_outbox(self.onboarding.popup().await?).await
    }

    async fn answer_step(&self, _: &Sender, request: AnswerStep) -> Result<PopupView, Fault> {
        let AnswerStep { step, answer } = request;
        let view = self.onboarding.answer(step, answer).await?;
        self.with_outbox(view).await
    }

    async fn paste_invitation(
        &self,
        _: &Sender,
        request: PasteInvitation,
    ) -> Result<PopupView, Fault> {
        let view = self.onboarding.pasted(&request.link).await?;
        self.platform.changed(Topic::Setup).await;
        self.with_outbox(view).await
    }

    async fn add_org(&self, _: &Sender, _: AddOrg) -> Result<PopupView, Fault> {
        self.with_outbox(self.onboarding.add_org().await?).await
    }

    async fn check_again(&self, _: &Sender, _: CheckAgain) -> Result<PopupView, Fault> {
        Self::check_again(self).await?;
        self.with_outbox(self.onboarding.popup().await?).await
    }

    async fn tour(&self, _: &Sender, request: Tour) -> Result<TourView, Fault> {
        match request.order {
            TourOrder::Ask => {}
            TourOrder::Want => self.onboarding.set_tour(true).await?,
            TourOrder::End => self.onboarding.set_tour(false).await?,
        }
        let wanted = self.onboarding.wants_tour().await?;
        Ok(TourView { wanted })
    }
}
