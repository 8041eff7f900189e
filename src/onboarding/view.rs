//! The view models of the popup and the profile page.

use serde::{Deserialize, Serialize};
use std::time::Duration;

use crate::base::{Fault, Millis, OrgHost, Provider, Reader};
use crate::mailbox::MailClient;
use crate::outbox::OutboxItem;

/// What the popup shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PopupView {
    /// No invitation, nothing set up: how to be invited, and where to paste a link.
    NotInvited {
        /// Why a pasted link was refused.
        fault: Option<Fault>,
    },
    /// Just installed: it is not known yet whether there is a policy.
    Checking,
    /// The administrator switched everything off.
    Off {
        /// Whom to contact, where the policy says it.
        contact: Option<String>,
        /// How many submissions wait until it is switched on.
        held: usize,
    },
    /// A screen of the wizard.
    Wizard(Box<WizardView>),
    /// Everything is set up.
    Home(Box<HomeView>),
}

/// A screen of the wizard.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WizardView {
    /// The screen.
    pub screen: Screen,
    /// The current dot of the progress, from 1.
    pub dot: u8,
    /// The number of dots.
    pub dots: u8,
    /// Whether Back is offered.
    pub back: bool,
    /// What went wrong on this screen.
    pub fault: Option<Fault>,
    /// Who reads the fault's text.
    #[serde(default)]
    pub reader: Reader,
}

/// The wizard's screens, in the guide's order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Screen {
    /// Choosing an org: one of the policy's, or another one.
    ChooseOrg {
        /// Those of the policy that are not set up yet.
        orgs: Vec<OrgChoice>,
        /// Whether the rep works in other orgs already.
        further: bool,
    },
    /// An org's address was typed, and its consumer key is not known yet.
    ConsumerKey {
        /// The org's host.
        org: String,
    },
    /// "Activate account with Salesforce" (guide 2).
    Activate {
        /// The org's host, always shown before it is used.
        org: String,
        /// The invited address.
        invited: Option<String>,
    },
    /// A sign-in failed; the view's fault says why.
    SignInFailed {
        /// The provider that refused it.
        provider: Provider,
        /// To which org, or for whose mailbox.
        org: String,
        /// The account that was signing in, where it is known.
        account: Option<String>,
    },
    /// Signed in to an org whose team the rep is not in (any more).
    NotInTeam {
        /// The org's host.
        org: String,
        /// The signed-in user.
        account: String,
        /// Whether the rep worked there before.
        withdrawn: bool,
    },
    /// The provider's sign-in window is open (guide 3, 4 and 8 to 10).
    Waiting {
        /// The provider whose window it is.
        provider: Provider,
        /// To which org, or for whose mailbox.
        #[serde(default)]
        org: Option<String>,
        /// Since when it is open, for [`may_be_blocked`].
        since: Millis,
    },
    /// "Start" (guide 5).
    Start {
        /// The rep's name.
        name: String,
        /// Their org.
        org: String,
    },
    /// What the set-up will do; "Next" (guide 6).
    Intro,
    /// Gmail or Outlook (guide 7).
    ChooseMail {
        /// What is offered.
        choices: Vec<MailChoice>,
        /// The address that must be used.
        address: String,
    },
    /// The success message, which moves on by itself (guide 11).
    MailConnected {
        /// The mailbox's provider.
        provider: Provider,
        /// Its address.
        address: String,
        /// The address at Salesforce, where it differs and the policy wants a warning.
        #[serde(default)]
        differs: Option<String>,
    },
    /// Signature: Save or Skip (guide 12).
    Signature {
        /// The signature so far.
        html: String,
    },
    /// Finish (guide 13).
    Finish {
        /// The org.
        org: String,
        /// The mailbox.
        address: String,
    },
    /// A short introduction on the panel: Next or Not now (guide 14).
    TourOffer,
    /// Launch Salesforce or the web application (guide 15).
    Launch {
        /// The org.
        org: String,
    },
}

/// An org to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrgChoice {
    /// Its host.
    pub org: String,
    /// Its label in the policy, if any.
    pub label: Option<String>,
    /// Whether it is a sandbox.
    pub sandbox: bool,
}

/// A mail client to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailChoice {
    /// The provider of the mailbox.
    pub provider: Provider,
    /// Whether org or policy name a client for it.
    pub available: bool,
    /// Its client, so that an administrator can compare the ids.
    #[serde(default)]
    pub app: Option<MailApp>,
}

/// The ids of a mail client, which an administrator can compare.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailApp {
    /// Its id at the provider.
    pub id: String,
    /// Its directory at Microsoft, if it has one.
    pub tenant: Option<String>,
}

impl From<MailClient> for MailApp {
    fn from(client: MailClient) -> Self {
        match client {
            MailClient::Google { client_id } => Self {
                id: client_id,
                tenant: None,
            },
            MailClient::Microsoft { client_id, tenant } => Self {
                id: client_id,
                tenant,
            },
        }
    }
}

