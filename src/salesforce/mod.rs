//! Salesforce: which org and record a URL shows, sign-in, REST.

mod app_record;
mod body;
mod cadence_objects;
mod campaign_objects;
mod cause;
mod codes;
mod collections;
mod composite;
mod converted;
mod domains;
mod error_page;
mod errors;
pub(crate) mod fields;
mod grant;
mod graphs;
mod invocable;
mod ledger;
mod limits;
mod mail_as_task;
mod membership;
pub(crate) mod notices;
mod oauth;
mod oauth_error;
pub(crate) mod opt_out;
mod org_address;
pub mod page;
mod rest;
mod rest_error;
pub(crate) mod schema;
mod session;
pub(crate) mod soql;
pub(crate) mod text;
pub(crate) mod tokens;
mod user;

pub use app_record::{APP_RECORD, APP_TYPE, AppRecord};
pub use body::{Answer, Body};
pub use cadence_objects::{CADENCE_OBJECT, NOT_OVER, TRACKER_OBJECT};
pub use campaign_objects::{
    ACTIVE_KEY, CAMPAIGN_ACTIVE_KEY, CAMPAIGN_KEY, CAMPAIGN_OBJECT, CAMPAIGN_OBJECTS,
    CampaignObjects, MEMBER_OBJECT, MEMBER_TEXTS, MEMBER_TEXTS_LENGTH, RUN_OBJECT, STEP_OBJECT,
};
pub use cause::Cause;
pub use collections::Saved;
pub use composite::{Composite, CompositeReply};
pub use converted::Converted;
pub(crate) use domains::Domain;
pub use error_page::refusal;
pub use errors::{RestError, SessionError};
pub use graphs::{Graphs, GraphsReply, MOST_GRAPHS};
pub use invocable::ActionResult;
pub use ledger::{CallCount, Purpose};
pub use limits::{ApiLimit, ApiUsage};
pub use membership::{Invited, OrgApps};
pub(crate) use notices::{both, note};
pub use oauth_error::Denial;
pub use opt_out::OptOut;
pub use org_address::OrgAddressError;
pub use rest::Rest;
pub use rest_error::Refused;
pub use schema::{
    CALL_OUTCOME_FIELD, CALL_REASON_FIELD, Choice, FieldSchema, INTENT_FIELD, ObjectSchema,
    PEOPLE_FIELD, Schema, WATCH_KEY, WATCH_OBJECT,
};
pub use session::{SCOPES, Sessions};
pub use user::SalesforceUser;
