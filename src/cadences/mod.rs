//! Cadences of Sales Engagement: like sales campaigns, but Salesforce runs their steps. Which there are, whom the rep
//! added, and what the rep does with them. (People are added by the outbox, see `outbox::enrol_cadence`.)

mod cache;
mod error;
mod query;
mod service;
mod view;

pub use error::CadenceError;
pub use service::Cadences;
pub use view::{Cadence, CadencesIn, OrgCadences, SteerTarget, StepNow, Target};
