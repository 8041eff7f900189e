//! Makes the view models of the popup and the profile page from a snapshot.

use super::OnboardingError;
use super::offers::Offers;
use super::snapshot::{MailDetails, Snapshot};
use super::step::Step;
use super::view::{
    ConnectionView, HomeView, MailApp, MailChoice, OrgView, PopupView, ProfileView, Screen,
    WizardView,
};
use super::wizard::Wizard;
use crate::accounts::{self, AccountError, Rep};
use crate::base::{Fault, OrgHost, Provider, Reader};

/// The number of dots of the progress.
const DOTS: u8 = 6;

/// The popup's view; the outbox of [`HomeView`] is filled in later.
#[must_use]
pub(super) fn popup(now: &Snapshot) -> PopupView {
    let Snapshot {
        wizard,
        accounts,
        mail,
        offers,
    } = now;
    let trouble = wizard.trouble.as_ref();
    let fault = trouble.map(|trouble| trouble.fault.clone());
    if let Some(screen) = before_an_org(wizard, offers) {
        return PopupView::Wizard(Box::new(WizardView {
            screen,
            dot: dot(wizard.step),
            dots: DOTS,
            back: wizard.back().is_some(),
            fault,
            reader: Reader::Rep,
        }));
    }
    let Some(rep) = accounts.current() else {
        return PopupView::NotInvited { fault };
    };
    match screen(wizard, rep, accounts, mail) {
        Some(screen) => PopupView::Wizard(Box::new(WizardView {
            fault: fault.or_else(|| noted(&screen, rep, accounts)),
            screen,
            dot: dot(wizard.step),
            dots: DOTS,
            back: wizard.back().is_some(),
            reader: Reader::Rep,
        })),
        None => PopupView::Home(Box::new(HomeView {
            name: rep.name(),
            org: rep.invitation.org.to_string(),
            connections: connections(now, rep, std::slice::from_ref(rep)),
            outbox: Vec::new(),
            orgs: orgs(wizard, accounts),
            fault: trouble
                .filter(|trouble| trouble.at.is_none())
                .map(|trouble| trouble.fault.clone()),
        })),
    }
}

/// The screens before there is an org.
fn before_an_org(wizard: &Wizard, offers: &Offers) -> Option<Screen> {
    if wizard.sign_in.is_some() {
        return None;
    }
    match (wizard.step, &wizard.typed) {
        (Step::ChooseOrg, _) => Some(Screen::ChooseOrg {
            orgs: offers.choices(wizard),
            further: !wizard.orgs.is_empty(),
        }),
        (Step::ConsumerKey, Some(org)) => Some(Screen::ConsumerKey {
            org: org.to_string(),
        }),
        _ => None,
    }
}

/// The note of a screen on which nothing went wrong.
fn noted(screen: &Screen, rep: &Rep, accounts: &accounts::Snapshot) -> Option<Fault> {
    match screen {
        Screen::Activate { .. } if rep.barred.is_some() => rep.barred.map(Fault::from),
        Screen::Activate { .. } => rep.fault.clone().filter(|_| rep.kept),
        Screen::NotInTeam { .. } => Some(AccountError::NotInTeam.into()),
        Screen::ChooseMail { .. } if rep.mail_providers().is_empty() => {
            Some(OnboardingError::MailNotOffered.into())
        }
        Screen::Finish { .. } => accounts.mailbox_elsewhere(rep).map(Fault::from),
        _ => None,
    }
}

/// The profile page.
#[must_use]
pub(super) fn profile(now: &Snapshot) -> ProfileView {
    let Snapshot {
        wizard,
        accounts,
        mail,
        ..
    } = now;
    let current = accounts.current();
    let mut connections = match current {
        Some(rep) => connections(now, rep, &accounts.reps),
        None => Vec::new(),
    };
    // The page offers to connect what is missing; only a failed attempt is shown as a fault.
    connections.retain(|view| match view.provider {
        Provider::Salesforce => {
            let org = view.org.as_deref().and_then(|org| OrgHost::parse(org).ok());
            let rep = org.as_ref().and_then(|org| accounts.rep(org));
            rep.is_some_and(|rep| rep.user.is_some() || rep.kept)
                || org.is_some_and(|org| wizard.trouble_in(&org).is_some())
        }
        provider => accounts.mailbox.is_some() || wizard.trouble_at(provider).is_some(),
    });
    let offered = match current {
        Some(rep) if accounts.mailbox.is_none() => rep.mail_providers(),
        _ => Vec::new(),
    };
    let listed = |provider: &Provider| connections.iter().any(|view| view.provider == *provider);
    let choices = offered.into_iter().filter(|each| !listed(each)).collect();
    ProfileView {
        name: current.map(Rep::name).filter(|name| !name.is_empty()),
        org: current
            .filter(|rep| rep.user.is_some())
            .map(|rep| rep.invitation.org.to_string()),
        connections,
        choices,
        signature: mail.signature.clone(),
        orgs: orgs(wizard, accounts),
    }
}

fn username(rep: &Rep) -> String {
    let user = rep.user.as_ref();
    user.map(|user| user.username.clone()).unwrap_or_default()
}

