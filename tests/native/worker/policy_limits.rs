//! A policy is a fence: what it leaves out has no way in, and what is there already stays and does nothing.

use crate::support::onboarding_rep::{Rep, at, code as code_of, on};
use crate::support::onboarding_services::{GOOGLE, ORG, UAT, invitation, with_rep};
use crate::support::salesforce_org::{key, org};
use crate::support::worker::{
    ADA, Asked, ada, code, lightning, mail, page, panel, popup_today, set_up,
};
use crate::world::{BrowserCall, World};
use msi_actions::base::{Fault, IntentId, Provider, UnsentWork};
use msi_actions::onboarding::{Answer, PopupView, Screen, StepName};
use msi_actions::outbox::OutboxState;
use msi_actions::panel::PanelView;
use msi_actions::ports::{Area, Random};
use msi_actions::protocol::{
    CheckAgain, GetDiagnostics, GetOutbox, GetPolicy, GetPopup, GetProfile, GetRecord, Look,
    PageOrder, PasteInvitation, Sender, SignOut, StartSignIn, Submit,
};
use msi_actions::settings::{Known, Source};
use serde_json::{Value, json};
use std::rc::Rc;
use std::time::Duration;

const GLOBEX: &str = "globex.my.salesforce.com";

/// A policy that lists this org alone.
fn only(host: &str) -> Value {
    json!({ "orgs": [{ "host": host, "consumerKey": key().as_str(), "googleClientId": GOOGLE }] })
}

fn obeys(asked: &mut Asked, policy: &Value) {
    asked.world.set_policy(policy);
    asked.life.run(asked.worker.policy_changed()).unwrap();
}

fn submits(asked: &mut Asked) -> Result<(), Fault> {
    let intent = IntentId::new(asked.world.bytes());
    let (record, form) = (ada(), mail());
    let submit = Submit {
        intent,
        record,
        form,
        sure: Vec::new(),
    };
    asked.ask(panel(&lightning(ADA)), submit).map(drop)
}

/// What is wrong in the orgs where the rep works.
fn faults(asked: &mut Asked) -> Vec<String> {
    let profile = asked.ask(Sender::App, GetProfile {}).unwrap();
    let faults = profile.orgs.into_iter().filter_map(|own| own.fault);
    faults.map(|fault| fault.code.as_str().to_owned()).collect()
}

#[test]
fn an_org_that_is_not_listed_any_more_does_nothing_and_is_not_signed_out() {
    let (mut asked, acme) = set_up();
    submits(&mut asked).unwrap();
    obeys(&mut asked, &only(GLOBEX));
    let before = acme.count("");
    assert_eq!(faults(&mut asked), ["policy.other_org"]);
    let order = asked
        .ask(page(&lightning(ADA)), Look { seen: false })
        .unwrap();
    assert_eq!(order, PageOrder::Unmount);
    let refresh = true;
    let view = asked.ask(panel(&lightning(ADA)), GetRecord { refresh });
    let PanelView::Failed { fault } = view.unwrap() else {
        panic!("a view of an org that is left out")
    };
    assert_eq!(fault.code.as_str(), "policy.other_org");
    assert_eq!(code(submits(&mut asked)), "policy.other_org");
    let sign_in = StartSignIn {
        provider: Provider::Salesforce,
        unsent: UnsentWork::Keep,
        org: Some(org()),
        another: true,
    };
    assert_eq!(code(asked.ask(Sender::App, sign_in)), "policy.other_org");
    assert_eq!(popup_today(&mut asked, refresh).orgs, []);
    asked.ask(Sender::Popup, CheckAgain {}).unwrap();
    asked.life.pass(Duration::from_secs(48 * 60 * 60)).unwrap();
    let [
        OutboxState::Waiting {
            fault: Some(fault), ..
        },
    ] = &asked
        .ask(Sender::Popup, GetOutbox {})
        .unwrap()
        .iter()
        .map(|item| item.state.clone())
        .collect::<Vec<_>>()[..]
    else {
        panic!("it did not wait")
    };
    assert_eq!(fault.code.as_str(), "policy.other_org");
    assert_eq!(acme.count(""), before, "the org was asked");

    obeys(&mut asked, &json!({}));
    assert_eq!(faults(&mut asked), Vec::<String>::new());
    let order = asked
        .ask(page(&lightning(ADA)), Look { seen: false })
        .unwrap();
    assert!(matches!(order, PageOrder::Mount { .. }), "it is all back");
}

