//! The user guide as a state machine; invitations; what the popup and the profile page show.

mod accounts;
mod address;
mod confirm;
mod connected;
mod error;
mod invitation;
mod offers;
mod proposals;
mod screens;
mod service;
mod set_up;
mod sign_in;
mod snapshot;
mod step;
mod store;
mod team;
mod tour;
mod view;
mod wizard;
mod wrapped;

pub use crate::salesforce::Invited;
pub use address::{plain_address, same_address};
pub use connected::{Connected, SignIn, Trouble};
pub use error::OnboardingError;
pub use invitation::{Invitation, InvitationError};
pub use service::Onboarding;
pub use set_up::{Apps, SetUp};
pub use sign_in::Attempt;
pub use step::Step;
pub use view::{
    Answer, ConnectionView, HomeView, MailApp, MailChoice, OrgChoice, OrgView, PopupView,
    ProfileView, Screen, SignInView, StepName, WizardView, may_be_blocked,
};
pub use wizard::{Event, Wizard};