/// The orgs that are set up, each with its fault.
fn orgs(wizard: &Wizard, accounts: &accounts::Snapshot) -> Vec<OrgView> {
    let reps = accounts.reps.iter();
    reps.filter(|rep| wizard.set_up(&rep.invitation.org).is_some())
        .map(|rep| OrgView {
            org: rep.invitation.org.to_string(),
            name: rep.name(),
            sandbox: rep.invitation.org.is_sandbox(),
            fault: fault_in(wizard, accounts, rep),
        })
        .collect()
}

fn fault_in(wizard: &Wizard, accounts: &accounts::Snapshot, rep: &Rep) -> Option<Fault> {
    let trouble = wizard.trouble_in(&rep.invitation.org).cloned();
    trouble.or_else(|| accounts.fault_in(rep))
}

fn screen(
    wizard: &Wizard,
    rep: &Rep,
    accounts: &accounts::Snapshot,
    mail: &MailDetails,
) -> Option<Screen> {
    if let Some(sign_in) = &wizard.sign_in {
        return Some(Screen::Waiting {
            provider: sign_in.provider,
            org: sign_in.org.as_ref().map(ToString::to_string),
            since: sign_in.since,
        });
    }
    let invitation = &rep.invitation;
    let org = invitation.org.to_string();
    let mailbox = accounts.mailbox.as_ref();
    if let Some((provider, _)) = wizard.failed_sign_in() {
        let account = match provider {
            Provider::Salesforce => invitation.invited.clone(),
            Provider::Google | Provider::Microsoft => Some(rep.address()),
        };
        return Some(Screen::SignInFailed {
            provider,
            org,
            account,
        });
    }
    Some(match wizard.step {
        Step::NotInvited | Step::ChooseOrg | Step::ConsumerKey | Step::Home => return None,
        Step::NotInTeam => Screen::NotInTeam {
            withdrawn: wizard.set_up(&invitation.org).is_some(),
            account: username(rep),
            org,
        },
        Step::Activate => Screen::Activate {
            org,
            invited: invitation.invited.clone(),
        },
        Step::Start => Screen::Start {
            name: rep.name(),
            org,
        },
        Step::Intro => Screen::Intro,
        Step::ChooseMail => Screen::ChooseMail {
            choices: choices(rep),
            address: rep.address(),
        },
        Step::MailConnected => Screen::MailConnected {
            provider: mailbox
                .map(|mailbox| mailbox.provider)
                .or(wizard.mail)
                .unwrap_or(Provider::Google),
            address: mailbox
                .map(|mailbox| mailbox.address.clone())
                .unwrap_or_default(),
            differs: mailbox.and_then(|mailbox| rep.differs(mailbox)),
        },
        Step::Signature => Screen::Signature {
            html: mail.signature.clone(),
        },
        Step::Finish => Screen::Finish {
            org,
            address: rep.address(),
        },
        Step::TourOffer => Screen::TourOffer,
        Step::Launch => Screen::Launch { org },
    })
}

/// Gmail and Outlook; one that the administrator did not set up cannot be chosen.
fn choices(rep: &Rep) -> Vec<MailChoice> {
    [Provider::Google, Provider::Microsoft]
        .map(|provider| MailChoice {
            provider,
            available: rep.mail_client(provider).is_some(),
            app: rep.mail_client(provider).map(MailApp::from),
        })
        .into()
}

const fn dot(step: Step) -> u8 {
    match step {
        Step::NotInvited
        | Step::ChooseOrg
        | Step::ConsumerKey
        | Step::Activate
        | Step::NotInTeam => 1,
        Step::Start | Step::Intro => 2,
        Step::ChooseMail | Step::MailConnected => 3,
        Step::Signature => 4,
        Step::Finish => 5,
        Step::TourOffer | Step::Launch | Step::Home => 6,
    }
}

/// Salesforce in each org and the chosen mail client, connected or not, each with its fault. The mailbox is the
/// current rep's.
fn connections(now: &Snapshot, current: &Rep, reps: &[Rep]) -> Vec<ConnectionView> {
    let Snapshot {
        wizard,
        accounts,
        mail: details,
        ..
    } = now;
    let salesforce = reps.iter().map(|rep| ConnectionView {
        provider: Provider::Salesforce,
        org: Some(rep.invitation.org.to_string()),
        account: username(rep),
        fault: fault_in(wizard, accounts, rep),
        last_success: rep.last_success,
        expires: None,
        app: None,
    });
    let connected = accounts.connected();
    let mail = wizard.mail.map(|provider| ConnectionView {
        provider,
        org: None,
        account: accounts
            .mailbox
            .as_ref()
            .map_or_else(|| current.address(), |mailbox| mailbox.address.clone()),
        fault: wizard
            .trouble_at(provider)
            .cloned()
            .or_else(|| accounts.mail_fault(provider, &connected, current)),
        last_success: details.last_success,
        expires: details.expires,
        app: details.client.clone().map(MailApp::from),
    });
    salesforce.chain(mail).collect()
}
