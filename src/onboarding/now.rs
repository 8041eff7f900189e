//! The set-up at one moment, and what a sign-in would be then.

use super::OnboardingError;
use super::address::plain_address;
use super::invitation::OrgConfig;
use super::screens::Accounts;
use super::sign_in::Way;
use super::wizard::Wizard;
use crate::journal::LifeId;
use crate::mailbox::MailClient;
use crate::protocol::Provider;

/// The wizard, and who is signed in, at one moment.
#[derive(Debug, Default)]
pub(super) struct Now {
    pub(super) wizard: Wizard,
    pub(super) accounts: Accounts,
}

impl Now {
    pub(super) fn settled(&self, wizard: Wizard, life: &LifeId) -> Wizard {
        let connected = self.accounts.connected(wizard.invitation.as_ref());
        wizard.settled(life, connected)
    }

    /// Whether a sign-in would ask for what is granted already.
    pub(super) fn well(&self, provider: Provider) -> bool {
        let connected = self.accounts.connected(self.wizard.invitation.as_ref());
        connected.to(provider) && self.accounts.fault(provider, connected).is_none()
    }

    pub(super) fn way(&self, provider: Provider) -> Result<Way, OnboardingError> {
        let invitation = self.wizard.invitation.clone();
        let invitation = invitation.ok_or(OnboardingError::NotInvited)?;
        let rep = self
            .accounts
            .rep
            .as_ref()
            .filter(|rep| invitation.is_for(rep));
        if provider == Provider::Salesforce {
            let username = rep.map(|rep| rep.username.clone());
            let hint = username.or_else(|| invitation.invited.clone());
            let invitation = Box::new(invitation);
            return Ok(Way::Salesforce { invitation, hint });
        }
        let rep = rep.ok_or(OnboardingError::SalesforceFirst)?;
        let client = invitation.config.mail_client(provider);
        Ok(Way::Mail {
            client: client.ok_or(OnboardingError::MailNotOffered)?,
            expected: plain_address(&rep.org, &rep.email).to_owned(),
        })
    }
}

impl OrgConfig {
    /// The client at a mail provider, where the administrator set one up.
    #[must_use]
    pub fn mail_client(&self, provider: Provider) -> Option<MailClient> {
        match provider {
            Provider::Google => {
                let client_id = self.google.clone()?;
                Some(MailClient::Google { client_id })
            }
            Provider::Microsoft => Some(MailClient::Microsoft {
                client_id: self.microsoft.clone()?,
                tenant: self.tenant.clone(),
            }),
            Provider::Salesforce => None,
        }
    }

    /// The mail providers that the administrator set up.
    #[must_use]
    pub fn mail_providers(&self) -> Vec<Provider> {
        [Provider::Google, Provider::Microsoft]
            .into_iter()
            .filter(|provider| self.mail_client(*provider).is_some())
            .collect()
    }
}
