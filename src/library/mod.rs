//! The rep's templates: in Salesforce, where the rep may write them there, else in this browser; those that colleagues
//! share; and the org's own.

mod conditions;
mod error;
mod exchange;
mod in_browser;
mod in_salesforce;
mod marks;
mod search;
mod service;
mod template;

pub use conditions::{Condition, MOST_CONDITIONS, Test, is_recommended};
pub use error::LibraryError;
pub use exchange::{FileError, exported, imported};
pub use marks::{MOST_PINNED, Mark, Marks};
pub use search::{Shown, arranged, categories};
pub use service::Library;
pub use template::{Audience, Home, IN_BROWSER, LibraryView, Sharing, Template, TemplateText};
