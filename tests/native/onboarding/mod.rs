//! The set-up, from the invitation to the panel.

mod confirm;
mod guide;
mod invitations;
mod mail;
mod policy;
mod proposals;
mod sign_in;
mod steps;
mod team;
mod wrapped;
