//! The values of a mail's fields, read from Salesforce: of the person whom it is for, their account, the
//! opportunity, the owners of these, and the sender.

mod field_types;
mod listed;
mod query;
mod records;
mod service;
mod source;

pub use listed::{LISTED, ListedField};
pub use records::Subject;
pub use service::{FieldValues, MergeValues};
