//! Salesforce: which org and record a URL shows, sign-in, REST.

mod consumer_key;
mod id;
mod org;
pub mod page;
mod refusal;

pub use consumer_key::{ConsumerKey, InvalidConsumerKey};
pub use id::{InvalidId, ObjectType, RecordId, RecordRef};
pub use org::{InvalidOrgHost, OrgHost, Refusal};
pub use refusal::refusal;