#[test]
fn a_session_in_an_org_that_is_left_out_can_be_ended() {
    let (mut asked, acme) = set_up();
    obeys(&mut asked, &only(GLOBEX));
    let org = Some(org());
    let provider = Provider::Salesforce;
    asked
        .ask(
            Sender::App,
            SignOut {
                provider,
                org,
                unsent: UnsentWork::Keep,
            },
        )
        .unwrap();
    assert_eq!(acme.count("/services/oauth2/revoke"), 1);
}

#[test]
fn who_works_in_an_org_that_is_left_out_is_offered_the_one_that_is_listed() {
    let (mut asked, _) = set_up();
    obeys(&mut asked, &only(UAT));
    let PopupView::Wizard(wizard) = asked.ask(Sender::Popup, GetPopup {}).unwrap() else {
        panic!("no offer")
    };
    let invited = None;
    assert_eq!(
        wizard.screen,
        Screen::Activate {
            org: UAT.into(),
            invited
        }
    );
    // The profile page still has the other, so that it can be signed out of.
    let profile = asked.ask(Sender::App, GetProfile {}).unwrap();
    let listed: Vec<_> = profile.orgs.iter().map(|own| own.org.as_str()).collect();
    assert_eq!(listed, [ORG]);
    obeys(&mut asked, &json!({}));
    assert_eq!(faults(&mut asked), Vec::<String>::new());
}

#[test]
fn no_link_and_no_address_leads_to_an_org_that_is_not_listed() {
    let world = World::new();
    with_rep(&world);
    world.set_policy(&only(GLOBEX));
    let mut rep = Rep::new(&world);
    let page = invitation(&world);
    rep.life
        .run(rep.onboarding.invited_by_page(&page))
        .unwrap()
        .unwrap();
    assert_eq!(
        rep.screen(),
        at(StepName::Activate),
        "a page changes nothing"
    );
    let PopupView::Wizard(wizard) = rep.sees() else {
        panic!("the listed org is offered")
    };
    let invited = None;
    assert_eq!(
        wizard.screen,
        Screen::Activate {
            org: GLOBEX.into(),
            invited
        }
    );
    for text in [
        page.as_str(),
        ORG,
        "https://acme.lightning.force.com/lightning/o/Lead/list",
    ] {
        assert_eq!(code_of(rep.pastes(text)), "policy.other_org", "{text}");
    }
    assert_eq!(world.sign_ins().len(), 0);
}

#[test]
fn an_org_in_the_middle_of_its_set_up_says_that_it_is_left_out_and_can_be_declined() {
    let world = World::new();
    with_rep(&world);
    let mut rep = Rep::invited(&world);
    rep.signs_in(Provider::Salesforce).unwrap();
    rep.answers(StepName::Start, Answer::Next);
    drop(rep);
    world.set_policy(&only(GLOBEX));
    let mut rep = Rep::new(&world);
    rep.policies.changed();
    assert_eq!(rep.screen(), on(StepName::Activate, "policy.other_org"));
    assert_eq!(
        code_of(rep.signs_in(Provider::Salesforce)),
        "policy.other_org"
    );
    drop(rep);
    world.set_policy(&json!({}));
    let mut rep = Rep::new(&world);
    rep.policies.changed();
    assert_eq!(rep.screen(), (Some(StepName::Start), None), "it goes on");
}

