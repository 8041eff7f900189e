//! The settings that apply: the administrator's, and defaults for the rest.

use serde::{Deserialize, Serialize};
use std::time::Duration;

use super::{
    ActivitySubject, BlockedDomains, Clients, DialUrl, OptOutField, OptOutLine, OptOutRule,
    PolicyError, PolicyOrg,
};
use crate::base::{ActionKind, OrgConfig, OrgHost, Provider};

/// The settings that apply now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Everything is switched off.
    pub off: bool,
    /// The browser could not read the policy, now or ever before: nothing is done until it can.
    pub unread: bool,
    /// The orgs that the administrator set up.
    pub orgs: Vec<PolicyOrg>,
    /// Whether reps may work in other orgs than those.
    pub other_orgs: bool,
    /// The mail clients' ids for every org.
    pub clients: Clients,
    /// The mail clients that are offered.
    pub mail: Vec<Provider>,
    /// The same-address rule; `None`: strict in production, a warning in a sandbox.
    pub same_address: Option<SameAddress>,
    /// Refresh tokens are deleted when the browser closes.
    pub session_only: bool,
    /// Microsoft is asked for Mail.ReadWrite.
    pub outlook_drafts: bool,
    /// Google is asked for gmail.settings.basic, to propose Gmail's own signature.
    pub gmail_signature: bool,
    /// Reps may let us look for answers to their mails.
    pub replies: bool,
    /// Reps may have themselves told of the live feed's events on the desktop.
    pub notifications: bool,
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
    /// Some of those fields could not be read: no mail is sent.
    pub opt_outs_unread: bool,
    /// The domains that get no mail.
    pub blocked_domains: BlockedDomains,
    /// For so many days who was written to is pointed out before they are written to with others; 0 for never.
    pub written_to_days: u32,
    /// Whoever had an activity in so many days is left out when people are added to a sales campaign; 0 for nobody.
    pub campaign_cool_down_days: u32,
    /// In how many sales campaigns somebody may be at a time, from 1 to 5.
    pub campaigns_per_person: u32,
    /// Which opportunity an action with a contact is about.
    pub opportunity_rule: OpportunityRule,
    /// The pattern of the subject of a logged mail or call.
    pub activity_subject: Option<ActivitySubject>,
    /// How the organisation's softphone dials a number.
    pub dial_url: Option<DialUrl>,
    /// How a call can end, for the rep to choose from; empty where the administrator says nothing.
    pub call_outcomes: Vec<String>,
    /// Why a call can be made, likewise.
    pub call_reasons: Vec<String>,
    /// Whether a sales email has the header that mail programs make an *Unsubscribe* button of.
    pub unsubscribe_header: bool,
    /// The line below a sales email that says how to opt out.
    pub opt_out_line: OptOutLine,
    /// For how long a submission can be undone.
    pub undo: Duration,
    /// Whether reps may work in other orgs than production orgs.
    pub sandboxes: bool,
    /// What happens after the installation.
    pub welcome: Welcome,
    /// The administrator's name or address, for the texts that name it.
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
            replies: false,
            notifications: true,
            locale: None,
            actions_off: Vec::new(),
            daily_send_limit: None,
            opt_out: OptOutRule::Block,
            opt_out_fields: Vec::new(),
            opt_outs_unread: false,
            blocked_domains: BlockedDomains::default(),
            written_to_days: 3,
            campaign_cool_down_days: 3,
            campaigns_per_person: 1,
            opportunity_rule: OpportunityRule::Ask,
            activity_subject: None,
            dial_url: None,
            call_outcomes: Vec::new(),
            call_reasons: Vec::new(),
            unsubscribe_header: true,
            opt_out_line: OptOutLine::None,
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

    /// Checks that the administrator allows work in `org` now.
    ///
    /// # Errors
    /// [`PolicyError::Off`], or as [`Self::fence`].
    pub fn admit(&self, org: &OrgHost) -> Result<(), PolicyError> {
        if self.off {
            return Err(PolicyError::Off);
        }
        self.fence(org)
    }

    /// Checks that the administrator allows `org`, even while everything is switched off.
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

    /// Replaces the ids of an org's apps that the policy sets.
    pub fn override_in(&self, org: &OrgHost, config: &mut OrgConfig) {
        match self.listed(org) {
            Some(own) => {
                config.consumer_key.clone_from(&own.consumer_key);
                own.clients.override_in(config);
            }
            None => self.clients.override_in(config),
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

    /// The actions that are offered.
    #[must_use]
    pub fn actions(&self) -> Vec<ActionKind> {
        let all = ActionKind::ALL.iter().copied();
        all.filter(|action| self.offers(*action)).collect()
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
    /// It must; any other is refused.
    Strict,
    /// Another one can be connected, with a warning.
    Warn,
    /// Any address can be connected.
    Off,
}

/// Which opportunity an action with a contact is about, where the rep has not said it before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OpportunityRule {
    /// The only open one; of several the rep says which.
    Ask,
    /// The only open one; of several none, unless the rep chooses.
    OnlyOpen,
    /// None, unless the rep chooses.
    None,
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
