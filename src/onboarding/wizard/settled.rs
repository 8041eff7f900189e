//! The wizard after what is connected was read: which org and which step it turns to.

use super::Wizard;
use crate::accounts::{Connected, SetUp};
use crate::base::{LifeId, OrgHost};
use crate::onboarding::error::OnboardingError;
use crate::onboarding::step::Step;
use crate::onboarding::trouble::Trouble;

impl Wizard {
    /// The wizard, adjusted to what is connected: a grant is never requested again, a lost one is, and a sign-in of an
    /// earlier run of the worker has ended.
    #[must_use]
    pub fn settled(mut self, life: &LifeId, connected: &Connected) -> Self {
        if let Some(orphan) = self.sign_in.take_if(|sign_in| sign_in.life != *life)
            && !orphan.is_done(connected)
        {
            self.trouble = Some(Trouble {
                at: Some(orphan.provider),
                org: orphan.org,
                fault: OnboardingError::SignInNotFinished.into(),
            });
        }
        self.find_its_org(connected);
        match (self.step, connected.mailbox) {
            (Step::ChooseMail, Some(provider)) => {
                self.mail = Some(provider);
                self.go(Step::MailConnected);
            }
            (Step::MailConnected | Step::Signature | Step::Finish, None)
                if !connected.mailbox_elsewhere && !self.without_mail =>
            {
                self.step = Step::ChooseMail;
            }
            _ => {}
        }
        self
    }

    /// Turns to Home while the rep can work somewhere; else to Activate, for the org that the guide is about or the
    /// first that was set up.
    fn find_its_org(&mut self, connected: &Connected) {
        let at_home = self.orgs.iter().any(|own| connected.is_connected(&own.org));
        self.drop_what_policy_dropped(connected);
        self.leave_barred_org(connected);
        let Some(own) = self.invitation.clone() else {
            return self.find_an_org(connected, at_home);
        };
        match own {
            own if !connected.is_connected(&own.org) => {
                let not_in_team = connected.not_in_team.contains(&own.org);
                if at_home && self.orgs.contains(&own) {
                    self.go_home();
                } else if not_in_team && self.sign_in.is_none() {
                    self.step = Step::NotInTeam;
                } else {
                    self.step = Step::Activate;
                }
            }
            own if self.step.is_before_sign_in() => {
                if let Some(known) = self.orgs.iter_mut().find(|known| known.org == own.org) {
                    *known = own;
                    self.go_home();
                } else if self.orgs.is_empty()
                    || connected.mailbox.is_none() && !connected.mailbox_elsewhere
                {
                    self.go(Step::Start);
                } else {
                    self.mail = connected.mailbox.or(self.mail);
                    self.go(Step::Finish);
                }
            }
            _ => {}
        }
    }

    /// Removes a proposal of the policy that the policy does not have any more, unless the rep signed in.
    fn drop_what_policy_dropped(&mut self, connected: &Connected) {
        let still = |own: &SetUp| {
            connected.offered.iter().any(|each| each.org == own.org)
                || connected.is_connected(&own.org)
                || connected.not_in_team.contains(&own.org)
                || self.set_up(&own.org).is_some()
        };
        let dropped = self.by_policy && self.invitation.as_ref().is_some_and(|own| !still(own));
        if dropped && self.sign_in.is_none() {
            self.invitation = None;
            self.by_policy = false;
            self.go(Step::NotInvited);
        }
    }

    /// The guide is not about an org that is set up and that the policy does not allow any more: the rep could do
    /// nothing there.
    fn leave_barred_org(&mut self, connected: &Connected) {
        let barred =
            |own: &SetUp| connected.barred.contains(&own.org) && self.set_up(&own.org).is_some();
        if self.invitation.as_ref().is_some_and(barred) && self.sign_in.is_none() {
            self.go_home();
        }
    }

    /// Where the guide is about no org: turns to the one that the rep is choosing, the only one that the policy offers,
    /// or Home.
    fn find_an_org(&mut self, connected: &Connected, at_home: bool) {
        let offered = |org: &OrgHost| connected.offered.iter().find(|own| own.org == *org);
        if self.step == Step::ConsumerKey
            && let Some(org) = &self.typed
        {
            if let Some(offered) = offered(org) {
                self.offered(offered.clone());
            }
            return;
        }
        self.typed = None;
        let left_in = |own: &&SetUp| !connected.barred.contains(&own.org);
        let may_choose = !self.orgs.is_empty() || !connected.offered.is_empty();
        let own = self.orgs.iter().find(left_in).cloned();
        match connected.offered.as_slice() {
            _ if self.step == Step::ChooseOrg && may_choose => {}
            _ if at_home => self.step = Step::Home,
            _ if own.is_some() => {
                let left_out = |own: &SetUp| connected.not_in_team.contains(&own.org);
                self.step = match own.as_ref().is_some_and(left_out) {
                    true => Step::NotInTeam,
                    false => Step::Activate,
                };
                self.invitation = own;
            }
            // Home shows of each org that the policy does not allow it.
            [] if !self.orgs.is_empty() => self.step = Step::Home,
            [] => self.step = Step::NotInvited,
            [only] => self.offered(only.clone()),
            _ => self.step = Step::ChooseOrg,
        }
    }
}
