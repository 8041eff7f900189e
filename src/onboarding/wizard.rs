//! The user guide as a state machine. Pure: a wizard and an event give a wizard.
//!
//! What is connected is not the wizard's to keep: it is read from the sign-in services and given in,
//! so that a worker that was killed between a grant and the next screen finds the grant and goes on.

use serde::{Deserialize, Serialize};

use super::error::OnboardingError;
use super::invitation::{Invitation, InvitationError};
use super::view::{Answer, StepName};
use crate::journal::LifeId;
use crate::ports::Millis;
use crate::protocol::{Fault, Provider};

/// Where the rep stands in the guide.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Wizard {
    /// The proposal, or what was accepted by signing in.
    pub invitation: Option<Invitation>,
    /// The screen, when nothing else is in the way.
    pub step: Step,
    /// Finish was clicked: the rep can work.
    pub finished: bool,
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
    /// A stop of the introduction that the popup once had. The tour is on the panel now, so that a
    /// wizard kept at one goes on at Launch.
    Tour(u8),
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
    /// What.
    pub fault: Fault,
}

/// What is connected, as the sign-in services say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Connected {
    /// The org of the wizard.
    pub salesforce: bool,
    /// A mailbox.
    pub mailbox: Option<Provider>,
}

impl Connected {
    /// Whether that provider is.
    #[must_use]
    pub fn to(self, provider: Provider) -> bool {
        match provider {
            Provider::Salesforce => self.salesforce,
            Provider::Google | Provider::Microsoft => self.mailbox == Some(provider),
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
    /// Whether an invitation may be taken: never in place of a set-up that is in use.
    ///
    /// # Errors
    /// [`InvitationError::SetUpAlready`].
    pub fn takes(&self, invitation: &Invitation) -> Result<(), InvitationError> {
        let in_use = !matches!(self.step, Step::NotInvited | Step::Activate);
        let same = |own: &Invitation| own.org == invitation.org && own.config == invitation.config;
        if in_use && !self.invitation.as_ref().is_some_and(same) {
            Err(InvitationError::SetUpAlready)
        } else {
            Ok(())
        }
    }

    /// The wizard after `event`. An event that does not fit (a stale screen, a sign-in that was given
    /// up) changes nothing.
    #[must_use]
    pub fn on(mut self, event: Event) -> Self {
        match event {
            Event::Invited(invitation) => self.invited(invitation),
            Event::InvitationRefused(error) => {
                let fault = error.into();
                self.trouble = Some(Trouble { at: None, fault });
            }
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
    pub fn settled(mut self, life: &LifeId, connected: Connected) -> Self {
        if let Some(orphan) = self.sign_in.take_if(|sign_in| sign_in.life != *life)
            && !connected.to(orphan.provider)
        {
            let at = Some(orphan.provider);
            let fault = OnboardingError::SignInNotFinished.into();
            self.trouble = Some(Trouble { at, fault });
        }
        if self.invitation.is_none() {
            self.step = Step::NotInvited;
        } else if !connected.salesforce {
            self.step = Step::Activate;
        } else if matches!(self.step, Step::NotInvited | Step::Activate) {
            self.go(if self.finished {
                Step::Home
            } else {
                Step::Start
            });
        }
        match (self.step, connected.mailbox) {
            (Step::ChooseMail, Some(provider)) => {
                self.mail = Some(provider);
                self.go(Step::MailConnected);
            }
            (Step::MailConnected | Step::Signature | Step::Finish, None) => {
                self.step = Step::ChooseMail;
            }
            _ => {}
        }
        self
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
            Step::Tour(_) | Step::Launch => StepName::Launch,
        })
    }

    /// Where Back leads, where it is offered. Not from a screen that follows a grant: what is granted
    /// is changed on the profile page.
    #[must_use]
    pub const fn back(&self) -> Option<Step> {
        if self.sign_in.is_some() {
            return None;
        }
        match self.step {
            Step::Intro => Some(Step::Start),
            Step::ChooseMail => Some(Step::Intro),
            Step::Finish => Some(Step::Signature),
            Step::Tour(_) | Step::Launch => Some(Step::TourOffer),
            Step::NotInvited
            | Step::Activate
            | Step::Start
            | Step::MailConnected
            | Step::Signature
            | Step::TourOffer
            | Step::Home => None,
        }
    }

    /// Whether the rep can work: everything up to Finish is done, and Salesforce still connected.
    #[must_use]
    pub const fn ready(&self) -> bool {
        self.finished
            && matches!(
                self.step,
                Step::TourOffer | Step::Tour(_) | Step::Launch | Step::Home
            )
    }

    /// What went wrong at `provider`.
    #[must_use]
    pub fn trouble_at(&self, provider: Provider) -> Option<&Fault> {
        let trouble = self.trouble.as_ref()?;
        (trouble.at == Some(provider)).then_some(&trouble.fault)
    }

    fn go(&mut self, step: Step) {
        self.step = step;
        self.trouble = None;
    }

    fn invited(&mut self, invitation: Invitation) {
        self.trouble = None;
        if matches!(self.step, Step::NotInvited | Step::Activate) {
            let org = |own: &Invitation| own.org == invitation.org;
            self.finished &= self.invitation.as_ref().is_some_and(org);
            self.invitation = Some(invitation);
            self.sign_in = None;
            self.step = Step::Activate;
        }
    }

    fn answered(&mut self, answer: Answer) {
        let to = match (self.step, answer) {
            (Step::Start, Answer::Next) => Step::Intro,
            (Step::Intro, Answer::Next) => Step::ChooseMail,
            (Step::MailConnected, Answer::Next) => Step::Signature,
            (Step::Signature, Answer::Save { .. } | Answer::Skip) => Step::Finish,
            (Step::Finish, Answer::Next) => Step::TourOffer,
            (Step::TourOffer, Answer::Next | Answer::Skip) => Step::Launch,
            (Step::Tour(_) | Step::Launch, Answer::LaunchSalesforce | Answer::LaunchApp) => {
                Step::Home
            }
            (Step::Activate, Answer::Decline) => {
                *self = Self::default();
                return;
            }
            (_, Answer::Back) => match self.back() {
                Some(step) => step,
                None => return,
            },
            _ => return,
        };
        self.finished |= to == Step::TourOffer;
        self.go(to);
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
            let at = Some(ended.provider);
            self.trouble = fault.map(|fault| Trouble { at, fault });
        }
    }
}
