//! What the administrator set by managed policy, and what holds where they set nothing.
//!
//! One catalogue names every setting; the schema that Chrome checks policies by and the reference page
//! are generated from it. A policy is read leniently: what makes no sense disables only itself.

mod catalogue;
mod deploy;
mod error;
mod policies;
mod read;
mod report;

pub use catalogue::{CATALOGUE, Kind, Setting, reference, schema};
pub use deploy::policy_json;
pub use error::PolicyError;
pub use policies::{Policies, is_of_policy};
pub use read::{Finding, Problem, Reading};
pub use report::{DiagnosticsPolicy, SettingView, Source};

use serde::{Deserialize, Serialize};
use std::time::Duration;

use crate::actions::ActionKind;
use crate::onboarding::{Invitation, OrgConfig};
use crate::protocol::Provider;
use crate::salesforce::OrgHost;

/// What holds now: policy beats default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Everything is switched off.
    pub off: bool,
    /// The orgs that the administrator set up.
    pub orgs: Vec<PolicyOrg>,
    /// The mail clients that are offered.
    pub mail: Vec<Provider>,
    /// The same-address rule; `None`: strict in production, a warning in a sandbox.
    pub same_address: Option<SameAddress>,
    /// Refresh tokens are kept until the browser closes, not longer.
    pub session_only: bool,
    /// Microsoft is asked for Mail.ReadWrite.
    pub outlook_drafts: bool,
    /// Google is asked for gmail.settings.basic: the signature begins as Gmail's own.
    pub gmail_signature: bool,
    /// The language of the texts, as a folder of `_locales`.
    pub locale: Option<String>,
    /// The actions that are switched off.
    pub actions_off: Vec<ActionKind>,
    /// How many e-mails a rep may send from an org in a day.
    pub daily_send_limit: Option<u32>,
    /// How long a submission can be taken back.
    pub undo: Duration,
    /// Whether the panel works in sandboxes.
    pub sandboxes: bool,
    /// What happens after the installation.
    pub welcome: Welcome,
    /// Who the administrator is, for the texts that name them.
    pub contact: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            off: false,
            orgs: Vec::new(),
            mail: vec![Provider::Google, Provider::Microsoft],
            same_address: None,
            session_only: false,
            outlook_drafts: false,
            gmail_signature: false,
            locale: None,
            actions_off: Vec::new(),
            daily_send_limit: None,
            undo: Duration::from_secs(5),
            sandboxes: true,
            welcome: Welcome::Badge,
            contact: None,
        }
    }
}

impl Settings {
    /// Whether the rep may work in `org`.
    #[must_use]
    pub fn allows(&self, org: &OrgHost) -> bool {
        !self.off && (self.sandboxes || !org.is_sandbox())
    }

    /// The apps of `org`, where the administrator set them by policy.
    #[must_use]
    pub fn config_of(&self, org: &OrgHost) -> Option<&OrgConfig> {
        let own = self.orgs.iter().find(|own| own.org == *org)?;
        Some(&own.config)
    }

    /// The same-address rule for `org`.
    #[must_use]
    pub fn same_address_in(&self, org: &OrgHost) -> SameAddress {
        self.same_address.unwrap_or(if org.is_sandbox() {
            SameAddress::Warn
        } else {
            SameAddress::Strict
        })
    }

    /// Why nothing is done in `org`, if so.
    ///
    /// # Errors
    /// [`PolicyError::Off`], [`PolicyError::Sandbox`].
    pub fn admit(&self, org: &OrgHost) -> Result<(), PolicyError> {
        match self {
            _ if self.off => Err(PolicyError::Off),
            _ if !self.allows(org) => Err(PolicyError::Sandbox),
            _ => Ok(()),
        }
    }

    /// Whether an action is offered.
    #[must_use]
    pub fn offers(&self, action: ActionKind) -> bool {
        !self.actions_off.contains(&action)
    }
}

/// An org that the administrator set up by policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyOrg {
    /// Which.
    pub org: OrgHost,
    /// With which apps.
    pub config: OrgConfig,
    /// What people call it.
    pub label: Option<String>,
}

impl PolicyOrg {
    /// The same as a proposal, for nobody in particular.
    #[must_use]
    pub fn invitation(&self) -> Invitation {
        Invitation {
            org: self.org.clone(),
            config: self.config.clone(),
            invited: None,
        }
    }
}

/// Whether the mailbox must have the address of the Salesforce user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SameAddress {
    /// It must.
    Strict,
    /// Another one is connected, and the rep is told.
    Warn,
    /// Any will do.
    Off,
}

/// What happens after the installation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Welcome {
    /// The welcome page opens in a tab.
    Open,
    /// The toolbar button has a badge.
    Badge,
    /// Nothing.
    Quiet,
}

/// Whether the policy is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Known {
    /// Just installed: Chrome hands the policy over some seconds later, and until then there seems to
    /// be none.
    NotYet,
    /// It is, also where there is none.
    Yes,
}
