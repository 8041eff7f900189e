//! The view model of the setup page.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::package::Fields;
use super::policy::PolicyFile;
use crate::admin::Rights;
use crate::base::{Fault, Millis, OrgConfig, OrgHost};

/// The setup page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SetupView {
    /// The values to copy into the apps.
    pub values: Values,
    /// The entries that are not checked yet.
    pub draft: SetupDraft,
    /// The state of the check by signing in.
    pub check: Check,
    /// The settings of the policy that were chosen, by name.
    #[serde(default)]
    pub chosen: Map<String, Value>,
    /// The orgs where somebody is signed in.
    pub orgs: Vec<OrgHost>,
    /// The org that is shown.
    pub org: Option<Box<OrgSetup>>,
}

/// The ids of the mail clients as they are typed; empty where there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedClients {
    /// Client id at Google.
    pub google: String,
    /// Application id at Microsoft.
    pub microsoft: String,
    /// The directory of that application: its id or a domain.
    pub tenant: String,
}

/// The values to copy into the apps at Salesforce, Google and Microsoft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Values {
    /// Callback URLs of the External Client App, one a browser.
    pub salesforce: Vec<String>,
    /// Redirect URIs of the client at Google.
    pub google: Vec<String>,
    /// Redirect URIs of the application at Microsoft.
    pub microsoft: Vec<String>,
    /// The scopes of the External Client App.
    pub scopes: Vec<String>,
    /// The admin center's page with the application's permissions and the button to consent for everyone; once the
    /// application is known.
    pub admin_center: Option<String>,
    /// Microsoft's page where an administrator consents for everyone, once application and directory are known.
    pub admin_consent: Option<String>,
}

/// The address of the org and the app's key, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetupDraft {
    /// Any address of the org.
    pub address: String,
    /// The consumer key.
    pub key: String,
}

/// The state of the check by signing in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// Not begun, or done.
    Idle,
    /// The sign-in window is open, since then.
    Waiting(Millis),
    /// Salesforce refused; the fault tells which setting is wrong.
    Refused(Fault),
}

/// One org.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrgSetup {
    /// Its host.
    pub org: OrgHost,
    /// The signed-in user.
    pub user: String,
    /// Their rights.
    pub rights: Rights,
    /// Its apps: those that were entered and not deployed yet, else those of org or policy.
    pub config: Option<OrgConfig>,
    /// The items, in the order of doing them.
    pub items: Vec<Item>,
    /// When its status was read.
    pub at: Millis,
    /// The last deploy.
    pub deploy: Option<DeployView>,
    /// The policy for every deploy method; none while the org's apps are not known.
    pub policies: Vec<PolicyFile>,
}

/// An item of the set-up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Its name.
    pub name: ItemName,
    /// Its state.
    pub state: State,
}

/// Everything that an org needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemName {
    /// The External Client App: somebody signed in by it.
    App,
    /// Permission set and custom permission.
    Permission,
    /// The app is given to the permission set, where its users are pre-authorised.
    Approved,
    /// The client at Google.
    Google,
    /// The application at Microsoft.
    Microsoft,
    /// An administrator consented at Microsoft.
    Consent,
    /// The org's own record of the ids of its apps.
    Record,
    /// Enhanced Email.
    EnhancedEmail,
    /// The optional fields.
    Fields,
    /// Apps of the sandboxes, since each needs one of its own.
    Sandboxes,
}

/// The state of an item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Done, as read from Salesforce or known here.
    Done,
    /// To be done.
    ToDo,
    /// Not done, and not needed.
    Optional,
    /// It exists, but is not as it has to be.
    Differs(Vec<Difference>),
    /// It cannot be read: somebody has to confirm it.
    Ask,
    /// Somebody confirmed it.
    Confirmed {
        /// Their user name.
        by: String,
        /// When they confirmed it.
        at: Millis,
    },
    /// It cannot be read.
    Unreadable(Fault),
    /// It is entered, but nobody signed in by it yet.
    Untried,
    /// Somebody is signing in by it; since when the window is open.
    Trying(Millis),
    /// Signing in by it failed.
    Fails(Fault),
}

/// How an item differs from what it has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Difference {
    /// The permission set does not give API Enabled.
    NoApiEnabled,
    /// The permission set does not give the custom permission.
    NoCustomPermission,
    /// There is no custom permission of this name.
    CustomPermissionMissing,
    /// The field is no external id.
    NoExternalId,
    /// The record has other ids than those that were entered.
    OtherIds,
}

/// A deploy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeployView {
    /// The optional fields in it.
    pub fields: Fields,
    /// When it began.
    pub at: Millis,
    /// Its state.
    pub state: DeployState,
}

/// The state of a deploy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeployState {
    /// Under way at Salesforce.
    Running {
        /// Components done.
        done: u32,
        /// Components in all; 0 while Salesforce has not begun.
        total: u32,
    },
    /// It succeeded.
    Succeeded,
    /// It failed, and changed nothing.
    Failed(Vec<Problem>),
    /// Its state could not be read.
    Unreadable(Fault),
}

/// An error of a deploy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The component; empty for the deploy as a whole.
    pub component: String,
    /// Salesforce's message.
    pub words: String,
}
