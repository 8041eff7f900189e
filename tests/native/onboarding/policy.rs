//! The orgs of the administrator's policy: as if invited, chosen among several, changed and removed.

use crate::world::World;
use msi_actions::base::{OrgHost, Provider};
use msi_actions::onboarding::{Answer, OrgChoice, PopupView, Screen, StepName};
use serde_json::{Value, json};
use std::rc::Rc;

use crate::support::onboarding_rep::{Rep, at, code, on};
use crate::support::onboarding_services::{
    GOOGLE, KEY, ORG, OTHER_KEY, REP, UAT, on_record, signed_in_as, with_rep,
};

fn org(host: &str, key: &str) -> Value {
    json!({ "host": host, "consumerKey": key, "googleClientId": GOOGLE })
}

fn under(policy: &Value) -> Rc<World> {
    let world = World::new();
    with_rep(&world);
    world.set_policy(policy);
    world
}

/// The worker is told of a change by Chrome; a new life reads it at its start.
fn changed(world: &Rc<World>, policy: &Value) -> Rep {
    world.set_policy(policy);
    let rep = Rep::new(world);
    rep.policies.changed();
    rep
}

fn shown(rep: &mut Rep) -> Option<Screen> {
    match rep.sees() {
        PopupView::Wizard(wizard) => Some(wizard.screen),
        _ => None,
    }
}

fn activate(host: &str) -> Option<Screen> {
    Some(Screen::Activate {
        org: host.into(),
        invited: None,
    })
}

#[test]
fn one_org_is_proposed_as_if_invited() {
    let world = under(&json!({ "orgs": [org(ORG, KEY)] }));
    let mut rep = Rep::new(&world);
    assert_eq!(shown(&mut rep), activate(ORG));
    rep.sets_up();
    assert_eq!(rep.screen(), (None, None));
}

#[test]
fn among_several_the_rep_chooses_and_can_choose_again() {
    let labelled = json!({ "host": UAT, "consumerKey": KEY, "label": "Test" });
    let world = under(&json!({ "orgs": [org(ORG, KEY), labelled] }));
    let mut rep = Rep::new(&world);
    let choice = |host: &str, label: Option<&str>| OrgChoice {
        org: host.into(),
        label: label.map(str::to_owned),
        sandbox: host == UAT,
    };
    let choose = Some(Screen::ChooseOrg {
        orgs: vec![choice(ORG, None), choice(UAT, Some("Test"))],
        further: false,
    });
    assert_eq!(shown(&mut rep), choose);
    let pick = |host: &str| Answer::Choose {
        org: OrgHost::parse(host).unwrap(),
    };
    rep.answers(StepName::ChooseOrg, pick(UAT));
    assert_eq!(shown(&mut rep), activate(UAT));
    rep.answers(StepName::Activate, Answer::Decline);
    assert_eq!(shown(&mut rep), choose);
    let unknown = rep
        .onboarding
        .answer(StepName::ChooseOrg, pick("globex.my.salesforce.com"));
    let unknown = rep.life.run(unknown).unwrap();
    assert_eq!(code(unknown), "onboarding.unknown_org");
    rep.answers(StepName::ChooseOrg, pick(ORG));
    assert_eq!(shown(&mut rep), activate(ORG));
}

#[test]
fn a_pasted_address_finds_its_apps_in_the_policy_else_asks_for_the_key() {
    let world = under(&json!({ "orgs": [org(ORG, KEY), org(UAT, KEY)] }));
    let mut rep = Rep::new(&world);
    rep.pastes("https://acme.lightning.force.com/lightning/page/home")
        .unwrap();
    assert_eq!(shown(&mut rep), activate(ORG));

    let world = World::new();
    with_rep(&world);
    let mut rep = Rep::new(&world);
    rep.pastes("acme.lightning.force.com").unwrap();
    assert_eq!(
        shown(&mut rep),
        Some(Screen::ConsumerKey { org: ORG.into() })
    );
    let wrong = Answer::Key {
        key: "secret".into(),
    };
    let wrong = rep
        .life
        .run(rep.onboarding.answer(StepName::ConsumerKey, wrong))
        .unwrap();
    assert_eq!(code(wrong), "onboarding.consumer_key");
    rep.answers(StepName::ConsumerKey, Answer::Back);
    assert_eq!(rep.screen(), (None, None));
    rep.pastes(ORG).unwrap();
    rep.answers(
        StepName::ConsumerKey,
        Answer::Key {
            key: format!(" {KEY}\n"),
        },
    );
    assert_eq!(shown(&mut rep), activate(ORG));
    let refused = rep.pastes("acme.my.salesforce.com.evil.example");
    assert_eq!(code(refused), "salesforce.address_look_alike");
}

