//! An org that the rep works in or is invited to, and which of its apps may be used.
//!
//! A link or a typed key may come from anybody, so it leads to the org's own sign-in page and no further. A
//! mail client is taken from the administrator's policy or from the org's own record alone.

use serde::{Deserialize, Serialize};

use crate::base::{ConsumerKey, OrgConfig, OrgHost, Provider};
use crate::mailbox::MailClient;
use crate::salesforce::AppRecord;
use crate::settings::{PolicyOrg, Settings};

/// An org with its apps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetUp {
    /// The org.
    pub org: OrgHost,
    /// The invited address, where an invitation names one.
    pub invited: Option<String>,
    /// Its apps.
    pub apps: Apps,
}

/// The apps of an org.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Apps {
    /// The consumer key of the org's app, for signing in to the org.
    key: ConsumerKey,
    /// The mail clients of the org's own record, where it has one.
    org: Option<MailApps>,
    /// The mail clients where the policy sets or forbids some: the policy's, and the org's for the others.
    policy: Option<MailApps>,
}

/// Mail clients from a trusted source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct MailApps {
    google: Option<String>,
    microsoft: Option<String>,
    tenant: Option<String>,
}

impl SetUp {
    /// An org whose app is only proposed: it leads to the org's sign-in page.
    #[must_use]
    pub const fn proposed(org: OrgHost, key: ConsumerKey, invited: Option<String>) -> Self {
        let apps = Apps {
            key,
            org: None,
            policy: None,
        };
        Self { org, invited, apps }
    }

    /// An org of the administrator's policy.
    #[must_use]
    pub fn of_policy(own: &PolicyOrg) -> Self {
        Self::proposed(own.org.clone(), own.consumer_key.clone(), None)
    }
}

impl Apps {
    /// The consumer key by which the org is signed in to.
    #[must_use]
    pub const fn key(&self) -> &ConsumerKey {
        &self.key
    }

    /// Whether the mail clients, or that there are none, are known from the org or the policy.
    #[must_use]
    pub fn has_known_mail(&self) -> bool {
        self.mail().is_some()
    }

    /// Whether they are known from the policy.
    #[must_use]
    pub const fn is_of_policy(&self) -> bool {
        self.policy.is_some()
    }

    /// The client at a mail provider, where policy or org name one.
    #[must_use]
    pub fn mail_client(&self, provider: Provider) -> Option<MailClient> {
        let mail = self.mail()?;
        match provider {
            Provider::Google => {
                let client_id = mail.google.clone()?;
                Some(MailClient::Google { client_id })
            }
            Provider::Microsoft => Some(MailClient::Microsoft {
                client_id: mail.microsoft.clone()?,
                tenant: mail.tenant.clone(),
            }),
            Provider::Salesforce => None,
        }
    }

    /// The mail providers of the clients that policy or org name.
    #[must_use]
    pub fn mail_providers(&self) -> Vec<Provider> {
        [Provider::Google, Provider::Microsoft]
            .into_iter()
            .filter(|provider| self.mail_client(*provider).is_some())
            .collect()
    }

    /// The ids, as an administrator enters and deploys them.
    #[must_use]
    pub fn config(&self) -> OrgConfig {
        Self::with(&self.key, self.mail())
    }

    /// Takes over what the policy sets now, in place of what it set before.
    pub(crate) fn apply_policy(&mut self, settings: &Settings, org: &OrgHost) {
        let of_others = Self::with(&self.key, self.org.as_ref());
        let mut governed = of_others.clone();
        settings.override_in(org, &mut governed);
        self.key.clone_from(&governed.consumer_key);
        let governed = MailApps::of(&governed);
        self.policy = (governed != MailApps::of(&of_others)).then_some(governed);
    }

    /// Takes over the mail clients of the org's record, which count where the policy sets none. The record's key
    /// is taken over by [`Self::take_key`] alone.
    pub(crate) fn apply_org_record(&mut self, record: Option<&AppRecord>) {
        self.org = record.map(|record| MailApps::of(record.config()));
    }

    /// Takes over the key of the org's own record, for the next sign-in.
    pub(crate) fn take_key(&mut self, record: &AppRecord) {
        self.key = record.config().consumer_key.clone();
    }

    /// Takes over another key that an administrator entered, for the next sign-in.
    pub(crate) fn change_key(&mut self, key: &ConsumerKey) {
        self.key.clone_from(key);
    }

    fn mail(&self) -> Option<&MailApps> {
        self.policy.as_ref().or(self.org.as_ref())
    }

    fn with(key: &ConsumerKey, mail: Option<&MailApps>) -> OrgConfig {
        OrgConfig {
            consumer_key: key.clone(),
            google: mail.and_then(|mail| mail.google.clone()),
            microsoft: mail.and_then(|mail| mail.microsoft.clone()),
            tenant: mail.and_then(|mail| mail.tenant.clone()),
        }
    }
}

impl MailApps {
    fn of(config: &OrgConfig) -> Self {
        Self {
            google: config.google.clone(),
            microsoft: config.microsoft.clone(),
            tenant: config.tenant.clone(),
        }
    }
}
