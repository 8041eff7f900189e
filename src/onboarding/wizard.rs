//! The user guide as a state machine. Pure: a wizard and an event give a wizard.
//!
//! What is connected is not the wizard's to keep: it is read from the sign-in services and given in,
//! so that a worker that was killed between a grant and the next screen finds the grant and goes on.

use serde::{Deserialize, Serialize};

use super::error::OnboardingError;
use super::invitation::{Invitation, InvitationError, OrgConfig};
use super::view::{Answer, StepName};
use crate::journal::LifeId;
use crate::ports::Millis;
use crate::protocol::{Fault, Provider};
use crate::salesforce::OrgHost;

/// Where the rep stands in the guide, and the orgs that went through it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Wizard {
    /// The set-ups for which Finish was clicked, one an org: the rep works there.
    pub orgs: Vec<Invitation>,
    /// The org that the guide is about: the proposal, or what was accepted by signing in.
    pub invitation: Option<Invitation>,
    /// The screen, when nothing else is in the way.
    pub step: Step,
    /// The mail client that was chosen.
    pub mail: Option<Provider>,
    /// The sign-in under way.
    pub sign_in: Option<SignIn>,
    /// What went wrong last.
    pub trouble: Option<Trouble>,
}

/// The guide's screens as they are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Before the guide.
    #[default]
    NotInvited,
    /// Guide 2.
    Activate,
    /// Guide 5.
    Start,
    /// Guide 6.
    Intro,
    /// Guide 7.
    ChooseMail,
    /// Guide 11.
    MailConnected,
    /// Guide 12.
    Signature,
    /// Guide 13.
    Finish,
    /// Guide 14.
    TourOffer,
    /// Guide 15.
    Launch,
    /// After the guide.
    Home,
}

/// A sign-in that began and has not ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIn {
    /// Where.
    pub provider: Provider,
    /// To which org, or for whose mailbox.
    pub org: Option<OrgHost>,
    /// When it began.
    pub since: Millis,
    /// In which life of the worker: in another one, nobody waits for its window any more.
    pub life: LifeId,
}

/// What went wrong, and at which connection, if at one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trouble {
    /// The connection.
    pub at: Option<Provider>,
    /// At which org.
    pub org: Option<OrgHost>,
    /// What.
    pub fault: Fault,
}

/// What is connected, as the sign-in services say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Connected {
    /// The orgs with a session of the invited rep.
    pub orgs: Vec<OrgHost>,
    /// A mailbox with the rep's address in the org that the guide is about, or that is first at home.
    pub mailbox: Option<Provider>,
    /// There is a mailbox with another address, which an org that is set up needs.
    pub mailbox_elsewhere: bool,
}

impl Connected {
    /// Whether that org is.
    #[must_use]
    pub fn to(&self, org: &OrgHost) -> bool {
        self.orgs.contains(org)
    }

    /// Whether what a sign-in was for is there.
    fn by(&self, sign_in: &SignIn) -> bool {
        match sign_in.provider {
            Provider::Salesforce => sign_in.org.as_ref().is_some_and(|org| self.to(org)),
            provider => self.mailbox == Some(provider),
        }
    }
}

/// What happens to a wizard.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// An invitation was opened or pasted, and [`Wizard::takes`] it.
    Invited(Invitation),
    /// An invitation was refused.
    InvitationRefused(InvitationError),
    /// The administrator changed the apps of an org.
    Reconfigured(OrgHost, OrgConfig),
    /// The rep answered a screen.
    Answered(StepName, Answer),
    /// A sign-in window is about to open.
    SignInBegan(SignIn),
    /// The sign-in ended; whether it connected is told by [`Connected`].
    SignInEnded(SignIn, Option<Fault>),
    /// The rep gave the sign-in up.
    SignInCancelled,
}

impl Wizard {
    /// Whether an invitation may be taken: never in place of other apps of an org that is in use, nor
    /// of a set-up that is under way.
    ///
    /// # Errors
    /// [`InvitationError::SetUpAlready`], [`InvitationError::SetUpUnderWay`].
    pub fn takes(
        &self,
        invitation: &Invitation,
        connected: &Connected,
    ) -> Result<(), InvitationError> {
        let same = |own: &Invitation| own.config == invitation.config;
        let under_way = self.invitation.as_ref().filter(|_| !self.replaceable());
        let in_use = self.set_up(&invitation.org);
        match (under_way, in_use.filter(|own| connected.to(&own.org))) {
            (_, Some(own)) if !same(own) => Err(InvitationError::SetUpAlready),
            (_, Some(_)) => Ok(()),
            (Some(own), _) if own.org != invitation.org => Err(InvitationError::SetUpUnderWay),
            (Some(own), _) if !same(own) => Err(InvitationError::SetUpAlready),
            _ => Ok(()),
        }
    }

    /// The finished set-up of an org.
    #[must_use]
    pub fn set_up(&self, org: &OrgHost) -> Option<&Invitation> {
        self.orgs.iter().find(|own| own.org == *org)
    }

    /// Whether another org may take the guide over: none is signed in to that is not set up.
    fn replaceable(&self) -> bool {
        let finished = |own: &Invitation| self.set_up(&own.org).is_some();
        matches!(self.step, Step::NotInvited | Step::Activate | Step::Home)
            || self.invitation.as_ref().is_some_and(finished)
    }

