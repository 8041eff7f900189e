//! The policy, as the set-up uses it.

use super::view::OrgChoice;
use super::wizard::Wizard;
use crate::accounts::{Apps, SetUp};
use crate::base::OrgHost;
use crate::settings::{PolicyError, Settings};

/// The policy's orgs and clients for the set-up.
#[derive(Debug, Default)]
pub(super) struct Offers {
    settings: Settings,
}

impl Offers {
    pub(super) fn of(settings: &Settings) -> Self {
        Self {
            settings: settings.clone(),
        }
    }

    /// The apps of `org`, where the policy lists it.
    pub(super) fn apps(&self, org: &OrgHost) -> Option<Apps> {
        let own = self.settings.listed(org)?;
        let mut apps = SetUp::of_policy(own).apps;
        self.override_in(org, &mut apps);
        Some(apps)
    }

    /// Replaces the apps of an org that the policy sets.
    pub(super) fn override_in(&self, org: &OrgHost, apps: &mut Apps) {
        apps.apply_policy(&self.settings, org);
    }

    /// As [`Self::override_in`], for a set-up.
    pub(super) fn apply(&self, own: &mut SetUp) {
        self.override_in(&own.org, &mut own.apps);
    }

    /// Checks that the policy allows `org`.
    pub(super) fn fence(&self, org: &OrgHost) -> Result<(), PolicyError> {
        self.settings.fence(org)
    }

    /// The orgs of the policy that are not set up yet, as proposals.
    pub(super) fn invitations(&self, wizard: &Wizard) -> Vec<SetUp> {
        let orgs = self.settings.orgs.iter();
        orgs.filter(|own| wizard.set_up(&own.org).is_none() && self.settings.allows(&own.org))
            .map(|own| {
                let mut proposal = SetUp::of_policy(own);
                self.apply(&mut proposal);
                proposal
            })
            .collect()
    }

    /// As [`Self::invitations`], as choices for a screen.
    pub(super) fn choices(&self, wizard: &Wizard) -> Vec<OrgChoice> {
        let label = |org: &OrgHost| {
            let own = self.settings.listed(org)?;
            own.label.clone()
        };
        self.invitations(wizard)
            .into_iter()
            .map(|SetUp { org, .. }| OrgChoice {
                label: label(&org),
                sandbox: org.is_sandbox(),
                org: org.to_string(),
            })
            .collect()
    }
}