/// A screen's name, which an answer repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names of Screen")]
pub enum StepName {
    ChooseOrg,
    ConsumerKey,
    Activate,
    SignInFailed,
    NotInTeam,
    Waiting,
    Start,
    Intro,
    ChooseMail,
    MailConnected,
    Signature,
    Finish,
    TourOffer,
    Launch,
}

impl Screen {
    /// This screen's name.
    #[must_use]
    pub const fn name(&self) -> StepName {
        match self {
            Self::ChooseOrg { .. } => StepName::ChooseOrg,
            Self::ConsumerKey { .. } => StepName::ConsumerKey,
            Self::SignInFailed { .. } => StepName::SignInFailed,
            Self::NotInTeam { .. } => StepName::NotInTeam,
            Self::Activate { .. } => StepName::Activate,
            Self::Waiting { .. } => StepName::Waiting,
            Self::Start { .. } => StepName::Start,
            Self::Intro => StepName::Intro,
            Self::ChooseMail { .. } => StepName::ChooseMail,
            Self::MailConnected { .. } => StepName::MailConnected,
            Self::Signature { .. } => StepName::Signature,
            Self::Finish { .. } => StepName::Finish,
            Self::TourOffer => StepName::TourOffer,
            Self::Launch { .. } => StepName::Launch,
        }
    }
}

/// The rep's answer to a screen. (Signing in is `StartSignIn`, not an answer.)
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Start, Next, Continue or Finish: the screen's primary button.
    Next,
    /// Back.
    Back,
    /// The signature; Save.
    Save {
        /// HTML, sanitised by the surface.
        html: String,
    },
    /// Skip (the signature) or Not now (the tour).
    Skip,
    /// Launch Salesforce.
    LaunchSalesforce,
    /// Launch the web application.
    LaunchApp,
    /// It is not the org that the rep wants: remove the proposal.
    Decline,
    /// One of the orgs that the administrator's policy offers.
    Choose {
        /// The org that was chosen.
        org: OrgHost,
    },
    /// The consumer key that the administrator gave.
    Key {
        /// As pasted.
        key: String,
    },
}

/// The popup after the set-up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HomeView {
    /// The rep's name.
    pub name: String,
    /// The org's host.
    pub org: String,
    /// Each connection.
    pub connections: Vec<ConnectionView>,
    /// What is being sent and what needs the rep.
    pub outbox: Vec<OutboxItem>,
    /// Every org that the rep works in.
    pub orgs: Vec<OrgView>,
    /// A fault of no connection, for example why an invitation was refused.
    pub fault: Option<Fault>,
}

/// An org that the rep works in, and its health.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrgView {
    /// The org's host.
    pub org: String,
    /// The rep's name there; empty while they are signed out.
    pub name: String,
    /// Whether it is a sandbox.
    pub sandbox: bool,
    /// What is wrong with its session, if anything.
    pub fault: Option<Fault>,
}

/// A connection's health.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConnectionView {
    /// The provider that is connected.
    pub provider: Provider,
    /// Which org, for Salesforce.
    pub org: Option<String>,
    /// The account's address or user name.
    pub account: String,
    /// What is wrong, if anything.
    pub fault: Option<Fault>,
    /// When a call of it last succeeded in this browser session.
    #[serde(default)]
    pub last_success: Option<Millis>,
    /// Until when its access token is valid, where that is known; it is then renewed.
    #[serde(default)]
    pub expires: Option<Millis>,
    /// The client, for mail.
    #[serde(default)]
    pub app: Option<MailApp>,
}

/// The profile page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProfileView {
    /// The rep's name, once Salesforce is connected.
    pub name: Option<String>,
    /// The org's host, once connected.
    pub org: Option<String>,
    /// Each connection there is.
    pub connections: Vec<ConnectionView>,
    /// The mail clients that can be connected now: those that the administrator set up, while no
    /// mailbox is connected.
    pub choices: Vec<Provider>,
    /// The signature.
    pub signature: String,
    /// Every org that is set up.
    pub orgs: Vec<OrgView>,
}

/// The sign-in under way, for the surface where it was begun.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SignInView {
    /// The provider whose window is open, and since when.
    pub open: Option<(Provider, Millis)>,
    /// The provider and the fault of the last failed sign-in, until another begins.
    pub failed: Option<(Provider, Fault)>,
}

/// How long most sign-ins take at most.
const LONG: Duration = Duration::from_secs(20);

/// Whether the sign-in window may show a page that never redirects back, such as Google's page about a blocked app.
/// We cannot see what the window shows.
#[must_use]
pub fn may_be_blocked(provider: Provider, since: Millis, now: Millis) -> bool {
    provider == Provider::Google && now.since(since) >= LONG
}
