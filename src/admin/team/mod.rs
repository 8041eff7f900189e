//! The org's users, and inviting them: who is in the team, who can be invited, and the durable work
//! of assigning the permission set and sending the welcome mail.

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
mod row;
mod run;
mod service;
mod store;
mod view;
mod within;

pub use check::{Candidate, Checked, Finding, Known};
pub use directory::{PERMISSION_SET, User};
pub use error::TeamError;
pub use groups::{Everybody, Group, Groups, Listed};
pub use held::Held;
pub use inviting::Draft;
pub use mail::{GOOD_FOR, LONGEST_NOTE, Language, Letter, Written, note_of};
pub use notes::Drafted;
pub use row::{
    A_DAY, BATCH, Inviter, Next, Outgoing, PACE, Row, Stage, Welcome, Word, mails_from, next,
    sent_in_a_day,
};
pub use run::ALARM;
pub use service::Team;
pub use view::{
    InvitationItem, InvitationState, InvitationsView, Person, PersonState, TeamPage,
    WelcomePreview, Who, Withdrawn,
};
pub use within::Within;
