//! The mail clients' ids that the administrator set.

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
    /// What was written and cannot be read: it is offered by nobody.
    pub unusable: Vec<Provider>,
}

impl Clients {
    /// Puts them in the place of those that others name.
    pub(super) fn govern(&self, config: &mut OrgConfig) {
        if self.google.is_some() || self.is_unusable(Provider::Google) {
            config.google.clone_from(&self.google);
        }
        if self.microsoft.is_some() || self.is_unusable(Provider::Microsoft) {
            config.microsoft.clone_from(&self.microsoft);
            config.tenant.clone_from(&self.tenant);
        }
    }

    /// Takes from those for every org what these do not say.
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

    /// Notes that what was written of a mail client cannot be read. An application without its
    /// directory would be open to every organisation, so that one goes with the other.
    pub(super) fn spoil(&mut self, provider: Provider) {
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
