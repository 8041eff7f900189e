//! The guide in the popup, and the tour of the panel.

use serde::{Deserialize, Serialize};

use super::requests::requests;
use crate::onboarding::{Answer, PopupView, StepName};

/// A request about the tour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TourOrder {
    /// Whether a panel should begin it.
    Ask,
    /// The next panel begins it.
    Want,
    /// It was taken, or skipped.
    End,
}

/// The state of the tour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TourView {
    /// A panel should begin it.
    pub wanted: bool,
}

requests! {
    trait OnboardingHandler;

    /// The popup's view.
    get_popup: GetPopup {} -> PopupView, from [Popup, App], unprompted;
    /// The rep answers the wizard's screen; `step` is that screen, so that an outdated popup changes nothing.
    answer_step: AnswerStep {
        /// The screen that the rep saw.
        step: StepName,
        /// Their answer.
        answer: Answer
    } -> PopupView, from [Popup, App];
    /// Submits a pasted invitation link, or an address of an org.
    paste_invitation: PasteInvitation {
        /// The link as pasted.
        link: String
    } -> PopupView, from [Popup, App];
    /// The rep wants to work in a further org; the popup asks for it.
    add_org: AddOrg {} -> PopupView, from [Popup, App];
    /// Asks each org now whether the rep is in its team.
    check_again: CheckAgain {} -> PopupView, from [Popup, App, Panel];
    /// Reads whether the tour is wanted, requests it, or ends it.
    tour: Tour {
        /// The request.
        order: TourOrder
    } -> TourView, from [Panel, App], unprompted;
}
