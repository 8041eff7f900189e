//! An org in a policy.

use super::Clients;
use crate::base::{ConsumerKey, OrgConfig, OrgHost};

/// An org that the administrator set up by policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyOrg {
    /// Its host.
    pub org: OrgHost,
    /// The app in it.
    pub consumer_key: ConsumerKey,
    /// The mail clients' ids there, those for every org among them.
    pub clients: Clients,
    /// What people call it.
    pub label: Option<String>,
}

impl PolicyOrg {
    /// The org with these apps.
    #[must_use]
    pub fn of(org: OrgHost, config: OrgConfig) -> Self {
        Self {
            org,
            consumer_key: config.consumer_key,
            clients: Clients {
                google: config.google,
                microsoft: config.microsoft,
                tenant: config.tenant,
                unusable: Vec::new(),
            },
            label: None,
        }
    }

    /// Its apps.
    #[must_use]
    pub fn config(&self) -> OrgConfig {
        OrgConfig {
            consumer_key: self.consumer_key.clone(),
            google: self.clients.google.clone(),
            microsoft: self.clients.microsoft.clone(),
            tenant: self.clients.tenant.clone(),
        }
    }
}

/// The parts of an org in `orgs`: name, whether it is required, what it is.
pub(super) const PARTS: &[(&str, bool, &str)] = &[
    (
        "host",
        true,
        "The My Domain host: `acme.my.salesforce.com`, `acme--uat.sandbox.my.salesforce.com`",
    ),
    (
        "consumerKey",
        true,
        "The consumer key of the org's External Client App; begins with `3MVG9`",
    ),
    ("label", false, "What your people call the org"),
    (
        "googleClientId",
        false,
        "The Google client of this org's people, where it is not the one for all",
    ),
    (
        "microsoftClientId",
        false,
        "The application id at Microsoft, likewise",
    ),
    (
        "microsoftTenant",
        false,
        "The directory of that application: its id or one of its domains",
    ),
];
