//! Who is signed in where, as the set-up and its surfaces see it.

use super::address::{plain_address, same_address};
use super::connected::Connected;
use super::error::OnboardingError;
use super::set_up::SetUp;
use super::wizard::Wizard;
use crate::base::{Fault, Millis, OrgHost, Provider};
use crate::mailbox::{MailClient, MailboxUser};
use crate::salesforce::{Invited, SalesforceUser};
use crate::settings::{PolicyError, SameAddress};

/// The rep in one org.
#[derive(Clone, Debug)]
pub struct Rep {
    /// The org and its apps.
    pub invitation: SetUp,
    /// Who is signed in.
    pub user: Option<SalesforceUser>,
    /// Whether a session is kept, though nobody may be known of it.
    pub kept: bool,
    /// What is wrong with the session.
    pub fault: Option<Fault>,
    /// Whether the org has them in the team.
    pub team: Invited,
    /// When the org last did what it was asked.
    pub last_success: Option<Millis>,
    /// The same-address rule there.
    pub rule: SameAddress,
    /// The mail clients that the administrator offers there.
    pub mail: Vec<Provider>,
    /// Why the administrator leaves the org out, if so: a session there stays and does nothing.
    pub barred: Option<PolicyError>,
}

/// Who is signed in where, and the signature.
#[derive(Clone, Debug, Default)]
pub struct Accounts {
    /// At Salesforce: in every org that is set up, and the one that the guide is about.
    pub reps: Vec<Rep>,
    /// At the mail provider.
    pub mailbox: Option<MailboxUser>,
    /// By which client it is connected.
    pub mailbox_client: Option<MailClient>,
    /// What is wrong with that connection.
    pub mailbox_fault: Option<Fault>,
    /// When it last did what it was asked.
    pub mailbox_success: Option<Millis>,
    /// Until when it works without asking the provider.
    pub mailbox_expires: Option<Millis>,
    /// HTML as kept.
    pub signature: String,
}

impl Rep {
    /// The user, where it is the invited one.
    #[must_use]
    pub fn invited(&self) -> Option<&SalesforceUser> {
        self.user
            .as_ref()
            .filter(|user| self.invitation.is_for(user))
    }

    /// The rep's name; empty while nobody is signed in.
    #[must_use]
    pub fn name(&self) -> String {
        self.user
            .as_ref()
            .map(|user| user.name.clone())
            .unwrap_or_default()
    }

    /// The address that the mailbox must have; empty while nobody is signed in.
    #[must_use]
    pub fn address(&self) -> String {
        let user = self.user.as_ref();
        user.map(|user| plain_address(&user.org, &user.email).to_owned())
            .unwrap_or_default()
    }

    /// Whether it is the rep's mailbox by the same-address rule.
    #[must_use]
    pub fn has(&self, mailbox: &MailboxUser) -> bool {
        let loose = self.rule != SameAddress::Strict;
        self.invited()
            .is_some_and(|user| loose || same_address(&user.org, &user.email, &mailbox.address))
    }

    /// The rep's address, where the mailbox has another one and they are to be told.
    #[must_use]
    pub fn differs(&self, mailbox: &MailboxUser) -> Option<String> {
        let told = self.rule == SameAddress::Warn;
        let user = self.invited().filter(|_| told)?;
        (!same_address(&user.org, &user.email, &mailbox.address)).then(|| self.address())
    }

    /// The client at a mail provider, where org or policy name one and the administrator offers it.
    #[must_use]
    pub fn mail_client(&self, provider: Provider) -> Option<MailClient> {
        let offered = self.mail.contains(&provider);
        let client = self.invitation.apps.mail_client(provider);
        client.filter(|_| offered)
    }

    /// The mail providers that can be connected.
    #[must_use]
    pub fn mail_providers(&self) -> Vec<Provider> {
        let set_up = self.invitation.apps.mail_providers();
        let offered = |provider: &Provider| self.mail.contains(provider);
        set_up.into_iter().filter(offered).collect()
    }

    /// Signed in, and not in the team.
    #[must_use]
    pub fn is_left_out(&self) -> bool {
        self.user.is_some() && !self.team.may_work() && self.barred.is_none()
    }
}

impl Accounts {
    /// The rep in `org`.
    #[must_use]
    pub fn rep(&self, org: &OrgHost) -> Option<&Rep> {
        self.reps.iter().find(|rep| rep.invitation.org == *org)
    }