    /// The wizard after `event`. An event that does not fit (a stale screen, a sign-in that was given
    /// up) changes nothing.
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
            Event::Reconfigured(org, config) => self.reconfigured(&org, &config),
            Event::Answered(step, answer) if self.screen() == Some(step) => self.answered(answer),
            Event::Answered(..) => {}
            Event::SignInBegan(sign_in) => self.sign_in_began(sign_in),
            Event::SignInEnded(sign_in, fault) => self.sign_in_ended(&sign_in, fault),
            Event::SignInCancelled => self.sign_in = None,
        }
        self
    }

    /// The wizard brought into line with what is connected: a grant is never asked for again, a lost
    /// one is, and a sign-in of another life has ended.
    #[must_use]
    pub fn settled(mut self, life: &LifeId, connected: &Connected) -> Self {
        if let Some(orphan) = self.sign_in.take_if(|sign_in| sign_in.life != *life)
            && !connected.by(&orphan)
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
                if !connected.mailbox_elsewhere =>
            {
                self.step = Step::ChooseMail;
            }
            _ => {}
        }
        self
    }

    /// Home, while the rep can work somewhere; else Activate, for the org that the guide is about or
    /// the first that was set up.
    fn find_its_org(&mut self, connected: &Connected) {
        let at_home = self.orgs.iter().any(|own| connected.to(&own.org));
        match self.invitation.clone() {
            None if self.orgs.is_empty() => self.step = Step::NotInvited,
            None if at_home => self.step = Step::Home,
            None => {
                self.invitation = self.orgs.first().cloned();
                self.step = Step::Activate;
            }
            Some(own) if !connected.to(&own.org) => {
                if at_home && self.orgs.contains(&own) {
                    self.go_home();
                } else {
                    self.step = Step::Activate;
                }
            }
            Some(own) if matches!(self.step, Step::NotInvited | Step::Activate | Step::Home) => {
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
            Some(_) => {}
        }
    }

    /// The name of the screen that is shown; `None` before and after the guide.
    #[must_use]
    pub fn screen(&self) -> Option<StepName> {
        if self.sign_in.is_some() {
            return Some(StepName::Waiting);
        }
        Some(match self.step {
            Step::NotInvited | Step::Home => return None,
            Step::Activate => StepName::Activate,
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

    /// Where Back leads, where it is offered. Not from a screen that follows a grant: what is granted
    /// is changed on the profile page.
    #[must_use]
    pub fn back(&self) -> Option<Step> {
        if self.sign_in.is_some() {
            return None;
        }
        match self.step {
            // A further org has no signature and no introduction of its own.
            Step::Finish if !self.orgs.is_empty() => None,
            Step::Launch if self.orgs.len() > 1 => None,
            Step::Intro => Some(Step::Start),
            Step::ChooseMail => Some(Step::Intro),
            Step::Finish => Some(Step::Signature),
            Step::Launch => Some(Step::TourOffer),
            Step::NotInvited
            | Step::Activate
            | Step::Start
            | Step::MailConnected
            | Step::Signature
            | Step::TourOffer
            | Step::Home => None,
        }
    }

    /// What went wrong at a mail provider.
    #[must_use]
    pub fn trouble_at(&self, provider: Provider) -> Option<&Fault> {
        let trouble = self.trouble.as_ref()?;
        (trouble.at == Some(provider)).then_some(&trouble.fault)
    }

    /// What went wrong at an org.
    #[must_use]
    pub fn trouble_in(&self, org: &OrgHost) -> Option<&Fault> {
        let trouble = self.trouble.as_ref()?;
        let there = trouble.at == Some(Provider::Salesforce) && trouble.org.as_ref() == Some(org);
        there.then_some(&trouble.fault)
    }

    fn go_home(&mut self) {
        self.invitation = None;
        self.go(Step::Home);
    }

    fn go(&mut self, step: Step) {
        self.step = step;
        self.trouble = None;
    }

    fn invited(&mut self, invitation: Invitation) {
        self.trouble = None;
        if self.replaceable() {
            self.invitation = Some(invitation);
            self.sign_in = None;
            self.step = Step::Activate;
        }
    }

    /// The guide stays where it is: what is connected was granted to the apps that were there then.
    fn reconfigured(&mut self, org: &OrgHost, config: &OrgConfig) {
        let known = self.orgs.iter_mut().chain(&mut self.invitation);
        for own in known.filter(|own| own.org == *org) {
            own.config.clone_from(config);
        }
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
            (Step::Activate, Answer::Decline) => return self.decline(),
            (_, Answer::Back) => match self.back() {
                Some(step) => step,
                None => return,
            },
            _ => return,
        };
        self.go(to);
    }

    /// The rep works in this org from now on. Who knows the panel already needs no introduction.
    fn finish(&mut self) {
        let first = self.orgs.is_empty();
        self.orgs.extend(self.invitation.clone());
        self.go(if first { Step::TourOffer } else { Step::Launch });
    }

    /// Forgets the proposal, or the org that it was about; everything else stays.
    fn decline(&mut self) {
        if let Some(declined) = self.invitation.take() {
            self.orgs.retain(|own| *own != declined);
        }
        self.go(match self.orgs.is_empty() {
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
