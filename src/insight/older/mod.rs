//! Activities that are older than those of a record's view: a page of each source by one call of Salesforce.

mod count;
mod list;
mod query;
mod read;
mod view;

pub use list::{add_page, whole_from, with_older};
pub use read::ActivityPage;
pub use view::{LastRow, Older, Source};
