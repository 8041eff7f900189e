//! Orgs that come with their apps from elsewhere than an invitation.

use crate::world::World;
use msi_actions::base::{ConsumerKey, OrgConfig, OrgHost, Provider};
use msi_actions::onboarding::{PopupView, Screen, StepName};

use crate::support::onboarding_rep::{Rep, at, code};
use crate::support::onboarding_services::{GOOGLE, KEY, ORG, OTHER_KEY, UAT, with_rep};

fn org(host: &str) -> OrgHost {
    OrgHost::parse(host).unwrap()
}

fn key(key: &str) -> ConsumerKey {
    ConsumerKey::parse(key).unwrap()
}

#[test]
fn a_proposed_org_stands_at_activate_and_is_signed_in_to() {
    let world = World::new();
    with_rep(&world);
    let mut rep = Rep::new(&world);
    let proposed = rep.onboarding.propose(org(ORG), key(KEY));
    rep.life.run(proposed).unwrap().unwrap();
    let PopupView::Wizard(wizard) = rep.sees() else {
        panic!("the guide");
    };
    assert_eq!(
        wizard.screen,
        Screen::Activate {
            org: ORG.into(),
            invited: None
        }
    );
    assert_eq!(rep.signs_in(Provider::Salesforce), Ok(true));
    assert_eq!(rep.screen(), at(StepName::Start));
}

#[test]
fn a_proposal_takes_nothing_over() {
    let world = World::new();
    with_rep(&world);
    let mut rep = Rep::invited(&world);
    rep.signs_in(Provider::Salesforce).unwrap();
    let another = rep.onboarding.propose(org(UAT), key(KEY));
    let another = rep.life.run(another).unwrap();
    assert_eq!(code(another), "onboarding.set_up_under_way");
    let apps = rep.onboarding.propose(org(ORG), key(OTHER_KEY));
    let apps = rep.life.run(apps).unwrap();
    assert_eq!(code(apps), "onboarding.set_up_already");
    assert_eq!(rep.screen(), at(StepName::Start));
}

#[test]
fn a_changed_app_signs_nobody_out() {
    let world = World::new();
    with_rep(&world);
    let mut rep = Rep::invited(&world);
    rep.sets_up();
    let (acme, uat) = (org(ORG), org(UAT));
    let known = rep.life.run(rep.onboarding.config_of(&acme)).unwrap();
    let named = OrgConfig {
        google: Some(GOOGLE.into()),
        ..OrgConfig::without_mail(key(KEY))
    };
    assert_eq!(known, Some(named));

    let changed = rep.onboarding.reconfigure(&acme, key(OTHER_KEY));
    rep.life.run(changed).unwrap().unwrap();
    let known = rep.life.run(rep.onboarding.config_of(&acme)).unwrap();
    let known = known.map(|config| config.consumer_key);
    assert_eq!(known, Some(key(OTHER_KEY)));
    assert_eq!(rep.screen(), (None, None));
    assert_eq!(world.sign_ins().len(), 2);

    let unknown = rep.onboarding.reconfigure(&uat, key(KEY));
    let unknown = rep.life.run(unknown).unwrap();
    assert_eq!(code(unknown), "onboarding.unknown_org");
}
