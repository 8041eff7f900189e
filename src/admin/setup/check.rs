//! The check of an org's app, which is a sign-in by it.

use super::error::SetupError;
use super::org_of;
use super::view::{Check, SetupDraft};
use crate::admin::Admin;
use crate::base::{ConsumerKey, Fault, OrgConfig, OrgHost, Provider};
use crate::onboarding::{PopupView, Screen};
use crate::ports::Platform;

impl<P: Platform> Admin<P> {
    /// Proposes the org of a draft with its app, to be checked by signing in. `None` where the org's own record or the
    /// policy names another app: the new one has to be deployed before anybody can sign in by it.
    ///
    /// # Errors
    /// [`SetupError`] where an entry has a wrong form.
    pub async fn propose(&self, draft: &SetupDraft) -> Result<Option<OrgHost>, Fault> {
        self.keep_draft(draft).await?;
        let org = org_of(&draft.address)?;
        let consumer_key = ConsumerKey::parse(draft.key.trim()).map_err(|_| SetupError::Key)?;
        if !self.sessions.orgs().await.contains(&org) {
            self.onboarding.propose(org.clone(), consumer_key).await?;
            return Ok(Some(org));
        }
        let known = self.entered(&org).await?;
        if self.sessions.org_apps(&org).await.record().is_none() {
            let key = consumer_key.clone();
            self.onboarding.reconfigure(&org, key).await?;
        }
        let config = match known {
            Some(known) => OrgConfig {
                consumer_key,
                ..known
            },
            None => OrgConfig::without_mail(consumer_key),
        };
        let key = config.consumer_key.clone();
        self.enter(&org, config).await?;
        let apps = self.onboarding.apps_of(&org).await;
        let by_it = apps.is_some_and(|apps| *apps.key() == key);
        Ok(by_it.then_some(org))
    }

    /// The state of the sign-in to the drafted org; where none was begun on the page, that of the popup.
    pub(super) async fn check(
        &self,
        draft: &SetupDraft,
        org: Option<&OrgHost>,
        signed_in: &[OrgHost],
    ) -> Result<Check, Fault> {
        if let Some(org) = org {
            match self.onboarding.signing_in_to(org).await? {
                (Some(since), _) => return Ok(Check::Waiting(since)),
                (None, Some(fault)) => return Ok(Check::Refused(fault)),
                (None, None) => {}
            }
        }
        if draft.address.is_empty() || org.is_some_and(|org| signed_in.contains(org)) {
            return Ok(Check::Idle);
        }
        Ok(match self.onboarding.popup().await? {
            PopupView::Wizard(wizard) => match (wizard.screen, wizard.fault) {
                (
                    Screen::Waiting {
                        provider: Provider::Salesforce,
                        since,
                        ..
                    },
                    _,
                ) => Check::Waiting(since),
                (_, Some(fault)) => Check::Refused(fault),
                _ => Check::Idle,
            },
            PopupView::NotInvited { fault: Some(fault) } => Check::Refused(fault),
            _ => Check::Idle,
        })
    }
}
