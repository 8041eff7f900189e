//! What the surfaces show of a wizard.

use super::address::{plain_address, same_address};
use super::error::OnboardingError;
use super::invitation::Invitation;
use super::view::{
    ConnectionView, HomeView, MailChoice, OrgView, PopupView, ProfileView, Screen, WizardView,
};
use super::wizard::{Connected, Step, Wizard};
use crate::mailbox::MailboxUser;
use crate::protocol::{Fault, Provider};
use crate::salesforce::SalesforceUser;

/// How many dots the progress has.
const DOTS: u8 = 6;

/// Who is signed in where, and the signature.
#[derive(Clone, Debug, Default)]
pub struct Accounts {
    /// At Salesforce, in the wizard's org.
    pub rep: Option<SalesforceUser>,
    /// What is wrong with that session.
    pub rep_fault: Option<Fault>,
    /// At the mail provider.
    pub mailbox: Option<MailboxUser>,
    /// What is wrong with that connection.
    pub mailbox_fault: Option<Fault>,
    /// HTML as kept.
    pub signature: String,
}

impl Accounts {
    /// What counts as connected: the invited rep, and the mailbox with the rep's address.
    #[must_use]
    pub fn connected(&self, invitation: Option<&Invitation>) -> Connected {
        let rep = self.rep.as_ref();
        let invited =
            |rep: &&SalesforceUser| invitation.is_some_and(|invitation| invitation.is_for(rep));
        let rep = rep.filter(invited);
        let mailbox = self.mailbox.as_ref().zip(rep);
        let mailbox =
            mailbox.filter(|(mailbox, rep)| same_address(&rep.org, &rep.email, &mailbox.address));
        Connected {
            salesforce: rep.is_some(),
            mailbox: mailbox.map(|(mailbox, _)| mailbox.provider),
        }
    }

    fn name(&self) -> String {
        self.rep
            .as_ref()
            .map(|rep| rep.name.clone())
            .unwrap_or_default()
    }

    /// The address that the mailbox must have.
    fn address(&self) -> String {
        let rep = self.rep.as_ref();
        rep.map(|rep| plain_address(&rep.org, &rep.email).to_owned())
            .unwrap_or_default()
    }
}

impl Invitation {
    /// Whether a signed-in user is the one whom it invites.
    #[must_use]
    pub fn is_for(&self, rep: &SalesforceUser) -> bool {
        let invited = self.invited.as_deref();
        rep.org == self.org
            && invited.is_none_or(|invited| same_address(&self.org, &rep.email, invited))
    }
}

/// What the popup shows; the outbox of [`HomeView`] is the journal's to fill.
#[must_use]
pub fn popup(wizard: &Wizard, accounts: &Accounts) -> PopupView {
    let fault = wizard.trouble.as_ref().map(|trouble| trouble.fault.clone());
    let Some(invitation) = &wizard.invitation else {
        return PopupView::NotInvited { fault };
    };
    match screen(wizard, invitation, accounts) {
        Some(screen) => PopupView::Wizard(Box::new(WizardView {
            screen,
            dot: dot(wizard.step),
            dots: DOTS,
            back: wizard.back().is_some(),
            fault,
        })),
        None => PopupView::Home(Box::new(HomeView {
            name: accounts.name(),
            org: invitation.org.to_string(),
            connections: connections(wizard, accounts),
            outbox: Vec::new(),
            orgs: vec![OrgView {
                org: invitation.org.to_string(),
                name: accounts.name(),
                sandbox: invitation.org.is_sandbox(),
                fault: accounts.rep_fault.clone(),
            }],
        })),
    }
}

/// The profile page.
#[must_use]
pub fn profile(wizard: &Wizard, accounts: &Accounts) -> ProfileView {
    let rep = accounts.rep.as_ref();
    let missing = |provider| match provider {
        Provider::Salesforce => rep.is_none(),
        Provider::Google | Provider::Microsoft => accounts.mailbox.is_none(),
    };
    let mut connections = connections(wizard, accounts);
    // The page offers to connect what is missing; only a failure to do so needs words.
    connections
        .retain(|view| !missing(view.provider) || wizard.trouble_at(view.provider).is_some());
    let offered = match &wizard.invitation {
        Some(invitation) if accounts.mailbox.is_none() => invitation.config.mail_providers(),
        _ => Vec::new(),
    };
    let listed = |provider: &Provider| connections.iter().any(|view| view.provider == *provider);
    let choices = offered.into_iter().filter(|each| !listed(each)).collect();
    ProfileView {
        name: rep.map(|rep| rep.name.clone()),
        org: rep.map(|rep| rep.org.to_string()),
        connections,
        choices,
        signature: accounts.signature.clone(),
    }
}

