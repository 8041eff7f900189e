//! Several orgs at once, and whose page the panel is beside.

use crate::support::onboarding_services::UAT;
use crate::support::salesforce_org::{JO, SAM, key, org};
use crate::support::worker::{ADA, Asked, TAB, ada, code, lightning, page, panel, set_up};
use msi_actions::actions::{Form, SendEmail};
use msi_actions::base::{Fault, IntentId, Provider, Recipient, UnsentWork};
use msi_actions::onboarding::{HomeView, PopupView};
use msi_actions::panel::{PageUser, PanelView};
use msi_actions::ports::{Area, Clock, PageUserClaim, Random};
use msi_actions::protocol::{
    ConfirmUser, GetPopup, GetProfile, GetRecord, Look, PageOrder, Sender, SignOut, Submit,
};
use proptest::prelude::*;
use serde_json::{Value, json};

fn uat(id: &str) -> String {
    format!("https://acme--uat.sandbox.lightning.force.com/lightning/r/Lead/{id}/view")
}

/// A rep of two orgs: production as [`set_up`], and its sandbox.
fn with_sandbox() -> Asked {
    let (asked, _) = set_up();
    let session = json!({
        "v": 1, "consumer_key": key().as_str(), "refresh_token": "refresh-uat",
        "org_id": "00DAc0000000002MAA", "user_id": SAM,
        "instance_url": format!("https://{UAT}"), "api_version": 67,
        "details": { "username": "jo@acme.example.uat", "email": "jo@acme.example.invalid", "name": "Jo in UAT" },
    });
    let world = &asked.world;
    world.plant(
        Area::Local,
        &format!("salesforce.session/{UAT}"),
        &session.to_string(),
    );
    let asked_before = json!({ "v": 2, "invited": "yes", "asked": world.now(), "said": "nothing" });
    world.plant(
        Area::Local,
        &format!("salesforce.invited/{UAT}"),
        &asked_before.to_string(),
    );
    let own = |host: &str| {
        json!({ "org": host, "invited": "jo@acme.example",
            "config": { "consumer_key": key().as_str(), "google": null, "microsoft": null } })
    };
    let wizard = json!({ "v": 2, "step": "home", "mail": "google", "invitation": null,
        "orgs": [own(org().as_str()), own(UAT)] });
    world.plant(Area::Local, "onboarding.wizard", &wizard.to_string());
    asked
}

fn home(asked: &mut Asked) -> HomeView {
    match asked.ask(Sender::Popup, GetPopup {}).unwrap() {
        PopupView::Home(home) => *home,
        other => panic!("not at home: {other:?}"),
    }
}

fn submit(asked: &Asked) -> Submit {
    let to = vec![Recipient {
        address: "ada@analytical.example".into(),
        name: None,
        record: Some(ada().id),
        ..Recipient::default()
    }];
    let mail = SendEmail {
        to,
        subject: "Hello".into(),
        html: "<p>Hello</p>".into(),
        ..SendEmail::default()
    };
    Submit {
        intent: IntentId::new(asked.world.bytes()),
        record: ada(),
        form: Form::SendEmail(mail),
        sure: Vec::new(),
    }
}

#[test]
fn each_org_s_tabs_have_their_panel_and_each_org_its_health() {
    let mut asked = with_sandbox();
    for url in [lightning(ADA), uat(ADA)] {
        let order = asked.ask(page(&url), Look { seen: false }).unwrap();
        assert!(matches!(order, PageOrder::Mount { .. }), "{url}");
    }
    let orgs = home(&mut asked).orgs;
    let seen: Vec<_> = orgs
        .iter()
        .map(|each| (each.org.as_str(), each.sandbox))
        .collect();
    assert_eq!(seen, [(org().as_str(), false), (UAT, true)]);
    assert!(orgs.iter().all(|each| each.fault.is_none()));
    let profile = asked.ask(Sender::App, GetProfile {}).unwrap();
    let own =
        |each: &&msi_actions::onboarding::ConnectionView| each.provider == Provider::Salesforce;
    assert_eq!(profile.connections.iter().filter(own).count(), 2);
}

