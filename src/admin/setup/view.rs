//! What the set-up page shows: `ui/` only matches on it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::package::Fields;
use super::policy::PolicyFile;
use crate::admin::Rights;
use crate::base::{Fault, Millis, OrgConfig, OrgHost};

/// The set-up page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SetupView {
    /// What to copy into the apps.
    pub values: Values,
    /// What was typed and not yet checked.
    pub draft: SetupDraft,
    /// Where the check by signing in stands.
    pub check: Check,
    /// The settings of the policy that were chosen, by name.
    #[serde(default)]
    pub chosen: Map<String, Value>,
    /// The orgs where somebody is signed in.
    pub orgs: Vec<OrgHost>,
    /// The org that is looked at.
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

/// What to copy into the apps at Salesforce, Google and Microsoft.
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
    /// Where the admin center has the application's permissions, with the button that consents for
    /// everyone; once the application is known.
    pub admin_center: Option<String>,
    /// Where an administrator consents for everyone at Microsoft, once application and directory are
    /// known.
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

/// Where the check by signing in stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// Not asked, or done.
    Idle,
    /// The sign-in window is open, since then.
    Waiting(Millis),
    /// Salesforce refused; which setting is wrong.
    Refused(Fault),
}

/// One org.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrgSetup {
    /// Its host.
    pub org: OrgHost,
    /// Who is signed in.
    pub user: String,
    /// What they may do.
    pub rights: Rights,
    /// Its apps: as entered here and not deployed yet, else as org or policy name them.
    pub config: Option<OrgConfig>,
    /// What is done and what is not, in the order of doing it.
    pub items: Vec<Item>,
    /// When Salesforce was looked at.
    pub at: Millis,
    /// The last deploy from here.
    pub deploy: Option<DeployView>,
    /// The policy, for every way to deploy it; none while the org's apps are not known.
    pub policies: Vec<PolicyFile>,
}

/// Something to be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// The part of the set-up that it is.
    pub name: ItemName,
    /// Whether it is.
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
    /// Every sandbox needs an app of its own.
    Sandboxes,
}

/// How it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Done; Salesforce says so, or it is known here.
    Done,
    /// To be done.
    ToDo,
    /// It can be done, and works without.
    Optional,
    /// It is there, and not as it has to be.
    Differs(Vec<Difference>),
    /// It cannot be seen: somebody says whether it is done.
    Ask,
    /// Somebody said that it is.
    Confirmed {
        /// Who: a user name.
        by: String,
        /// When they said so.
        at: Millis,
    },
    /// It cannot be read.
    Unreadable(Fault),
    /// It is entered, and nobody signed in by it yet.
    Untried,
    /// The window in which somebody signs in by it is open, since then.
    Trying(Millis),
    /// Signing in by it failed.
    Fails(Fault),
}

/// What is not as it has to be.
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

/// A deploy from here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeployView {
    /// With which fields.
    pub fields: Fields,
    /// When it began.
    pub at: Millis,
    /// How it stands.
    pub state: DeployState,
}

/// How a deploy stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeployState {
    /// Under way at Salesforce.
    Running {
        /// Components done.
        done: u32,
        /// Of so many; 0 while Salesforce has not begun.
        total: u32,
    },
    /// Everything is there.
    Succeeded,
    /// Nothing was changed.
    Failed(Vec<Problem>),
    /// How it stands cannot be asked now.
    Unreadable(Fault),
}

/// What a deploy says of a component.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Which; empty for the deploy as a whole.
    pub component: String,
    /// Salesforce's words.
    pub words: String,
}