fn screen(wizard: &Wizard, invitation: &Invitation, accounts: &Accounts) -> Option<Screen> {
    if let Some(sign_in) = &wizard.sign_in {
        return Some(Screen::Waiting {
            provider: sign_in.provider,
            since: sign_in.since,
        });
    }
    let org = invitation.org.to_string();
    let mailbox = accounts.mailbox.as_ref();
    Some(match wizard.step {
        Step::NotInvited | Step::Home => return None,
        Step::Activate => Screen::Activate {
            org,
            invited: invitation.invited.clone(),
        },
        Step::Start => Screen::Start {
            name: accounts.name(),
            org,
        },
        Step::Intro => Screen::Intro,
        Step::ChooseMail => Screen::ChooseMail {
            choices: choices(invitation),
            address: accounts.address(),
        },
        Step::MailConnected => Screen::MailConnected {
            provider: mailbox
                .map(|mailbox| mailbox.provider)
                .or(wizard.mail)
                .unwrap_or(Provider::Google),
            address: mailbox
                .map(|mailbox| mailbox.address.clone())
                .unwrap_or_default(),
        },
        Step::Signature => Screen::Signature {
            html: accounts.signature.clone(),
        },
        Step::Finish => Screen::Finish {
            org,
            address: accounts.address(),
        },
        Step::TourOffer => Screen::TourOffer,
        Step::Tour(_) | Step::Launch => Screen::Launch { org },
    })
}

/// Gmail and Outlook, as in the guide; the one that the administrator did not set up cannot be chosen.
fn choices(invitation: &Invitation) -> Vec<MailChoice> {
    [Provider::Google, Provider::Microsoft]
        .map(|provider| MailChoice {
            provider,
            available: invitation.config.mail_client(provider).is_some(),
        })
        .into()
}

const fn dot(step: Step) -> u8 {
    match step {
        Step::NotInvited | Step::Activate => 1,
        Step::Start | Step::Intro => 2,
        Step::ChooseMail | Step::MailConnected => 3,
        Step::Signature => 4,
        Step::Finish => 5,
        Step::TourOffer | Step::Tour(_) | Step::Launch | Step::Home => 6,
    }
}

/// Salesforce and the chosen mail client, each with what is wrong, also where it is missing.
fn connections(wizard: &Wizard, accounts: &Accounts) -> Vec<ConnectionView> {
    let connected = accounts.connected(wizard.invitation.as_ref());
    let salesforce = wizard.invitation.as_ref().map(|_| Provider::Salesforce);
    let view = |provider| ConnectionView {
        provider,
        account: accounts.name_at(provider).unwrap_or_default(),
        fault: wizard
            .trouble_at(provider)
            .cloned()
            .or_else(|| accounts.fault(provider, connected)),
    };
    let providers = salesforce.into_iter().chain(wizard.mail);
    providers.map(view).collect()
}

impl Accounts {
    /// Whose account it is at a provider, or has to be.
    fn name_at(&self, provider: Provider) -> Option<String> {
        let rep = self.rep.as_ref();
        let mailbox = self.mailbox.as_ref();
        match provider {
            Provider::Salesforce => rep.map(|rep| rep.username.clone()),
            Provider::Google | Provider::Microsoft => mailbox
                .map(|mailbox| mailbox.address.clone())
                .or_else(|| rep.map(|_| self.address())),
        }
    }

    /// What is wrong with a connection.
    #[must_use]
    pub fn fault(&self, provider: Provider, connected: Connected) -> Option<Fault> {
        let own = match provider {
            Provider::Salesforce => &self.rep_fault,
            Provider::Google | Provider::Microsoft => &self.mailbox_fault,
        };
        match (&self.rep, &self.mailbox) {
            _ if own.is_some() => own.clone(),
            _ if connected.to(provider) => None,
            (Some(rep), Some(mailbox)) if mailbox.provider == provider => Some(
                OnboardingError::AddressDiffers {
                    salesforce: rep.email.clone(),
                    mailbox: mailbox.address.clone(),
                    provider,
                }
                .into(),
            ),
            _ => Some(OnboardingError::NotConnected(provider).into()),
        }
    }
}
