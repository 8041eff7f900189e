//! The administrator's managed policy, and the defaults for what it does not set.
//!
//! One catalogue names every setting; the schema that Chrome checks policies by and the reference page
//! are generated from it. A value that cannot be read affects no other: a setting that restricts takes its
//! strictest value, any other is treated as not set.

mod activity_subject;
mod blocked_domains;
mod catalogue;
mod clients;
mod deploy;
mod dial;
mod effective;
mod error;
mod finding;
mod known;
mod opt_outs;
mod org;
mod policies;
mod reader;
mod reading;
mod reference;
mod report;

pub use activity_subject::{ActivitySubject, CampaignStep, SubjectParts};
pub use blocked_domains::BlockedDomains;
pub use catalogue::{CATALOGUE, Kind, MOST_CAMPAIGNS_PER_PERSON, Setting};
pub use clients::Clients;
pub use deploy::{BY_SET_UP, mistake_in, policy_json};
pub use dial::{DialUrl, digits};
pub use effective::{OpportunityRule, SameAddress, Settings, Welcome};
pub use error::PolicyError;
pub use finding::{Finding, Problem};
pub use known::Known;
pub use opt_outs::{OptOutField, OptOutLine, OptOutRule};
pub use org::PolicyOrg;
pub use policies::{Policies, is_of_policy};
pub use reading::Reading;
pub use reference::{reference, schema};
pub use report::{DiagnosticsPolicy, Mistake, SettingView, Source};
