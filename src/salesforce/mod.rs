//! Salesforce: which org and record a URL shows, sign-in, REST.

mod id;
mod org;
mod refusal;

pub use id::{InvalidId, ObjectType, RecordId, RecordRef};
pub use org::{InvalidOrgHost, OrgHost, Refusal};
pub use refusal::refusal;
