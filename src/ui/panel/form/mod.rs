//! What the forms of all actions share: storing the draft, faults beside fields, the bar and the foot, sending.

mod action_form;
mod also;
mod ask_user;
mod bar;
mod combobox;
mod doubts;
mod draft;
mod elsewhere;
mod faults;
mod foot;
mod limited;
mod logged_on;
mod named;
mod pager;
mod priority;
mod question;
mod review;
mod rows;
mod sending;
mod when;
mod who;

pub use action_form::ActionForm;
pub use also::AlsoRow;
pub use ask_user::{AskUser, asks_user};
pub use bar::FormBar;
pub use combobox::{Finding, Listing, Options, PickRow};
pub use draft::Draft;
pub use elsewhere::title as elsewhere_title;
pub use faults::{Faults, FaultsAt};
pub use named::{Named, OwnTextMark};
pub use pager::Pager;
pub use priority::PriorityRow;
pub use rows::{InputRow, NotesRow, SegmentRow, SelectRow};
pub use sending::FormShell;
pub use when::{DueRow, ReminderRow};
pub use who::{Chosen, WhoRow};
