//! The guide for reps as a state machine, invitations, and the view models of the popup and the profile page.

mod confirm;
mod error;
mod invitation;
mod offers;
mod proposals;
mod screens;
mod service;
mod sign_in;
mod snapshot;
mod step;
mod store;
mod target;
mod team;
mod tour;
mod trouble;
mod view;
mod wizard;
mod wrapped;

pub use crate::salesforce::Invited;
pub use error::OnboardingError;
pub use invitation::{Invitation, InvitationError};
pub use service::Onboarding;
pub use sign_in::Attempt;
pub use step::Step;
pub use trouble::{SignIn, Trouble};
pub use view::{
    Answer, ConnectionView, HomeView, MailApp, MailChoice, OrgChoice, OrgView, PopupView,
    ProfileView, Screen, SignInView, StepName, WizardView, may_be_blocked,
};
pub use wizard::{Event, Wizard};
