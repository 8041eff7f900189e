//! The guide for reps as a state machine. Pure: a wizard and an event make a wizard.
//!
//! What is connected is not stored in the wizard, but read from the sign-in services and passed in. So after a
//! worker was killed between a grant and the next screen, the next run finds the grant and continues.

use serde::{Deserialize, Serialize};

use super::error::OnboardingError;
use super::invitation::InvitationError;
use super::step::Step;
use super::trouble::{SignIn, Trouble};
use super::view::{Answer, StepName};
use crate::accounts::{Connected, SetUp};
use crate::base::{ConsumerKey, Fault, LifeId, OrgHost, Provider};
use crate::salesforce::AppRecord;

/// The rep's progress in the guide, and the orgs that are set up.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Wizard {
    /// The set-ups for which Finish was clicked, one an org: the rep works there.
    pub orgs: Vec<SetUp>,
    /// The org that the guide is about: the proposal, or what was accepted by signing in.
    pub invitation: Option<SetUp>,
    /// The screen, unless a sign-in or a failure has its own.
    pub step: Step,
    /// The mail client that was chosen.
    pub mail: Option<Provider>,
    /// The sign-in under way.
    pub sign_in: Option<SignIn>,
    /// The last failure.
    pub trouble: Option<Trouble>,
    /// The org whose address was typed, while its consumer key is asked for.
    #[serde(default)]
    pub typed: Option<OrgHost>,
    /// The org that the guide is about comes from the administrator's policy alone.
    #[serde(default)]
    pub by_policy: bool,
    /// The guide continues without a mailbox, because the administrator set up no mail client.
    #[serde(default)]
    pub without_mail: bool,
}

/// An event for a wizard.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// An invitation was opened or pasted, and passed [`Wizard::check_invitation`].
    Invited(SetUp),
    /// An invitation was refused.
    InvitationRefused(InvitationError),
    /// The rep chose an org of the administrator's policy.
    Offered(SetUp),
    /// The rep typed the address of an org whose apps are not known yet.
    Typed(OrgHost),
    /// The rep continues without a mailbox, where there is no mail client to choose.
    WithoutMail,
    /// The rep wants to work in a further org.
    AddOrg,
    /// The administrator changed the app of an org.
    Reconfigured(OrgHost, ConsumerKey),
    /// The session of an org was granted to another app than that of the org's own record.
    OtherApp(OrgHost, AppRecord),
    /// The mailbox was disconnected, because its client is another one than org or policy name.
    OtherMailApp(Provider),
    /// The rep answered a screen.
    Answered(StepName, Answer),
    /// A sign-in window is about to open.
    SignInBegan(SignIn),
    /// The sign-in ended; [`Connected`] shows whether it succeeded.
    SignInEnded(SignIn, Option<Fault>),
    /// The rep cancelled the sign-in.
    SignInCancelled,
}

impl Wizard {
    /// Checks that an invitation can be accepted: never in place of other apps of an org that is in use, nor of a set-up
    /// that is under way.
    ///
    /// # Errors
    /// [`InvitationError::SetUpAlready`], [`InvitationError::SetUpUnderWay`].
    pub fn check_invitation(
        &self,
        invitation: &SetUp,
        connected: &Connected,
    ) -> Result<(), InvitationError> {
        let same = |own: &SetUp| own.apps.key() == invitation.apps.key();
        let under_way = self.invitation.as_ref().filter(|_| !self.replaceable());
        let in_use = self.set_up(&invitation.org);
        match (
            under_way,
            in_use.filter(|own| connected.is_connected(&own.org)),
        ) {
            (_, Some(own)) if !same(own) => Err(InvitationError::SetUpAlready),
            (_, Some(_)) => Ok(()),
            (Some(own), _) if own.org != invitation.org => Err(InvitationError::SetUpUnderWay),
            (Some(own), _) if !same(own) => Err(InvitationError::SetUpAlready),
            _ => Ok(()),
        }
    }

    /// The finished set-up of an org.
    #[must_use]
    pub fn set_up(&self, org: &OrgHost) -> Option<&SetUp> {
        self.orgs.iter().find(|own| own.org == *org)
    }

    /// Whether nothing is set up or begun: no org, no proposal, no typed address.
    pub(super) fn is_untouched(&self) -> bool {
        self.step == Step::NotInvited
            && self.orgs.is_empty()
            && self.invitation.is_none()
            && self.typed.is_none()
            && self.sign_in.is_none()
    }

    /// Whether the guide can turn to another org, because the rep has not signed in to the current one.
    pub(super) fn replaceable(&self) -> bool {
        let finished = |own: &SetUp| self.set_up(&own.org).is_some();
        self.step.is_before_sign_in() || self.invitation.as_ref().is_some_and(finished)
    }

