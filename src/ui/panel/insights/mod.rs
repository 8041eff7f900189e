//! What happened with a person, account or deal: tabs, ninety days at a glance, the list below.

mod choice;
mod content;
mod empty;
mod filter;
mod picture;
mod score;
mod sorting;
mod tabs;

pub use choice::Choice;
pub use content::Content;
pub use tabs::{Tabs, id as tab_id};
