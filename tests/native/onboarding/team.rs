//! Whether the org has the rep in the team: at sign-in, after a renewal, daily, and when they ask.

use crate::world::{World, json as answer};
use msi_actions::accounts::Standing;
use msi_actions::base::{OrgHost, Provider};
use msi_actions::onboarding::{Invited, PopupView, Screen, StepName};
use msi_actions::ports::Area;
use serde_json::json;
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use crate::support::onboarding_rep::{Rep, at, on};
use crate::support::onboarding_services::{ORG, REP, record, rows, says as org_says, signed_in_as};

/// What the org answers when it is asked for the rep's accesses.
#[derive(Clone, Copy, PartialEq)]
enum Says {
    InTeam,
    NotInTeam,
    NoSuchObject,
    ApiDisabled,
    Nothing,
}

struct Org {
    says: Rc<Cell<Says>>,
    asked: Rc<Cell<usize>>,
}

fn world(says: Says) -> (Rc<World>, Org) {
    let world = World::new();
    let org = Org {
        says: Rc::new(Cell::new(says)),
        asked: Rc::default(),
    };
    signed_in_as(&world, REP, REP);
    let (says, asked) = (Rc::clone(&org.says), Rc::clone(&org.asked));
    world.on_http(move |_, request| {
        if !request.uri().path().ends_with("/composite") {
            return None;
        }
        asked.set(asked.get() + 1);
        let refusal = |code: &str| json!([{ "errorCode": code, "message": "No" }]);
        let both = |team| Some(Ok(org_says(team, answer(200, rows(&json!([record()]))))));
        match says.get() {
            Says::InTeam => both(answer(200, rows(&json!([{}])))),
            Says::NotInTeam => both(answer(200, rows(&json!([])))),
            Says::NoSuchObject => both(answer(400, refusal("INVALID_TYPE"))),
            Says::ApiDisabled => Some(Ok(answer(403, refusal("API_DISABLED_FOR_ORG")))),
            Says::Nothing => Some(Ok(answer(503, json!([])))),
        }
    });
    (world, org)
}

fn acme() -> OrgHost {
    OrgHost::parse(ORG).unwrap()
}

fn checks(rep: &mut Rep) -> Result<bool, String> {
    let asked = rep.life.run(rep.onboarding.ask_teams(true)).unwrap();
    asked.map_err(|fault| fault.code.as_str().to_owned())
}

#[test]
fn who_is_not_in_the_team_reads_so_and_stays_signed_in() {
    let (world, org) = world(Says::NotInTeam);
    let mut rep = Rep::invited(&world);
    assert_eq!(rep.signs_in(Provider::Salesforce), Ok(true));
    assert_eq!(
        rep.screen(),
        on(StepName::NotInTeam, "onboarding.not_in_team")
    );
    let PopupView::Wizard(wizard) = rep.sees() else {
        panic!("the guide");
    };
    let expected = Screen::NotInTeam {
        org: ORG.into(),
        account: REP.into(),
        withdrawn: false,
    };
    assert_eq!(wizard.screen, expected);
    assert!(
        world
            .stored(Area::Local)
            .keys()
            .any(|key| key.starts_with("salesforce.session/"))
    );

    org.says.set(Says::InTeam);
    assert_eq!(
        checks(&mut rep),
        Ok(false),
        "there is no set-up to go on with yet"
    );
    assert_eq!(rep.screen(), at(StepName::Start));
    assert_eq!(world.sign_ins().len(), 1);
}

#[test]
fn an_org_that_cannot_say_it_counts_as_yes() {
    let (world, _) = world(Says::NoSuchObject);
    let mut rep = Rep::invited(&world);
    rep.signs_in(Provider::Salesforce).unwrap();
    assert_eq!(rep.screen(), at(StepName::Start));
    assert!(Invited::Unknown.may_work() && !Invited::No.may_work());
}

#[test]
fn an_org_that_gives_no_answer_keeps_nobody_out() {
    let (world, org) = world(Says::Nothing);
    let mut rep = Rep::invited(&world);
    rep.signs_in(Provider::Salesforce).unwrap();
    assert_eq!(rep.screen(), at(StepName::Start));
    org.says.set(Says::InTeam);
    rep.sets_up_from_start(); // asks again before a mail client is chosen
    org.says.set(Says::Nothing);
    assert_eq!(checks(&mut rep), Err("salesforce.unavailable".into()));
    assert_eq!(rep.screen(), (None, None));
}

#[test]
fn without_api_enabled_nobody_is_signed_in() {
    let (world, org) = world(Says::ApiDisabled);
    let mut rep = Rep::invited(&world);
    assert_eq!(rep.signs_in(Provider::Salesforce), Ok(false));
    assert_eq!(
        rep.screen(),
        on(StepName::SignInFailed, "salesforce.api_disabled")
    );
    let stored = world.stored(Area::Local);
    assert!(
        !stored
            .keys()
            .any(|key| key.starts_with("salesforce.session/"))
    );
    org.says.set(Says::InTeam);
    assert_eq!(rep.signs_in(Provider::Salesforce), Ok(true));
    assert_eq!(rep.screen(), at(StepName::Start));
}

#[test]
fn a_withdrawn_rep_finds_everything_again_once_they_are_back() {
    let (world, org) = world(Says::InTeam);
    let mut rep = Rep::invited(&world);
    rep.sets_up();
    org.says.set(Says::NotInTeam);
    assert_eq!(checks(&mut rep), Ok(true));
    assert_eq!(
        rep.screen(),
        on(StepName::NotInTeam, "onboarding.not_in_team")
    );
    let standing = rep.life.run(rep.accounts.standing(&acme())).unwrap();
    assert_eq!(standing, Ok(Standing::Withdrawn));

    org.says.set(Says::InTeam);
    assert_eq!(checks(&mut rep), Ok(true));
    assert_eq!(rep.screen(), (None, None));
    assert_eq!(world.sign_ins().len(), 2, "no second consent");
}

#[test]
fn it_is_asked_daily_and_not_before() {
    let (world, org) = world(Says::InTeam);
    let mut rep = Rep::invited(&world);
    rep.sets_up();
    let asked = org.asked.get();
    let mut looks = |after: Duration| {
        rep.life.pass(after).unwrap();
        let changed = rep.life.run(rep.onboarding.ask_teams(false)).unwrap();
        (changed, org.asked.get() - asked)
    };
    assert_eq!(looks(Duration::from_secs(3600)), (Ok(false), 0));
    org.says.set(Says::NotInTeam);
    assert_eq!(looks(Duration::from_secs(23 * 3600)), (Ok(true), 1));
    assert_eq!(looks(Duration::from_secs(3600)), (Ok(false), 1));
}

#[test]
fn another_account_takes_the_place_of_the_one_that_is_not_in_the_team() {
    let (world, org) = world(Says::NotInTeam);
    let mut rep = Rep::invited(&world);
    rep.signs_in(Provider::Salesforce).unwrap();
    org.says.set(Says::InTeam);
    assert_eq!(rep.signs_in_as_another(Provider::Salesforce), Ok(true));
    assert_eq!(rep.screen(), at(StepName::Start));
    let (url, _) = world.sign_ins().pop().unwrap();
    let asks = |name: &str| {
        url.query_pairs()
            .find(|(key, _)| key == name)
            .map(|(_, v)| v.into_owned())
    };
    assert_eq!(asks("prompt").as_deref(), Some("login"));
    assert_eq!(asks("login_hint"), None);
}
