//! The state of the set-up at one moment.

use super::OnboardingError;
use super::invitation::InvitationError;
use super::offers::Offers;
use super::step::Step;
use super::target::SignInTarget;
use super::wizard::Wizard;
use crate::accounts::{self, Apps, Rep, SetUp};
use crate::base::{LifeId, Millis, OrgHost, Provider};
use crate::mailbox::MailClient;
use crate::settings::SameAddress;

/// The wizard and the accounts at one moment.
#[derive(Debug, Default)]
pub(super) struct Snapshot {
    pub(super) wizard: Wizard,
    pub(super) accounts: accounts::Snapshot,
    pub(super) mail: MailDetails,
    pub(super) offers: Offers,
}

/// Details of the mailbox for the popup and the profile page.
#[derive(Debug, Default)]
pub(super) struct MailDetails {
    /// The client by which it is connected.
    pub(super) client: Option<MailClient>,
    /// When a call of it last succeeded.
    pub(super) last_success: Option<Millis>,
    /// Until when its access token is valid.
    pub(super) expires: Option<Millis>,
    /// The rep's signature, as stored HTML.
    pub(super) signature: String,
}

impl Snapshot {
    /// The wizard, adjusted to what is connected.
    pub(super) fn settled(&mut self, wizard: Wizard, life: &LifeId) -> Wizard {
        self.follow(&wizard);
        let mut connected = self.accounts.connected();
        connected.offered = self.offers.invitations(&wizard);
        let settled = wizard.settled(life, &connected);
        self.follow(&settled);
        settled
    }

    /// Updates the accounts to the set-ups of the wizard.
    fn follow(&mut self, wizard: &Wizard) {
        self.accounts.finished.clone_from(&wizard.orgs);
        let guide = wizard.invitation.as_ref();
        self.accounts.guide = guide.map(|own| own.org.clone());
    }

    /// The invitation, if it can be accepted, with the policy's apps where it has some.
    pub(super) fn accept(&self, mut invitation: SetUp) -> Result<SetUp, InvitationError> {
        self.offers.fence(&invitation.org)?;
        self.offers.apply(&mut invitation);
        let connected = self.accounts.connected();
        self.wizard.check_invitation(&invitation, &connected)?;
        Ok(invitation)
    }

    /// The apps of `org`: from the policy, or accepted or proposed.
    pub(super) fn apps_of(&self, org: &OrgHost) -> Option<Apps> {
        let known = || {
            let rep = self.accounts.rep(org)?;
            Some(rep.invitation.apps.clone())
        };
        let mut apps = known().or_else(|| self.offers.apps(org))?;
        self.offers.override_in(org, &mut apps);
        Some(apps)
    }

    /// The org of a typed address, if the guide can be about it.
    pub(super) fn accept_address(&self, org: OrgHost) -> Result<OrgHost, InvitationError> {
        self.offers.fence(&org)?;
        match self.wizard.replaceable() {
            true => Ok(org),
            false => Err(InvitationError::SetUpUnderWay),
        }
    }

    /// Whether there is no mail client to choose.
    pub(super) fn offers_no_mail(&self) -> bool {
        let rep = self.accounts.current();
        rep.is_some_and(|rep| rep.mail_providers().is_empty())
    }

    /// The rep in the org that a sign-in is for: the named org, else the one of the guide, else (for Salesforce) the
    /// first that needs it.
    pub(super) fn rep_of(
        &self,
        provider: Provider,
        org: Option<&OrgHost>,
    ) -> Result<&Rep, OnboardingError> {
        if let Some(org) = org {
            return self.accounts.rep(org).ok_or(OnboardingError::UnknownOrg);
        }
        let waiting = self.accounts.reps.iter();
        let mut waiting = waiting.filter(|rep| {
            provider == Provider::Salesforce
                && self.wizard.step == Step::Home
                && self.accounts.fault_in(rep).is_some()
        });
        let current = || self.accounts.current();
        let rep = waiting.next().or_else(current);
        rep.ok_or(OnboardingError::NotInvited)
    }

    /// Whether a sign-in is not needed.
    pub(super) fn is_connected(&self, provider: Provider, rep: &Rep) -> bool {
        match provider {
            Provider::Salesforce => {
                rep.invited().is_some() && rep.fault.is_none() && rep.team.may_work()
            }
            Provider::Google | Provider::Microsoft => {
                let own = self.accounts.mailbox.as_ref();
                own.is_some_and(|own| own.provider == provider && rep.has(own))
                    && self.accounts.mailbox_fault.is_none()
            }
        }
    }

    /// The target of a sign-in; `choose` for another account than the one that is signed in at the provider.
    pub(super) fn target(
        &self,
        provider: Provider,
        rep: &Rep,
        choose: bool,
    ) -> Result<SignInTarget, OnboardingError> {
        let invitation = &rep.invitation;
        let user = rep.invited();
        if provider == Provider::Salesforce {
            let username = user.map(|user| user.username.clone());
            let hint = username.or_else(|| invitation.invited.clone());
            let invitation = Box::new(invitation.clone());
            return Ok(SignInTarget::Salesforce {
                invitation,
                hint: hint.filter(|_| !choose),
                choose,
            });
        }
        user.ok_or(OnboardingError::SalesforceFirst)?;
        if let Some(elsewhere) = self.accounts.mailbox_elsewhere(rep) {
            return Err(elsewhere.into());
        }
        let client = rep.mail_client(provider);
        Ok(SignInTarget::Mail {
            client: client.ok_or(OnboardingError::MailNotOffered)?,
            expected: rep.address(),
            strict: rep.rule == SameAddress::Strict,
            choose,
        })
    }
}