#[test]
fn every_surface_hears_what_cannot_be_read_and_what_holds() {
    let (mut asked, _) = set_up();
    let policy = json!({
        "mailClients": ["Outlook"], "actionsOff": ["sendEmail"], "sessionOnly": "true",
        "dailySendLimit": 0, "locale": "tlh", "required": ["sandboxes"],
    });
    obeys(&mut asked, &policy);
    let mistakes = asked.ask(Sender::Popup, GetPolicy {}).unwrap().mistakes;
    let told: Vec<_> = mistakes
        .iter()
        .map(|own| {
            (
                own.setting.as_str(),
                own.written.as_deref(),
                own.holds.as_str(),
            )
        })
        .collect();
    let all = r#"["send_email","log_call","add_task","add_to_campaign"]"#;
    let expected = [
        ("mailClients", Some(r#"["Outlook"]"#), "[]"),
        ("sessionOnly", Some("\"true\""), "true"),
        ("actionsOff", Some(r#"["sendEmail"]"#), all),
        ("dailySendLimit", Some("0"), "0"),
        ("sandboxes", None, "false"),
    ];
    assert_eq!(told, expected);
    let report = asked.ask(Sender::App, GetDiagnostics {}).unwrap().policy;
    let strict = report
        .settings
        .iter()
        .filter(|own| own.source == Source::Strictest);
    assert_eq!(strict.count(), expected.len());
    assert_eq!(code(submits(&mut asked)), "policy.action_off");
    obeys(&mut asked, &json!({ "dailySendLimit": "50" }));
    assert_eq!(code(submits(&mut asked)), "policy.no_sending");
    let link = ORG.to_owned();
    obeys(&mut asked, &json!({ "orgs": "acme" }));
    let pasted = asked.ask(Sender::Popup, PasteInvitation { link });
    assert_eq!(code(pasted), "policy.other_org");
}

#[test]
fn a_policy_that_cannot_be_read_is_never_no_policy() {
    for answer in [None, Some(""), Some("[]"), Some("{\"off\":"), Some("null")] {
        let (mut asked, acme) = set_up();
        obeys(&mut asked, &only(GLOBEX));
        let remembered = asked.world.stored(Area::Local)["policy"].clone();
        asked.world.break_policy(answer);
        asked.life.run(asked.worker.policy_changed()).unwrap();
        assert_eq!(faults(&mut asked), ["policy.other_org"], "{answer:?}");
        let before = acme.count("");
        asked.life.pass(Duration::from_secs(60 * 60)).unwrap();
        assert_eq!(acme.count(""), before);
        assert_eq!(asked.world.stored(Area::Local)["policy"], remembered);
        // Neither in the next life, nor in the next session of the browser.
        let world = Rc::clone(&asked.world);
        drop(asked);
        world.close_browser();
        let mut asked = Asked::new(&world);
        asked.life.pass(Duration::from_secs(60)).unwrap();
        assert_eq!(faults(&mut asked), ["policy.other_org"], "{answer:?}");
        assert_eq!(world.stored(Area::Local)["policy"], remembered);
        let report = asked.ask(Sender::App, GetDiagnostics {}).unwrap().policy;
        assert!(report.remembered && report.known == Known::Yes);
        world.mend_policy();
        world.set_policy(&json!({}));
        asked.life.run(asked.worker.policy_changed()).unwrap();
        assert_eq!(faults(&mut asked), Vec::<String>::new());
    }
}

#[test]
fn where_it_never_could_be_read_nothing_is_done_until_it_can() {
    let world = World::new();
    with_rep(&world);
    world.break_policy(None);
    let mut rep = Rep::new(&world);
    assert_eq!(code_of(rep.pastes(ORG)), "policy.unread");
    assert!(!world.stored(Area::Local).contains_key("policy"));
    let mut asked = Asked::new(&world);
    asked.worker.start();
    asked.life.pass(Duration::from_secs(60)).unwrap();
    let popup = asked.ask(Sender::Popup, GetPopup {}).unwrap();
    assert_eq!(popup, PopupView::Checking);
    world.mend_policy();
    asked.world.take_calls();
    asked.life.pass(Duration::from_secs(15)).unwrap();
    let told = asked.world.take_calls().into_iter();
    let told = told.filter(|call| matches!(call, BrowserCall::Changed(_)));
    assert!(told.count() > 0, "the surfaces ask again");
    let popup = asked.ask(Sender::Popup, GetPopup {}).unwrap();
    assert_eq!(popup, PopupView::NotInvited { fault: None });
    drop(asked);
    Rep::new(&world).pastes(ORG).unwrap();
}
