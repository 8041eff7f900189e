//! What happens in the guide, and what becomes of the wizard by it.

use super::Wizard;
use crate::accounts::SetUp;
use crate::base::{ConsumerKey, Fault, OrgHost, Provider};
use crate::onboarding::error::OnboardingError;
use crate::onboarding::invitation::InvitationError;
use crate::onboarding::step::Step;
use crate::onboarding::trouble::{SignIn, Trouble};
use crate::onboarding::view::{Answer, StepName};
use crate::salesforce::AppRecord;

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

    pub(super) fn offered(&mut self, invitation: SetUp) {
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
