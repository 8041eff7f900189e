//! The wizard's state: the screen, and answering it.

use leptos::prelude::*;

use crate::base::{Fault, Provider, Reader, UnsentWork};
use crate::onboarding::{Answer, PopupView, Screen, StepName, WizardView};
use crate::protocol::{AnswerStep, OpenApp, StartSignIn};
use crate::ui::components::{Command, Leave, Query};

/// The wizard's state, in the context of its screens.
#[derive(Clone, Copy)]
pub struct Wizard {
    /// The popup's view.
    pub asked: Query<PopupView>,
    /// The answer under way.
    pub doing: Command,
}

impl Wizard {
    /// The wizard of this popup.
    pub fn new(asked: Query<PopupView>) -> Self {
        Self {
            asked,
            doing: Command::new(),
        }
    }

    /// The reader of its faults.
    pub fn reader(self) -> Signal<Reader> {
        let value = self.asked.value;
        Signal::derive(move || {
            value.with(|view| match view {
                Some(PopupView::Wizard(wizard)) => wizard.reader,
                _ => Reader::Rep,
            })
        })
    }

    /// Answers the screen `step`, and shows the next one.
    pub fn answer(self, step: StepName, answer: Answer) {
        self.doing.run(AnswerStep { step, answer }, move |view| {
            self.asked.put(view)
        });
    }

    /// Opens the provider's sign-in window.
    pub fn sign_in(self, provider: Provider) {
        self.open_sign_in(provider, false, UnsentWork::Keep);
    }

    /// Opens the provider's sign-in window so that it asks for the account.
    pub fn sign_in_as_another(self, provider: Provider, unsent: UnsentWork) {
        self.open_sign_in(provider, true, unsent);
    }

    fn open_sign_in(self, provider: Provider, another: bool, unsent: UnsentWork) {
        let org = None;
        self.doing.run(
            StartSignIn {
                provider,
                org,
                another,
                unsent,
            },
            move |_| self.asked.again(),
        );
    }

    /// "Use another account", which asks about unsent work first.
    pub fn another(self, provider: Provider) -> Leave {
        Leave::new(
            move |unsent| self.sign_in_as_another(provider, unsent),
            move || self.sign_in_as_another(provider, UnsentWork::Keep),
        )
    }

    /// Opens a page of the web application.
    pub fn open_app(self, route: &'static str) {
        let route = route.into();
        self.doing.run(OpenApp { route }, |_| ());
    }

    /// The current dot, and the number of dots.
    pub fn dots(self) -> (Memo<u8>, Memo<u8>) {
        let at = Memo::new(move |_| self.read(|view| view.dot).unwrap_or(1));
        let of = Memo::new(move |_| self.read(|view| view.dots).unwrap_or(1));
        (at, of)
    }

    /// Whether Back is offered.
    pub fn back(self) -> Memo<bool> {
        Memo::new(move |_| self.read(|view| view.back).unwrap_or(false))
    }

    /// The fault of the last answer, or of this screen.
    pub fn fault(self) -> Memo<Option<Fault>> {
        Memo::new(move |_| {
            let screen = || self.read(|view| view.fault.clone()).flatten();
            self.doing.fault.get().or_else(screen)
        })
    }

    /// The screen, without its signature, which the rep is editing.
    pub fn screen(self) -> Memo<Option<Screen>> {
        Memo::new(move |_| {
            self.read(|view| match &view.screen {
                Screen::Signature { .. } => Screen::Signature {
                    html: String::new(),
                },
                screen => screen.clone(),
            })
        })
    }

    fn read<T>(self, part: impl FnOnce(&WizardView) -> T) -> Option<T> {
        self.asked.value.with(|view| match view {
            Some(PopupView::Wizard(view)) => Some(part(view)),
            _ => None,
        })
    }
}
