//! Which org and record a Salesforce URL shows.
//!
//! Order: the host first (parsed, https, no user info), then the path, then what few query keys
//! name a record. The object comes from the id's key prefix, never from the path.

mod classic;
mod experience;
mod host;
mod lightning;
mod list;
mod path;
mod recognise;
mod shown;

pub use list::{ListPage, ListView};
pub use recognise::Page;
pub use shown::{Mode, Subject, Ui};
