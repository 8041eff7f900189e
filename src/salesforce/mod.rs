//! Salesforce: which org and record a URL shows, sign-in, REST.

mod id;
mod org;

pub use id::{InvalidId, ObjectType, RecordId, RecordRef};
pub use org::{InvalidOrgHost, OrgHost, Refusal};
