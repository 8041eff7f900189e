//! Orgs that come with their apps from elsewhere than an invitation: an address and a consumer key
//! that were typed, the set-up page, the administrator's policy.

use super::error::OnboardingError;
use super::invitation::{Invitation, OrgConfig};
use super::service::Onboarding;
use super::wizard::Event;
use crate::ports::Platform;
use crate::protocol::{Fault, Topic};
use crate::salesforce::OrgHost;

impl<P: Platform> Onboarding<P> {
    /// Proposes an org with its apps; the guide then stands at Activate for it. An org in which the
    /// rep works already stays as it is.
    ///
    /// # Errors
    /// Where another org is being set up, or this one works with other apps
    /// ([`Self::reconfigure`] changes those).
    pub async fn propose(&self, org: OrgHost, config: OrgConfig) -> Result<(), Fault> {
        let _held = self.lock.lock().await;
        let mut now = self.read().await?;
        let proposal = now.takes(Invitation {
            org,
            config,
            invited: None,
        })?;
        self.change(&mut now, Event::Invited(proposal)).await?;
        self.platform.changed(Topic::Setup).await;
        Ok(())
    }

    /// The administrator changed the org's apps. Sessions and mailbox stay: they were granted to the
    /// apps that were there then, and the new ones are used from the next sign-in on.
    ///
    /// # Errors
    /// Where the org is not known here, or storage fails.
    pub async fn reconfigure(&self, org: &OrgHost, config: OrgConfig) -> Result<(), Fault> {
        let now = self
            .update(Event::Reconfigured(org.clone(), config))
            .await?;
        now.accounts.rep(org).ok_or(OnboardingError::UnknownOrg)?;
        self.platform.changed(Topic::Setup).await;
        Ok(())
    }

    /// The org's apps as this browser knows them: accepted or proposed.
    pub async fn config_of(&self, org: &OrgHost) -> Option<OrgConfig> {
        let now = self.now().await.ok()?;
        let rep = now.accounts.rep(org)?;
        Some(rep.invitation.config.clone())
    }
}
