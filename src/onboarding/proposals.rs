//! Orgs whose apps come from elsewhere than an invitation: from a typed address and consumer key, the setup page, or
//! the policy.

use super::error::OnboardingError;
use super::invitation::Invitation;
use super::screens;
use super::service::Onboarding;
use super::snapshot::Snapshot;
use super::view::{Answer, PopupView, StepName};
use super::wizard::Event;
use crate::accounts::{Apps, SetUp};
use crate::base::{ConsumerKey, Fault, OrgConfig, OrgHost, Topic};
use crate::ports::Platform;

impl<P: Platform> Onboarding<P> {
    /// Proposes an org with its app; the guide then shows Activate for it. An org in which the rep works already stays
    /// as it is.
    ///
    /// # Errors
    /// Where another org is being set up, or this one works with another app
    /// ([`Self::reconfigure`] changes those).
    pub async fn propose(&self, org: OrgHost, key: ConsumerKey) -> Result<(), Fault> {
        let _held = self.lock.lock().await;
        let mut now = self.read().await?;
        let proposal = now.accept(SetUp::proposed(org, key, None))?;
        self.change(&mut now, Event::Invited(proposal)).await?;
        self.platform.changed(Topic::Setup).await;
        Ok(())
    }

    /// Handles a pasted text: an invitation's link, or any address of an org. For an address, the guide shows Activate
    /// if the policy has the org's apps, else it asks for the consumer key.
    ///
    /// # Errors
    /// Where it is neither, or cannot be used.
    pub async fn pasted(&self, text: &str) -> Result<PopupView, Fault> {
        let _held = self.lock.lock().await;
        let mut now = self.read().await?;
        let event = if Invitation::is_in(text) {
            let invitation = Invitation::in_text(text, self.platform.now())?;
            Event::Invited(now.accept(invitation.into())?)
        } else {
            let org = OrgHost::in_text(text)?;
            match now.apps_of(&org) {
                Some(apps) => Event::Invited(now.accept(SetUp {
                    org,
                    invited: None,
                    apps,
                })?),
                None => Event::Typed(now.accept_address(org)?),
            }
        };
        self.change(&mut now, event).await?;
        Ok(screens::popup(&now))
    }

    /// The rep wants to work in a further org.
    ///
    /// # Errors
    /// Where storage fails.
    pub async fn add_org(&self) -> Result<PopupView, Fault> {
        let now = self.update(Event::AddOrg).await?;
        self.platform.changed(Topic::Setup).await;
        Ok(screens::popup(&now))
    }

    /// The wizard's event for an answer.
    pub(super) fn event_of(
        &self,
        now: &Snapshot,
        step: StepName,
        answer: Answer,
    ) -> Result<Event, OnboardingError> {
        match (step, &answer) {
            (StepName::ConsumerKey, Answer::Key { key }) => {
                let key = ConsumerKey::parse(key.trim());
                let consumer_key = key.map_err(|_| OnboardingError::ConsumerKey)?;
                let org = now
                    .wizard
                    .typed
                    .clone()
                    .ok_or(OnboardingError::UnknownOrg)?;
                Ok(Event::Invited(SetUp::proposed(org, consumer_key, None)))
            }
            (StepName::ChooseOrg, Answer::Choose { org }) => {
                let mut offered = now.offers.invitations(&now.wizard).into_iter();
                let chosen = offered.find(|own| own.org == *org);
                Ok(Event::Offered(chosen.ok_or(OnboardingError::UnknownOrg)?))
            }
            (StepName::ChooseMail, Answer::Skip) if now.offers_no_mail() => Ok(Event::WithoutMail),
            _ => Ok(Event::Answered(step, answer)),
        }
    }

    /// The administrator changed the org's app. Session and mailbox stay as they were granted; the new app is used from
    /// the next sign-in on.
    ///
    /// # Errors
    /// Where the org is not known here, or storage fails.
    pub async fn reconfigure(&self, org: &OrgHost, key: ConsumerKey) -> Result<(), Fault> {
        let now = self.update(Event::Reconfigured(org.clone(), key)).await?;
        now.accounts.rep(org).ok_or(OnboardingError::UnknownOrg)?;
        self.platform.changed(Topic::Setup).await;
        Ok(())
    }

    /// The org's apps as far as they are known: from the policy, or accepted or proposed by the rep.
    pub async fn apps_of(&self, org: &OrgHost) -> Option<Apps> {
        self.now().await.ok()?.apps_of(org)
    }

    /// As [`Self::apps_of`], as ids; mail clients only if org or policy name them.
    pub async fn config_of(&self, org: &OrgHost) -> Option<OrgConfig> {
        Some(self.apps_of(org).await?.config())
    }
}