#[test]
fn signing_out_of_one_org_leaves_the_other_as_it_was() {
    let mut asked = with_sandbox();
    let provider = Provider::Salesforce;
    let org = Some(org());
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
    assert_eq!(
        asked.ask(page(&lightning(ADA)), Look { seen: false }),
        Ok(PageOrder::Unmount)
    );
    let order = asked.ask(page(&uat(ADA)), Look { seen: false }).unwrap();
    assert!(matches!(order, PageOrder::Mount { .. }));
    let home = home(&mut asked);
    assert_eq!(home.name, "Jo in UAT");
    let faults: Vec<_> = home.orgs.iter().map(|each| each.fault.is_some()).collect();
    assert_eq!(faults, [true, false]);
}

#[test]
fn a_session_that_is_over_is_told_in_its_own_org_only() {
    let mut asked = with_sandbox();
    let at = format!("salesforce.session/{UAT}");
    let mut session: Value = serde_json::from_str(&asked.world.stored(Area::Local)[&at]).unwrap();
    session["refresh_token"] = Value::Null;
    asked.world.plant(Area::Local, &at, &session.to_string());
    let shown = asked
        .ask(panel(&uat(ADA)), GetRecord { refresh: false })
        .unwrap();
    let PanelView::OtherUser { .. } = shown else {
        panic!("the page is production's rep")
    };
    asked.world.on_page_of(TAB, Some(SAM), false);
    let shown = asked
        .ask(panel(&uat(ADA)), GetRecord { refresh: false })
        .unwrap();
    let PanelView::Failed { fault } = shown else {
        panic!("a view without a session")
    };
    assert_eq!(fault.code.as_str(), "salesforce.session_over");
    let faults: Vec<_> = home(&mut asked)
        .orgs
        .into_iter()
        .map(|each| each.fault.is_some())
        .collect();
    assert_eq!(faults, [false, true]);
}

#[test]
fn a_page_of_another_user_shows_nothing_asks_nothing_and_writes_nothing() {
    for (user, impersonated, refused) in [
        (Some(SAM), false, "worker.other_user"),
        (Some(JO), true, "worker.logged_in_as"),
        (None, true, "worker.logged_in_as"),
    ] {
        let (mut asked, _) = set_up();
        asked.world.on_page_of(TAB, user, impersonated);
        let before = asked.world.requests().len();
        let shown = asked
            .ask(panel(&lightning(ADA)), GetRecord { refresh: true })
            .unwrap();
        let other = PanelView::OtherUser {
            acting_as: "Jo Devries".into(),
            org: org(),
            impersonated,
        };
        assert_eq!(shown, other);
        let submit = submit(&asked);
        assert_eq!(code(asked.ask(panel(&lightning(ADA)), submit)), refused);
        assert_eq!(asked.world.requests().len(), before);
    }
}

#[test]
fn a_page_that_does_not_say_is_asked_about_once_a_tab() {
    let (mut asked, _) = set_up();
    asked.world.on_page_of(TAB, None, false);
    let page_user =
        |asked: &mut Asked| match asked.ask(panel(&lightning(ADA)), GetRecord { refresh: false }) {
            Ok(PanelView::Record(view)) => view.acting.page_user,
            other => panic!("no record: {other:?}"),
        };
    assert_eq!(
        page_user(&mut asked),
        PageUser::Unknown { confirmed: false }
    );
    let first = submit(&asked);
    assert_eq!(
        code(asked.ask(panel(&lightning(ADA)), first.clone())),
        "worker.confirm_user"
    );
    asked.ask(panel(&lightning(ADA)), ConfirmUser {}).unwrap();
    assert_eq!(page_user(&mut asked), PageUser::Unknown { confirmed: true });
    assert!(asked.ask(panel(&lightning(ADA)), first).is_ok());
    asked.world.on_page_of(TAB, Some(SAM), false);
    let refused: Result<_, Fault> = {
        let again = submit(&asked);
        asked.ask(panel(&lightning(ADA)), again)
    };
    assert_eq!(code(refused), "worker.other_user");
}

proptest! {
    /// Whatever a page says, only a user's id counts as one, by its 18 characters.
    #[test]
    fn a_hostile_page_names_nobody(text in ".{0,60}") {
        let claim = PageUserClaim::read(Some(&text), false);
        prop_assert!(claim.user.is_none_or(|user| user.as_str().starts_with("005")));
    }
}

#[test]
fn fifteen_characters_name_the_same_user_as_eighteen() {
    let short = PageUserClaim::read(JO.get(..15), false);
    assert_eq!(short, PageUserClaim::read(Some(JO), false));
    assert!(short.user.is_some());
    assert_eq!(PageUserClaim::read(Some(ADA), false).user, None);
}
