//! The rep in one org.

use super::{SetUp, plain_address, same_address};
use crate::base::{Fault, Millis, Provider};
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
    /// Whether a session is stored, even if its user could not be read.
    pub kept: bool,
    /// What is wrong with the session.
    pub fault: Option<Fault>,
    /// Whether they are in the org's team.
    pub team: Invited,
    /// When a call of the org last succeeded.
    pub last_success: Option<Millis>,
    /// The same-address rule there.
    pub rule: SameAddress,
    /// The mail clients that the administrator offers there.
    pub mail: Vec<Provider>,
    /// Why the policy does not allow the org, if so. A session there is kept, but not used.
    pub barred: Option<PolicyError>,
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

    /// Whether `mailbox` is the rep's by the same-address rule.
    #[must_use]
    pub fn has(&self, mailbox: &MailboxUser) -> bool {
        let loose = self.rule != SameAddress::Strict;
        self.invited()
            .is_some_and(|user| loose || same_address(&user.org, &user.email, &mailbox.address))
    }

    /// The rep's address, where the mailbox has another one and the rep is to be warned.
    #[must_use]
    pub fn differs(&self, mailbox: &MailboxUser) -> Option<String> {
        let told = self.rule == SameAddress::Warn;
        let user = self.invited().filter(|_| told)?;
        (!same_address(&user.org, &user.email, &mailbox.address)).then(|| self.address())
    }

    /// The client at a mail provider, where org or policy name one and the policy offers it.
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

    /// Whether they are signed in and not in the team.
    #[must_use]
    pub fn is_left_out(&self) -> bool {
        self.user.is_some() && !self.team.may_work() && self.barred.is_none()
    }
}

impl SetUp {
    /// Whether a signed-in user is the one who is invited.
    #[must_use]
    pub fn is_for(&self, user: &SalesforceUser) -> bool {
        let invited = self.invited.as_deref();
        user.org == self.org
            && invited.is_none_or(|invited| same_address(&self.org, &user.email, invited))
    }
}
