//! A rep and their set-up, in one life of the worker.

use crate::world::{AuthAnswer, Life, World};
use msi_actions::accounts::Accounts;
use msi_actions::base::{Fault, Provider};
use msi_actions::mailbox::Mailboxes;
use msi_actions::onboarding::{Answer, Onboarding, PopupView, StepName};
use msi_actions::salesforce::Sessions;
use msi_actions::settings::Policies;
use std::rc::Rc;

use crate::support::onboarding_services::invitation;

/// The set-up in one life of the worker.
pub struct Rep {
    pub world: Rc<World>,
    pub life: Life,
    pub onboarding: Rc<Onboarding<World>>,
    pub accounts: Rc<Accounts<World>>,
    pub policies: Rc<Policies<World>>,
}

/// What the worker makes once in a life.
pub fn services(
    world: &Rc<World>,
) -> (Onboarding<World>, Rc<Accounts<World>>, Rc<Policies<World>>) {
    let sessions = Rc::new(Sessions::new(Rc::clone(world)));
    let mailboxes = Rc::new(Mailboxes::new(Rc::clone(world)));
    let policies = Rc::clone(sessions.policies());
    let accounts = Rc::new(Accounts::new(
        Rc::clone(world),
        Rc::clone(&sessions),
        Rc::clone(&mailboxes),
    ));
    let onboarding = Onboarding::new(Rc::clone(world), sessions, mailboxes, Rc::clone(&accounts));
    (onboarding, accounts, policies)
}

impl Rep {
    pub fn new(world: &Rc<World>) -> Self {
        let (onboarding, accounts, policies) = services(world);
        Self {
            accounts,
            world: Rc::clone(world),
            life: Life::begin(world),
            onboarding: Rc::new(onboarding),
            policies,
        }
    }

    pub fn invited(world: &Rc<World>) -> Self {
        let mut rep = Self::new(world);
        let page = invitation(world);
        let (onboarding, life) = (&rep.onboarding, &mut rep.life);
        life.run(onboarding.invited_by_page(&page))
            .unwrap()
            .unwrap();
        rep
    }

    /// Clicks a provider's button and sees the sign-in through.
    pub fn signs_in(&mut self, provider: Provider) -> Result<bool, Fault> {
        let onboarding = &self.onboarding;
        let work = async {
            match onboarding.begin_sign_in(provider, None).await? {
                Some(attempt) => Ok(onboarding.sign_in(attempt).await),
                None => Ok(false),
            }
        };
        self.life.run(work).unwrap()
    }

    /// Clicks "Use another account" and sees the sign-in through.
    pub fn signs_in_as_another(&mut self, provider: Provider) -> Result<bool, Fault> {
        let onboarding = &self.onboarding;
        let work = async {
            match onboarding.begin_another(provider, None).await? {
                Some(attempt) => Ok(onboarding.sign_in(attempt).await),
                None => Ok(false),
            }
        };
        self.life.run(work).unwrap()
    }

    /// Pastes a text into the popup's field.
    pub fn pastes(&mut self, text: &str) -> Result<PopupView, Fault> {
        self.life.run(self.onboarding.pasted(text)).unwrap()
    }

    /// Clicks a provider's button and leaves the window open.
    pub fn opens_window(&mut self, provider: Provider) {
        self.world.on_sign_in(|_, _, _| AuthAnswer::StaysOpen);
        let begin = self.life.run(self.onboarding.begin_sign_in(provider, None));
        let attempt = begin.unwrap().unwrap().expect("a sign-in to begin");
        let onboarding = Rc::clone(&self.onboarding);
        use msi_actions::ports::Tasks;
        self.world.spawn(async move {
            onboarding.sign_in(attempt).await;
        });
        self.life.settle().unwrap();
        assert!(self.world.signing_in());
    }

    pub fn answers(&mut self, step: StepName, answer: Answer) {
        let answered = self.life.run(self.onboarding.answer(step, answer));
        answered.unwrap().unwrap();
    }

    pub fn sees(&mut self) -> PopupView {
        self.life.run(self.onboarding.popup()).unwrap().unwrap()
    }

    /// The screen, and the code of the fault on it.
    pub fn screen(&mut self) -> (Option<StepName>, Option<String>) {
        let code = |fault: &Fault| fault.code.as_str().to_owned();
        match self.sees() {
            PopupView::Checking | PopupView::Off { .. } => (None, None),
            PopupView::NotInvited { fault } => (None, fault.as_ref().map(code)),
            PopupView::Wizard(wizard) => {
                let screen = wizard.screen.name();
                (Some(screen), wizard.fault.as_ref().map(code))
            }
            PopupView::Home(home) => {
                let faults = home.connections.iter().filter_map(|c| c.fault.as_ref());
                (None, faults.map(code).next())
            }
        }
    }

    pub fn sets_up(&mut self) {
        assert_eq!(self.signs_in(Provider::Salesforce), Ok(true));
        self.sets_up_from_start();
    }

    /// From the screen after the sign-in to home.
    pub fn sets_up_from_start(&mut self) {
        self.answers(StepName::Start, Answer::Next);
        self.answers(StepName::Intro, Answer::Next);
        assert_eq!(self.signs_in(Provider::Google), Ok(true));
        self.answers(StepName::MailConnected, Answer::Next);
        self.answers(StepName::Signature, Answer::Skip);
        self.answers(StepName::Finish, Answer::Next);
        self.answers(StepName::TourOffer, Answer::Skip);
        self.answers(StepName::Launch, Answer::LaunchApp);
    }
}

pub fn code<T: std::fmt::Debug>(result: Result<T, Fault>) -> String {
    result.unwrap_err().code.as_str().to_owned()
}

pub fn on(screen: StepName, fault: &str) -> (Option<StepName>, Option<String>) {
    (Some(screen), Some(fault.into()))
}

pub fn at(screen: StepName) -> (Option<StepName>, Option<String>) {
    (Some(screen), None)
}