    /// The wizard after `event`. An event that does not fit (an outdated screen, a cancelled sign-in) changes nothing.
    #[must_use]
    pub fn on(mut self, event: Event) -> Self {
        match event {
            Event::Invited(invitation) => self.invited(invitation),
            Event::InvitationRefused(error) => {
                let fault = error.into();
                self.trouble = Some(Trouble {
                    at: None,
                    org: None,
                    fault,
                });
            }
            Event::Offered(invitation) => self.offered(invitation),
            Event::Typed(org) => self.typed(org),
            Event::WithoutMail if self.step == Step::ChooseMail => {
                self.without_mail = true;
                self.go(Step::Finish);
            }
            Event::WithoutMail => {}
            Event::AddOrg if self.replaceable() && !self.orgs.is_empty() => {
                self.invitation = None;
                self.go(Step::ChooseOrg);
            }
            Event::AddOrg => {}
            Event::Reconfigured(org, key) => self.reconfigured(&org, &key),
            Event::OtherApp(org, record) => self.other_app(org, &record),
            Event::OtherMailApp(provider) => {
                let fault = OnboardingError::OtherMailApp(provider).into();
                let (at, org) = (Some(provider), None);
                self.trouble = Some(Trouble { at, org, fault });
            }
            Event::Answered(step, answer) if self.screen() == Some(step) => self.answered(answer),
            Event::Answered(..) => {}
            Event::SignInBegan(sign_in) => self.sign_in_began(sign_in),
            Event::SignInEnded(sign_in, fault) => self.sign_in_ended(&sign_in, fault),
            Event::SignInCancelled => self.sign_in = None,
        }
        self
    }

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

    /// The name of the screen that is shown; `None` before and after the guide.
    #[must_use]
    pub fn screen(&self) -> Option<StepName> {
        if self.sign_in.is_some() {
            return Some(StepName::Waiting);
        }
        if self.failed_sign_in().is_some() {
            return Some(StepName::SignInFailed);
        }
        Some(match self.step {
            Step::NotInvited | Step::Home => return None,
            Step::ChooseOrg => StepName::ChooseOrg,
            Step::ConsumerKey => StepName::ConsumerKey,
            Step::Activate => StepName::Activate,
            Step::NotInTeam => StepName::NotInTeam,
            Step::Start => StepName::Start,
            Step::Intro => StepName::Intro,
            Step::ChooseMail => StepName::ChooseMail,
            Step::MailConnected => StepName::MailConnected,
            Step::Signature => StepName::Signature,
            Step::Finish => StepName::Finish,
            Step::TourOffer => StepName::TourOffer,
            Step::Launch => StepName::Launch,
        })
    }

    /// The step that Back leads to, where it is offered. It is not offered after a grant: grants are changed on the
    /// profile page.
    #[must_use]
    pub fn back(&self) -> Option<Step> {
        if self.sign_in.is_some() {
            return None;
        }
        if self.failed_sign_in().is_some() {
            return Some(self.step);
        }
        match self.step {
            Step::ChooseOrg if !self.orgs.is_empty() => Some(Step::Home),
            Step::ConsumerKey => Some(Step::NotInvited),
            // A further org has no signature and no introduction of its own.
            Step::Finish if !self.orgs.is_empty() => None,
            Step::Launch if self.orgs.len() > 1 => None,
            Step::Intro => Some(Step::Start),
            Step::ChooseMail => Some(Step::Intro),
            Step::Finish => Some(Step::Signature),
            Step::Launch => Some(Step::TourOffer),
            Step::NotInvited
            | Step::ChooseOrg
            | Step::Activate
            | Step::NotInTeam
            | Step::Start
            | Step::MailConnected
            | Step::Signature
            | Step::TourOffer
            | Step::Home => None,
        }
    }

    /// The guide's last failed sign-in, which has a screen of its own; Back leads to the screen where it began.
    #[must_use]
    pub fn failed_sign_in(&self) -> Option<(Provider, &Fault)> {
        let trouble = self.trouble.as_ref()?;
        let at = trouble.at?;
        let there = match self.step {
            Step::Activate | Step::NotInTeam => at == Provider::Salesforce,
            Step::ChooseMail => at != Provider::Salesforce,
            _ => false,
        };
        there.then_some((at, &trouble.fault))
    }

    /// The last failure at a mail provider.
    #[must_use]
    pub fn trouble_at(&self, provider: Provider) -> Option<&Fault> {
        let trouble = self.trouble.as_ref()?;
        (trouble.at == Some(provider)).then_some(&trouble.fault)
    }

