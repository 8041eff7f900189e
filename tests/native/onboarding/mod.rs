//! The set-up, from the invitation to the panel.

mod guide;
mod invitations;
mod mail;
pub mod providers;
mod sign_in;
mod steps;
