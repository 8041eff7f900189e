//! The whole guide, with the worker killed, the browser killed and an answer lost at every port call.

use crate::world::{BrowserCall, Killed, Life, World, every_mishap};
use msi_actions::accounts::Standing;
use msi_actions::base::{OrgHost, Provider};
use msi_actions::onboarding::{Answer, Onboarding, PopupView, Screen};
use msi_actions::ports::{Area, Authorize};
use std::rc::Rc;

use crate::support::onboarding_rep::services;
use crate::support::onboarding_services::{ORG, invitation, with_rep};

const SIGNATURE: &str = "<p>Jo Devries</p>";

fn onboarding(world: &Rc<World>) -> Onboarding<World> {
    services(world).0
}

/// A place in the guide; the screens of a sign-in lie between two of them.
fn rank(view: &PopupView) -> u8 {
    match view {
        PopupView::NotInvited { .. } | PopupView::Checking | PopupView::Off { .. } => 0,
        PopupView::Home(_) => 10,
        PopupView::Wizard(wizard) => match wizard.screen {
            Screen::Waiting { .. } => panic!("nobody waits for that window"),
            Screen::ChooseOrg { .. } | Screen::ConsumerKey { .. } | Screen::NotInTeam { .. } => {
                panic!("an invitation leads to none of these")
            }
            Screen::SignInFailed { provider, .. } => match provider {
                Provider::Salesforce => 1,
                _ => 4,
            },
            Screen::Activate { .. } => 1,
            Screen::Start { .. } => 2,
            Screen::Intro => 3,
            Screen::ChooseMail { .. } => 4,
            Screen::MailConnected { .. } => 5,
            Screen::Signature { .. } => 6,
            Screen::Finish { .. } => 7,
            Screen::TourOffer => 8,
            Screen::Launch { .. } => 9,
        },
    }
}

async fn sign_in(onboarding: &Onboarding<World>, provider: Provider) {
    if let Some(attempt) = onboarding.begin_sign_in(provider, None).await.unwrap() {
        onboarding.sign_in(attempt).await;
    }
}

/// What the rep does on the screen.
async fn act(world: &World, onboarding: &Onboarding<World>, view: &PopupView) {
    let PopupView::Wizard(wizard) = view else {
        onboarding
            .invited_by_page(&invitation(world))
            .await
            .unwrap();
        return;
    };
    let answer = match wizard.screen {
        Screen::SignInFailed { provider, .. } => return sign_in(onboarding, provider).await,
        Screen::Activate { .. } => return sign_in(onboarding, Provider::Salesforce).await,
        Screen::ChooseMail { .. } => return sign_in(onboarding, Provider::Google).await,
        Screen::Signature { .. } => Answer::Save {
            html: SIGNATURE.into(),
        },
        Screen::Launch { .. } => Answer::LaunchSalesforce,
        _ => Answer::Next,
    };
    onboarding
        .answer(wizard.screen.name(), answer)
        .await
        .unwrap();
}

/// One life: goes on from where the last one ended. `last` is the place where the rep acted last and
/// how many windows had been opened by then.
fn live(world: &Rc<World>, last: &mut Option<(u8, usize)>) -> Result<(), Killed> {
    let mut life = Life::begin(world);
    let onboarding = onboarding(world);
    loop {
        let view = life.run(onboarding.popup())?.unwrap();
        let (place, windows) = (rank(&view), world.sign_ins().len());
        if let Some((before, opened)) = *last {
            let arrived = place == before || place == before + 1;
            assert!(arrived, "from {before} to {place}");
            if place == before && windows > opened {
                assert_eq!(
                    told(&view),
                    Some(true),
                    "a sign-in ended in silence at {place}"
                );
            }
        }
        if matches!(view, PopupView::Home(_)) {
            return Ok(());
        }
        *last = Some((place, windows));
        life.run(act(world, &onboarding, &view))?;
    }
}

fn told(view: &PopupView) -> Option<bool> {
    match view {
        PopupView::Wizard(wizard) => Some(wizard.fault.is_some()),
        _ => None,
    }
}

/// The whole guide in a world; every window that opens must be for something not granted yet.
fn walk(world: &Rc<World>) {
    with_rep(world);
    only_for_what_is_missing(world);
    let mut last = None;
    let mut lives = 0;
    while live(world, &mut last).is_err() {
        lives += 1;
        assert!(lives < 4, "the guide never ends");
    }
    check(world);
}

fn only_for_what_is_missing(world: &World) {
    world.on_each_sign_in(|world, url, how| {
        let stored = world.stored(Area::Local);
        let granted = match url.host_str() {
            Some(ORG) => stored
                .keys()
                .any(|key| key.starts_with("salesforce.session/")),
            _ => stored.contains_key("mailbox"),
        };
        assert!(!granted || *how == Authorize::Silent, "a second consent");
    });
}

fn check(world: &Rc<World>) {
    world.pardon();
    let mut life = Life::begin(world);
    let onboarding = onboarding(world);
    let org = OrgHost::parse(ORG).unwrap();
    let profile = life.run(onboarding.profile()).unwrap().unwrap();
    assert_eq!(profile.signature, SIGNATURE);
    let wanted = life.run(onboarding.wants_tour()).unwrap();
    assert_eq!(wanted, Ok(true), "Next asks for the tour");
    let faults = profile
        .connections
        .iter()
        .map(|connection| &connection.fault);
    assert_eq!(faults.collect::<Vec<_>>(), [&None, &None]);
    let (_, accounts, _) = services(world);
    let standing = life.run(accounts.standing(&org)).unwrap();
    assert_eq!(standing, Ok(Standing::Works));
    let tabs = world.take_calls();
    let launched = BrowserCall::OpenTab(format!("https://{ORG}/"));
    assert!(tabs.iter().filter(|call| **call == launched).count() <= 1);
}

#[test]
fn undisturbed() {
    let world = World::new();
    walk(&world);
    assert_eq!(world.sign_ins().len(), 2);
}

#[test]
fn with_every_mishap() {
    let runs = every_mishap(walk);
    assert!(runs > 100, "only {runs} gates");
}
