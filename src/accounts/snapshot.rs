//! Who is signed in where, at one moment.

use super::{AccountError, Connected, Rep, SetUp};
use crate::base::{Fault, OrgHost, Provider};
use crate::mailbox::MailboxUser;

/// Who is signed in where.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// The set-ups that the rep finished.
    pub finished: Vec<SetUp>,
    /// The org that the guide is about, while there is one.
    pub guide: Option<OrgHost>,
    /// At Salesforce: in every org that is set up, and the one that the guide is about.
    pub reps: Vec<Rep>,
    /// At the mail provider.
    pub mailbox: Option<MailboxUser>,
    /// What is wrong with that connection.
    pub mailbox_fault: Option<Fault>,
    /// The administrator switched everything off.
    pub off: bool,
}

/// How the rep stands in an org.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// They finished the set-up, are in the team, and the policy allows it.
    Works,
    /// They worked there and are not in the team any more.
    Withdrawn,
    /// Neither.
    Outside,
}

impl Snapshot {
    /// How the rep stands in `org`.
    #[must_use]
    pub fn standing(&self, org: &OrgHost) -> Standing {
        let left_out = self.rep(org).is_some_and(Rep::is_left_out);
        if !self.off && self.working().contains(org) {
            Standing::Works
        } else if left_out && self.is_finished(org) {
            Standing::Withdrawn
        } else {
            Standing::Outside
        }
    }

    /// The orgs where the rep can work.
    #[must_use]
    pub fn working(&self) -> Vec<OrgHost> {
        let connected = self.connected().orgs;
        connected
            .into_iter()
            .filter(|org| self.is_finished(org))
            .collect()
    }

    /// The mailbox, which is the rep's in `org` by the same-address rule.
    ///
    /// # Errors
    /// [`AccountError::MailboxElsewhere`] where it has another address; a mailbox that is missing is told by
    /// [`crate::mailbox::Mailboxes::connected`].
    pub fn mailbox_for(
        &self,
        org: &OrgHost,
        mailbox: MailboxUser,
    ) -> Result<MailboxUser, AccountError> {
        match self.rep(org) {
            Some(rep) if rep.has(&mailbox) => Ok(mailbox),
            rep => Err(AccountError::MailboxElsewhere {
                needed: rep.map(Rep::address).unwrap_or_default(),
                connected: mailbox.address,
            }),
        }
    }

    /// Whether the set-up of `org` was finished.
    fn is_finished(&self, org: &OrgHost) -> bool {
        self.finished.iter().any(|own| own.org == *org)
    }

    /// The rep in `org`.
    #[must_use]
    pub fn rep(&self, org: &OrgHost) -> Option<&Rep> {
        self.reps.iter().find(|rep| rep.invitation.org == *org)
    }

    /// The rep in the org that the guide is about, else in the first org where they are signed in.
    #[must_use]
    pub fn current(&self) -> Option<&Rep> {
        match &self.guide {
            Some(org) => self.rep(org),
            None => {
                let signed_in = self.reps.iter().find(|rep| rep.invited().is_some());
                signed_in.or(self.reps.first())
            }
        }
    }

    /// What counts as connected: a session of the invited rep (where the set-up is finished, also one whose user
    /// cannot be read just now), and a mailbox with the rep's address.
    #[must_use]
    pub fn connected(&self) -> Connected {
        let is_in = |rep: &&Rep| {
            if !rep.team.may_work() || rep.barred.is_some() {
                return false;
            }
            let unread = || rep.kept && rep.user.is_none();
            let set_up = || self.is_finished(&rep.invitation.org);
            rep.invited().is_some() || (unread() && set_up())
        };
        let current = self.current();
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
            mailbox_elsewhere: own.is_none() && self.mailbox_of_another(current),
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

    /// Whether the mailbox is the rep's in another org that is set up.
    fn mailbox_of_another(&self, rep: Option<&Rep>) -> bool {
        let own = rep.map(|rep| &rep.invitation.org);
        self.mailbox.as_ref().is_some_and(|mailbox| {
            let mut others = self
                .reps
                .iter()
                .filter(|other| Some(&other.invitation.org) != own);
            others.any(|other| self.is_finished(&other.invitation.org) && other.has(mailbox))
        })
    }

    /// Why `rep` cannot have the mailbox that is connected, where another org needs it.
    #[must_use]
    pub fn mailbox_elsewhere(&self, rep: &Rep) -> Option<AccountError> {
        let mailbox = self.mailbox.as_ref().filter(|mailbox| !rep.has(mailbox))?;
        self.mailbox_of_another(Some(rep))
            .then(|| AccountError::MailboxElsewhere {
                needed: rep.address(),
                connected: mailbox.address.clone(),
            })
    }

    /// What is wrong with the rep's session.
    #[must_use]
    pub fn fault_in(&self, rep: &Rep) -> Option<Fault> {
        match rep.invited() {
            _ if rep.barred.is_some() => rep.barred.map(Fault::from),
            Some(_) if rep.is_left_out() => Some(AccountError::NotInTeam.into()),
            Some(_) => rep.fault.clone(),
            None if rep.kept => rep.fault.clone(),
            None => Some(AccountError::NotConnected(Provider::Salesforce).into()),
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
                AccountError::AddressDiffers {
                    salesforce: user.email.clone(),
                    mailbox: mailbox.address.clone(),
                    provider,
                }
                .into(),
            ),
            _ => Some(AccountError::NotConnected(provider).into()),
        }
    }
}
