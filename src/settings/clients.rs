//! The ids of the mail clients in a policy.

use crate::base::{OrgConfig, Provider};

/// What a policy says of the mail clients.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clients {
    /// The client at Google.
    pub google: Option<String>,
    /// The application at Microsoft.
    pub microsoft: Option<String>,
    /// Its directory.
    pub tenant: Option<String>,
    /// Clients that the policy sets but that cannot be read. They are not offered, whatever the org's record has.
    pub unusable: Vec<Provider>,
}

impl Clients {
    /// Replaces the ids of `config` that the policy sets.
    pub(super) fn override_in(&self, config: &mut OrgConfig) {
        if self.google.is_some() || self.is_unusable(Provider::Google) {
            config.google.clone_from(&self.google);
        }
        if self.microsoft.is_some() || self.is_unusable(Provider::Microsoft) {
            config.microsoft.clone_from(&self.microsoft);
            config.tenant.clone_from(&self.tenant);
        }
    }

    /// Fills in what is not set for this org from the ids for `all` orgs.
    pub(super) fn completed(mut self, all: &Self) -> Self {
        if self.google.is_none() && !self.is_unusable(Provider::Google) {
            self.google.clone_from(&all.google);
            self.take_unusable(all, Provider::Google);
        }
        if self.microsoft.is_none() && !self.is_unusable(Provider::Microsoft) {
            self.microsoft.clone_from(&all.microsoft);
            self.tenant.clone_from(&all.tenant);
            self.take_unusable(all, Provider::Microsoft);
        }
        self
    }

    /// Marks a mail client as unreadable. A Microsoft application loses its directory and the other way round:
    /// without its directory it would be open to every organisation.
    pub(super) fn mark_unusable(&mut self, provider: Provider) {
        match provider {
            Provider::Google => self.google = None,
            _ => (self.microsoft, self.tenant) = (None, None),
        }
        self.unusable.push(provider);
    }

    fn is_unusable(&self, provider: Provider) -> bool {
        self.unusable.contains(&provider)
    }

    fn take_unusable(&mut self, all: &Self, provider: Provider) {
        if all.is_unusable(provider) {
            self.unusable.push(provider);
        }
    }
}
