//! The user guide as a state machine; invitations; what the popup and the profile page show.

mod view;

pub use view::{
    Answer, ConnectionView, HomeView, MailChoice, PopupView, ProfileView, Screen, StepName,
    WizardView,
};
