//! What the page shows of the policy and the connections.

use serde::{Deserialize, Serialize};

use crate::base::{Fault, OrgHost};
use crate::onboarding::ConnectionView;
use crate::salesforce::{ApiUsage, CallCount};
use crate::settings::DiagnosticsPolicy;

/// What Diagnostics shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DiagnosticsView {
    /// The administrator's policy.
    pub policy: DiagnosticsPolicy,
    /// Each connection, with its fault.
    pub connections: Vec<ConnectionView>,
    /// Why the connections could not be read, if so.
    pub fault: Option<Fault>,
    /// Each org's limits of API calls, as last reported since the worker started.
    pub usage: Vec<(OrgHost, ApiUsage)>,
    /// Each org's calls of this browser, by what they were made for.
    #[serde(default)]
    pub calls: Vec<(OrgHost, Vec<CallCount>)>,
}
