//! The panel of a tab: whose page the tab shows, and what the rep may see and write there.

mod ahead;
mod dock;
mod error;
mod fields;
mod for_several;
mod form;
mod last_about;
mod launch;
mod list;
mod looks;
mod ordered;
mod page_user;
mod roles;
mod service;
mod several;
mod side_panel;
mod tab;
mod tabs;
mod view;

pub use dock::Place;
pub use error::PanelError;
pub use form::DraftView;
pub use launch::{LaunchCheck, LaunchRow, offered, offered_cadences};
pub use list::proposed;
pub use service::Panel;
pub use several::{Gets, KnownPeople, PersonRow, Several};
pub use tab::Tab;
pub use view::{Acting, ListPeople, ListRows, MailboxState, PageUser, PanelView, RecordView};
