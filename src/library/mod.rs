//! The rep's templates: in Salesforce, where the rep may write them there, else in this browser; and the org's own.

mod error;
mod exchange;
mod in_browser;
mod in_salesforce;
mod marks;
mod search;
mod service;
mod template;

pub use error::LibraryError;
pub use exchange::{FileError, exported, imported};
pub use marks::{MOST_PINNED, Mark, Marks};
pub use search::{Shown, arranged, categories};
pub use service::Library;
pub use template::{Home, LibraryView, Template, TemplateText};
