//! Activities that are older than those of a record's view: a page of each source by one call of Salesforce.

mod count;
mod list;
mod query;
mod read;
mod view;

pub use list::{Timeline, whole_from};
pub use read::ActivityPage;
pub use view::{LastRow, Older, Source};
