//! The org's users, and inviting them: who is in the team, who can be invited, and the durable work
//! of assigning the permission set and sending the welcome mail.

mod assigning;
mod check;
mod directory;
mod error;
mod groups;
mod held;
mod inviting;
pub mod list;
mod listing;
mod mail;
mod notes;
mod progress;
mod service;
mod view;
mod within;

pub use check::{Candidate, Checked, Finding, Known};
pub use directory::{PERMISSION_SET, User};
pub use error::TeamError;
pub use groups::{Everybody, Group, Groups, Listed};
pub use held::Held;
pub use inviting::Draft;
pub use mail::{LONGEST_NOTE, Letter, Written, note_of};
pub use notes::Drafted;
pub use service::Team;
pub use view::{
    InvitationItem, InvitationState, InvitationsView, Person, PersonState, TeamPage,
    WelcomePreview, Who, Withdrawn,
};
pub use within::Within;
