//! Salesforce: which org and record a URL shows, sign-in, REST.

pub mod activity;
mod collections;
mod composite;
mod consumer_key;
mod denial;
mod errors;
mod fields;
mod id;
mod org;
pub mod page;
mod refusal;
mod refused;
mod rest;
mod schema;
mod session;
pub(crate) mod soql;
pub mod task;
mod text;
pub(crate) mod time;
pub(crate) mod tokens;
mod users;

pub use collections::Saved;
pub use composite::{Composite, CompositeReply};
pub use consumer_key::{ConsumerKey, InvalidConsumerKey};
pub use denial::Denial;
pub use errors::{RestError, SessionError};
pub use id::{InvalidId, ObjectType, RecordId, RecordRef};
pub use org::{InvalidOrgHost, OrgHost, Refusal};
pub use refusal::refusal;
pub use refused::{Cause, Refused};
pub use rest::{ApiUsage, Rest};
pub use schema::{Choice, FieldSchema, INTENT_FIELD, ObjectSchema, Schema};
pub use session::{SCOPES, SalesforceUser, Sessions};
pub use time::{Day, InvalidDay};
pub use users::find_users;