    /// The last failure at an org.
    #[must_use]
    pub fn trouble_in(&self, org: &OrgHost) -> Option<&Fault> {
        let trouble = self.trouble.as_ref()?;
        let there = trouble.at == Some(Provider::Salesforce) && trouble.org.as_ref() == Some(org);
        there.then_some(&trouble.fault)
    }

    fn go_home(&mut self) {
        self.invitation = None;
        self.by_policy = false;
        self.without_mail = false;
        self.go(Step::Home);
    }

    fn go(&mut self, step: Step) {
        self.step = step;
        self.trouble = None;
    }

    fn invited(&mut self, invitation: SetUp) {
        self.trouble = None;
        if self.replaceable() {
            self.invitation = Some(invitation);
            self.sign_in = None;
            self.typed = None;
            self.by_policy = false;
            self.without_mail = false;
            self.step = Step::Activate;
        }
    }

    fn offered(&mut self, invitation: SetUp) {
        self.invited(invitation);
        self.by_policy = true;
    }

    fn typed(&mut self, org: OrgHost) {
        if self.replaceable() {
            self.invitation = None;
            self.typed = Some(org);
            self.go(Step::ConsumerKey);
        }
    }

    /// The guide stays where it is, because existing grants are still those of the earlier app.
    fn reconfigured(&mut self, org: &OrgHost, key: &ConsumerKey) {
        let known = self.orgs.iter_mut().chain(&mut self.invitation);
        for own in known.filter(|own| own.org == *org) {
            own.apps.change_key(key);
        }
    }

    /// Removes a proposal, because it named another app than the org's own. Where the rep works already, the org's own
    /// app is used from the next sign-in on.
    fn other_app(&mut self, org: OrgHost, record: &AppRecord) {
        self.sign_in = None;
        let in_use = self.orgs.iter_mut().filter(|own| own.org == org);
        let mut works_there = false;
        for own in in_use {
            own.apps.take_key(record);
            works_there = true;
        }
        self.invitation.take_if(|own| own.org == org);
        let fault = OnboardingError::OtherApp.into();
        let at = works_there.then_some(Provider::Salesforce);
        if self.invitation.is_none() {
            self.by_policy = false;
            self.without_mail = false;
            self.step = match self.orgs.is_empty() {
                true => Step::NotInvited,
                false => Step::Home,
            };
        }
        let org = works_there.then_some(org);
        self.trouble = Some(Trouble { at, org, fault });
    }

    fn answered(&mut self, answer: Answer) {
        let to = match (self.step, answer) {
            (Step::Start, Answer::Next) => Step::Intro,
            (Step::Intro, Answer::Next) => Step::ChooseMail,
            (Step::MailConnected, Answer::Next) => Step::Signature,
            (Step::Signature, Answer::Save { .. } | Answer::Skip) => Step::Finish,
            (Step::Finish, Answer::Next) => return self.finish(),
            (Step::TourOffer, Answer::Next | Answer::Skip) => Step::Launch,
            (Step::Launch, Answer::LaunchSalesforce | Answer::LaunchApp) => return self.go_home(),
            (Step::Activate | Step::NotInTeam, Answer::Decline) => return self.decline(),
            (_, Answer::Back) => match self.back() {
                Some(step) => step,
                None => return,
            },
            _ => return,
        };
        self.go(to);
    }

    /// The rep works in this org from now on. A rep who knows the panel already is offered no tour.
    fn finish(&mut self) {
        let first = self.orgs.is_empty();
        self.orgs.extend(self.invitation.clone());
        self.go(if first { Step::TourOffer } else { Step::Launch });
    }

    /// Removes the proposal or the typed org; everything else stays.
    fn decline(&mut self) {
        if let Some(declined) = self.invitation.take() {
            self.orgs.retain(|own| *own != declined);
        }
        let by_policy = std::mem::take(&mut self.by_policy);
        self.go(match self.orgs.is_empty() {
            true if by_policy => Step::ChooseOrg,
            true => Step::NotInvited,
            false => Step::Home,
        });
    }

    fn sign_in_began(&mut self, sign_in: SignIn) {
        if sign_in.provider != Provider::Salesforce {
            self.mail = Some(sign_in.provider);
        }
        self.trouble = None;
        self.sign_in = Some(sign_in);
    }

    fn sign_in_ended(&mut self, ended: &SignIn, fault: Option<Fault>) {
        if self.sign_in.as_ref() == Some(ended) {
            self.sign_in = None;
            self.trouble = fault.map(|fault| Trouble {
                at: Some(ended.provider),
                org: ended.org.clone(),
                fault,
            });
        }
    }
}