#[test]
fn without_a_mail_client_the_guide_goes_on_without_one() {
    let world = World::new();
    with_rep(&world);
    on_record(&world, None);
    let mut rep = Rep::new(&world);
    rep.pastes(ORG).unwrap();
    rep.answers(StepName::ConsumerKey, Answer::Key { key: KEY.into() });
    rep.signs_in(Provider::Salesforce).unwrap();
    rep.answers(StepName::Start, Answer::Next);
    rep.answers(StepName::Intro, Answer::Next);
    assert_eq!(
        rep.screen(),
        on(StepName::ChooseMail, "onboarding.mail_not_offered")
    );
    rep.answers(StepName::ChooseMail, Answer::Skip);
    assert_eq!(rep.screen(), at(StepName::Finish));

    let world = under(&json!({ "orgs": [org(ORG, KEY)] }));
    let mut rep = Rep::new(&world);
    rep.signs_in(Provider::Salesforce).unwrap();
    rep.answers(StepName::Start, Answer::Next);
    rep.answers(StepName::Intro, Answer::Next);
    rep.answers(StepName::ChooseMail, Answer::Skip);
    assert_eq!(
        rep.screen(),
        at(StepName::ChooseMail),
        "where there is one, it is asked for"
    );
}

#[test]
fn the_policy_s_apps_beat_an_invitation_s_and_a_change_signs_nobody_out() {
    let world = under(&json!({ "orgs": [org(ORG, OTHER_KEY)] }));
    let mut rep = Rep::invited(&world);
    let acme = OrgHost::parse(ORG).unwrap();
    let key = |rep: &mut Rep| {
        let config = rep.life.run(rep.onboarding.config_of(&acme)).unwrap();
        config.map(|config| config.consumer_key.as_str().to_owned())
    };
    assert_eq!(key(&mut rep).as_deref(), Some(OTHER_KEY));
    rep.sets_up();
    drop(rep);
    let mut rep = changed(&world, &json!({ "orgs": [org(ORG, KEY)] }));
    assert_eq!(rep.screen(), (None, None));
    assert_eq!(key(&mut rep).as_deref(), Some(KEY));
    drop(rep);
    let mut rep = changed(&world, &json!({}));
    assert_eq!(rep.screen(), (None, None), "what was set up works on");
    assert_eq!(key(&mut rep).as_deref(), Some(KEY));
    assert_eq!(world.sign_ins().len(), 2);
}

#[test]
fn a_policy_that_changes_in_the_middle_of_the_guide() {
    let world = under(&json!({ "orgs": [org(ORG, KEY)] }));
    let mut rep = Rep::new(&world);
    assert_eq!(rep.screen(), at(StepName::Activate));
    drop(rep);
    let mut rep = changed(&world, &json!({}));
    assert_eq!(
        rep.screen(),
        (None, None),
        "nobody signed in: the proposal goes"
    );
    assert!(matches!(rep.sees(), PopupView::NotInvited { .. }));
    drop(rep);
    let mut rep = changed(&world, &json!({ "orgs": [org(ORG, KEY)] }));
    rep.signs_in(Provider::Salesforce).unwrap();
    rep.answers(StepName::Start, Answer::Next);
    drop(rep);
    let mut rep = changed(&world, &json!({}));
    assert_eq!(
        rep.screen(),
        at(StepName::Intro),
        "signed in: the guide goes on"
    );
}

#[test]
fn the_same_address_rule_is_the_policy_s() {
    for (rule, screen) in [
        (
            "strict",
            on(StepName::SignInFailed, "mailbox.address_differs"),
        ),
        ("warn", at(StepName::MailConnected)),
        ("off", at(StepName::MailConnected)),
    ] {
        let world = World::new();
        signed_in_as(&world, REP, "jo.private@gmail.example");
        world.set_policy(&json!({ "orgs": [org(ORG, KEY)], "sameAddress": rule }));
        let mut rep = Rep::new(&world);
        rep.signs_in(Provider::Salesforce).unwrap();
        rep.answers(StepName::Start, Answer::Next);
        rep.answers(StepName::Intro, Answer::Next);
        rep.signs_in(Provider::Google).unwrap();
        assert_eq!(rep.screen(), screen, "{rule}");
        let told = match shown(&mut rep) {
            Some(Screen::MailConnected { differs, .. }) => differs,
            _ => None,
        };
        assert_eq!(told.is_some(), rule == "warn");
    }
}

#[test]
fn a_rep_at_home_adds_a_further_org_and_may_think_better_of_it() {
    let world = under(&json!({ "orgs": [org(ORG, KEY)], "otherOrgs": true }));
    let mut rep = Rep::new(&world);
    rep.sets_up();
    rep.life.run(rep.onboarding.add_org()).unwrap().unwrap();
    assert_eq!(rep.screen(), at(StepName::ChooseOrg));
    rep.answers(StepName::ChooseOrg, Answer::Back);
    assert_eq!(rep.screen(), (None, None));
    rep.life.run(rep.onboarding.add_org()).unwrap().unwrap();
    rep.pastes(UAT).unwrap();
    rep.answers(StepName::ConsumerKey, Answer::Key { key: KEY.into() });
    assert_eq!(shown(&mut rep), activate(UAT));
    rep.answers(StepName::Activate, Answer::Decline);
    assert_eq!(rep.screen(), (None, None), "home as before");
}
