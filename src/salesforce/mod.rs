//! Salesforce: which org and record a URL shows, sign-in, REST.

pub mod activity;
mod composite;
mod consumer_key;
mod denial;
mod errors;
mod id;
mod org;
pub mod page;
mod refusal;
mod refused;
mod rest;
mod schema;
mod session;
mod text;
pub(crate) mod time;
pub(crate) mod tokens;

pub use composite::{Composite, CompositeReply};
pub use consumer_key::{ConsumerKey, InvalidConsumerKey};
pub use denial::Denial;
pub use errors::{RestError, SessionError};
pub use id::{InvalidId, ObjectType, RecordId, RecordRef};
pub use org::{InvalidOrgHost, OrgHost, Refusal};
pub use refusal::refusal;
pub use refused::{Cause, Refused};
pub use rest::{ApiUsage, Rest};
pub use schema::{FieldSchema, INTENT_FIELD, ObjectSchema, Schema};
pub use session::{SCOPES, SalesforceUser, Sessions};
