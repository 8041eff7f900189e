//! An org that the rep works in or is asked to, and by whose word its apps are used.
//!
//! What anybody may have written (a link, a typed key) leads to the org's own sign-in page and no
//! further: a mail client comes from the administrator's policy or from the org's own record, and there
//! is no other way to one.

use serde::{Deserialize, Serialize};

use crate::base::{ConsumerKey, OrgConfig, OrgHost, Provider};
use crate::mailbox::MailClient;
use crate::salesforce::AppRecord;
use crate::settings::{PolicyOrg, Settings};

/// An org with its apps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetUp {
    /// Which org.
    pub org: OrgHost,
    /// The invited address, where an invitation names one.
    pub invited: Option<String>,
    /// With which apps.
    pub apps: Apps,
}

/// The apps of an org.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Apps {
    /// By which the org is signed in to.
    key: ConsumerKey,
    /// The mail clients of the org's own record, where it has one.
    org: Option<MailApps>,
    /// The mail clients where the policy names or bars some: its own, and the org's beside them.
    policy: Option<MailApps>,
}

/// Mail clients that somebody vouches for.
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

    /// Whether org or policy said anything of the mail clients, be it that there is none.
    #[must_use]
    pub fn is_vouched_for(&self) -> bool {
        self.mail().is_some()
    }

    /// Whether the policy did.
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

    /// Puts what the policy says in the place of what others say; what it said before is forgotten.
    pub(crate) fn obey_policy(&mut self, settings: &Settings, org: &OrgHost) {
        let of_others = Self::with(&self.key, self.org.as_ref());
        let mut governed = of_others.clone();
        settings.govern(org, &mut governed);
        self.key.clone_from(&governed.consumer_key);
        let governed = MailApps::of(&governed);
        self.policy = (governed != MailApps::of(&of_others)).then_some(governed);
    }

    /// What the org's record says of the mail clients holds, where the policy says nothing. Its key is
    /// taken over by [`Self::take_key`] alone.
    pub(crate) fn obey_org(&mut self, record: Option<&AppRecord>) {
        self.org = record.map(|record| MailApps::of(record.config()));
    }

    /// The key that the org's own record names, for the next sign-in.
    pub(crate) fn take_key(&mut self, record: &AppRecord) {
        self.key = record.config().consumer_key.clone();
    }

    /// An administrator's other key, for the next sign-in.
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
