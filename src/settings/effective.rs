//! The settings that hold: what the administrator set, and the defaults beside it.

use serde::{Deserialize, Serialize};
use std::time::Duration;

use super::{Clients, OptOutField, OptOutRule, PolicyError, PolicyOrg};
use crate::base::{ActionKind, OrgConfig, OrgHost, Provider};

/// What holds now: policy beats default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Everything is switched off.
    pub off: bool,
    /// The browser would not say what the administrator set, and never said it before: nothing is done
    /// until it does.
    pub unread: bool,
    /// The orgs that the administrator set up.
    pub orgs: Vec<PolicyOrg>,
    /// Whether people may work in other orgs than those.
    pub other_orgs: bool,
    /// The mail clients' ids for every org.
    pub clients: Clients,
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
    /// What happens with a mail to somebody who opted out.
    pub opt_out: OptOutRule,
    /// More fields that say that somebody opted out.
    pub opt_out_fields: Vec<OptOutField>,
    /// Those fields cannot all be read: nobody is written to.
    pub opt_outs_unread: bool,
    /// How long a submission can be taken back.
    pub undo: Duration,
    /// Whether people may work in what is no production org.
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
            unread: false,
            orgs: Vec::new(),
            other_orgs: true,
            clients: Clients::default(),
            mail: vec![Provider::Google, Provider::Microsoft],
            same_address: None,
            session_only: false,
            outlook_drafts: false,
            gmail_signature: false,
            locale: None,
            actions_off: Vec::new(),
            daily_send_limit: None,
            opt_out: OptOutRule::Block,
            opt_out_fields: Vec::new(),
            opt_outs_unread: false,
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
        self.admit(org).is_ok()
    }

    /// Why nothing is done in `org`, if so.
    ///
    /// # Errors
    /// [`PolicyError::Off`], or as [`Self::fence`].
    pub fn admit(&self, org: &OrgHost) -> Result<(), PolicyError> {
        if self.off {
            return Err(PolicyError::Off);
        }
        self.fence(org)
    }

    /// Whether the administrator leaves `org` in, also while everything is off.
    ///
    /// # Errors
    /// [`PolicyError::Unread`], [`PolicyError::OtherOrg`], [`PolicyError::Sandbox`].
    pub fn fence(&self, org: &OrgHost) -> Result<(), PolicyError> {
        match self {
            _ if self.unread => Err(PolicyError::Unread),
            _ if !self.other_orgs && self.listed(org).is_none() => Err(PolicyError::OtherOrg),
            _ if !self.sandboxes && !org.is_production() => Err(PolicyError::Sandbox),
            _ => Ok(()),
        }
    }

    /// The org as the administrator listed it.
    #[must_use]
    pub fn listed(&self, org: &OrgHost) -> Option<&PolicyOrg> {
        self.orgs.iter().find(|own| own.org == *org)
    }

    /// Puts what the administrator says of an org's apps in the place of what others say.
    pub fn govern(&self, org: &OrgHost, config: &mut OrgConfig) {
        match self.listed(org) {
            Some(own) => {
                config.consumer_key.clone_from(&own.consumer_key);
                own.clients.govern(config);
            }
            None => self.clients.govern(config),
        }
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

    /// Whether an action is offered.
    #[must_use]
    pub fn offers(&self, action: ActionKind) -> bool {
        !self.actions_off.contains(&action)
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