    /// The rep in the org that the guide is about, else in the first org where they are signed in.
    #[must_use]
    pub fn current(&self, wizard: &Wizard) -> Option<&Rep> {
        match &wizard.invitation {
            Some(own) => self.rep(&own.org),
            None => {
                let signed_in = self.reps.iter().find(|rep| rep.invited().is_some());
                signed_in.or(self.reps.first())
            }
        }
    }

    /// What counts as connected: a session of the invited rep, also one that cannot be read just now
    /// where the set-up is finished, and a mailbox with the rep's address.
    #[must_use]
    pub fn connected(&self, wizard: &Wizard) -> Connected {
        let is_in = |rep: &&Rep| {
            if !rep.team.may_work() || rep.barred.is_some() {
                return false;
            }
            let unread = || rep.kept && rep.user.is_none();
            let set_up = || wizard.set_up(&rep.invitation.org).is_some();
            rep.invited().is_some() || (unread() && set_up())
        };
        let current = self.current(wizard);
        let mailbox = self.mailbox.as_ref();
        let own = mailbox.filter(|mailbox| current.is_some_and(|rep| rep.has(mailbox)));
        Connected {
            orgs: self
                .reps
                .iter()
                .filter(is_in)
                .map(|rep| rep.invitation.org.clone())
                .collect(),
            mailbox: own.map(|mailbox| mailbox.provider),
            mailbox_elsewhere: own.is_none() && self.mailbox_of_another(wizard, current),
            not_in_team: self
                .reps
                .iter()
                .filter(|rep| rep.is_left_out())
                .map(|rep| rep.invitation.org.clone())
                .collect(),
            barred: self
                .reps
                .iter()
                .filter(|rep| rep.barred.is_some())
                .map(|rep| rep.invitation.org.clone())
                .collect(),
            offered: Vec::new(),
        }
    }

    /// Whether the mailbox is the rep's in an org that is set up, other than `rep`'s.
    fn mailbox_of_another(&self, wizard: &Wizard, rep: Option<&Rep>) -> bool {
        let own = rep.map(|rep| &rep.invitation.org);
        self.mailbox.as_ref().is_some_and(|mailbox| {
            let mut others = self
                .reps
                .iter()
                .filter(|other| Some(&other.invitation.org) != own);
            others.any(|other| wizard.set_up(&other.invitation.org).is_some() && other.has(mailbox))
        })
    }

    /// Why `rep` cannot have the mailbox that is connected, where another org needs it.
    #[must_use]
    pub fn mailbox_elsewhere(&self, wizard: &Wizard, rep: &Rep) -> Option<OnboardingError> {
        let mailbox = self.mailbox.as_ref().filter(|mailbox| !rep.has(mailbox))?;
        self.mailbox_of_another(wizard, Some(rep))
            .then(|| OnboardingError::MailboxElsewhere {
                needed: rep.address(),
                connected: mailbox.address.clone(),
            })
    }

    /// What is wrong with the rep's session.
    #[must_use]
    pub fn fault_in(&self, rep: &Rep) -> Option<Fault> {
        match rep.invited() {
            _ if rep.barred.is_some() => rep.barred.map(Fault::from),
            Some(_) if rep.is_left_out() => Some(OnboardingError::NotInTeam.into()),
            Some(_) => rep.fault.clone(),
            None if rep.kept => rep.fault.clone(),
            None => Some(OnboardingError::NotConnected(Provider::Salesforce).into()),
        }
    }

    /// What is wrong with a mail connection.
    #[must_use]
    pub fn mail_fault(
        &self,
        provider: Provider,
        connected: &Connected,
        rep: &Rep,
    ) -> Option<Fault> {
        match (&rep.user, &self.mailbox) {
            _ if self.mailbox_fault.is_some() => self.mailbox_fault.clone(),
            _ if connected.mailbox == Some(provider) || connected.mailbox_elsewhere => None,
            (Some(user), Some(mailbox)) if mailbox.provider == provider => Some(
                OnboardingError::AddressDiffers {
                    salesforce: user.email.clone(),
                    mailbox: mailbox.address.clone(),
                    provider,
                }
                .into(),
            ),
            _ => Some(OnboardingError::NotConnected(provider).into()),
        }
    }
}

impl SetUp {
    /// Whether a signed-in user is the one whom it invites.
    #[must_use]
    pub fn is_for(&self, user: &SalesforceUser) -> bool {
        let invited = self.invited.as_deref();
        user.org == self.org
            && invited.is_none_or(|invited| same_address(&self.org, &user.email, invited))
    }
}
