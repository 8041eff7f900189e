//! The worker as its surfaces meet it: one message in, one answer out.

use crate::support::onboarding_services::{invitation, with_rep};
use crate::support::worker::{ADA, Asked, TAB, ada, code, lightning, mail, page, panel, set_up};
use crate::world::{AuthAnswer, BrowserCall, World};
use msi_actions::base::{IntentId, Provider, Topic, UnsentWork};
use msi_actions::mailbox::{MAX_BYTES, MailLimit};
use msi_actions::onboarding::{Answer, PopupView, StepName};
use msi_actions::panel::{MailboxState, PanelView};
use msi_actions::ports::Random;
use msi_actions::protocol::{
    AnswerStep, BUILD, GetOutbox, GetPopup, GetProfile, GetRecord, GetRecordNow, Look, OpenApp,
    OpenPopup, PageOrder, PasteInvitation, RecordChanged, RequestInfo, Sender, SetPanel, SignOut,
    StartSignIn, Submit, Surface, Theme, Tour, TourOrder, all_requests,
};
use std::rc::Rc;
use std::time::Duration;

const COMPOSITE: &str = "/services/data/v67.0/composite";
const LOOK: Look = Look { seen: false };

#[test]
fn every_request_has_an_answer_for_everyone() {
    let mut asked = Asked::new(&World::new());
    let senders = [
        Sender::Popup,
        Sender::App,
        page("https://acme.my.salesforce.com/"),
        panel("https://acme.my.salesforce.com/"),
    ];
    for RequestInfo {
        name,
        from: allowed,
        ..
    } in all_requests()
    {
        for sender in &senders {
            let updated = asked.refused(sender.clone(), name, "0.0.0");
            assert_eq!(updated, "bug.updated", "{name}");
            if !allowed.contains(&sender.surface()) {
                let refused = asked.refused(sender.clone(), name, BUILD);
                assert_eq!(refused, "bug.not_yours_to_ask", "{name}");
            }
        }
    }
    let unknown = asked.refused(Sender::Popup, "get_tokens", BUILD);
    assert_eq!(unknown, "bug.unknown_request");
    let malformed = asked.refused(Sender::Popup, "answer_step", BUILD);
    assert_eq!(malformed, "bug.malformed_request");
}

#[test]
fn a_panel_never_shows_one_record_beside_the_page_of_another() {
    let (mut asked, acme) = set_up();
    let now = |asked: &mut Asked, url: &str| asked.ask(panel(url), GetRecordNow {}).unwrap();
    let other = lightning("00QAc0000000002");
    let loading = |view: &PanelView, id: &str| matches!(view, PanelView::Loading { record } if record.id.as_str().starts_with(id));
    let before = acme.count(COMPOSITE);
    assert!(loading(&now(&mut asked, &lightning(ADA)), ADA));
    assert_eq!(acme.count(COMPOSITE), before, "Salesforce is not asked");
    asked
        .ask(panel(&lightning(ADA)), GetRecord { refresh: false })
        .unwrap();
    assert!(matches!(
        now(&mut asked, &lightning(ADA)),
        PanelView::Record(_)
    ));
    assert!(loading(&now(&mut asked, &other), "00QAc0000000002"));
    let home = "https://acme.lightning.force.com/lightning/page/home";
    assert_eq!(now(&mut asked, home), PanelView::NoRecord);
    asked.world.on_page_of(TAB, Some("005Ac0000000003"), false);
    let stranger = now(&mut asked, &lightning(ADA));
    assert!(matches!(stranger, PanelView::OtherUser { .. }));
}

#[test]
fn a_page_says_that_its_record_changed_and_the_panel_asks_once() {
    let (mut asked, acme) = set_up();
    let look = |asked: &mut Asked| {
        let view = asked.ask(panel(&lightning(ADA)), GetRecord { refresh: false });
        assert!(matches!(view, Ok(PanelView::Record(_))), "{view:?}");
    };
    look(&mut asked);
    let before = acme.count(COMPOSITE);
    look(&mut asked);
    asked.ask(page(&lightning(ADA)), RecordChanged {}).unwrap();
    let changed = BrowserCall::Changed(Topic::Record);
    assert!(asked.world.take_calls().contains(&changed));
    let now = asked.ask(panel(&lightning(ADA)), GetRecordNow {}).unwrap();
    assert!(now.is_due(), "shown at once, and due");
    look(&mut asked);
    look(&mut asked);
    assert_eq!(acme.count(COMPOSITE), before + 1);
    // A page without a record, or of an org that is not the rep's, says nothing of use.
    for url in [
        "https://acme.lightning.force.com/lightning/page/home",
        "https://other.lightning.force.com/lightning/r/Lead/00QAc0000000001/view",
    ] {
        asked.ask(page(url), RecordChanged {}).unwrap();
    }
}

#[test]
fn the_page_may_only_look_and_place_the_panel() {
    let names: Vec<_> = all_requests()
        .filter(|request| request.from.contains(&Surface::Page))
        .map(|request| request.name)
        .collect();
    assert_eq!(
        names,
        ["look", "set_panel", "record_changed", "rows_checked"]
    );
}

#[test]
fn no_two_areas_have_a_request_of_the_same_name() {
    let mut names: Vec<_> = all_requests().map(|request| request.name).collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all, "{names:?}");
}

#[test]
fn an_answer_that_takes_too_long_is_a_fault_and_the_work_goes_on() {
    let (mut asked, acme) = set_up();
    asked.world.set_silent(true);
    let view = asked.ask(panel(&lightning(ADA)), GetRecord { refresh: false });
    assert_eq!(code(view), "worker.no_answer");
    asked.world.set_silent(false);
    asked.life.settle().unwrap();
    assert!(!asked.life.busy());
    let before = acme.count("/services/data/v67.0/composite");
    let view = asked.ask(panel(&lightning(ADA)), GetRecord { refresh: false });
    assert!(matches!(view, Ok(PanelView::Record(_))));
    assert_eq!(acme.count("/services/data/v67.0/composite"), before);
}

#[test]
fn an_invitations_page_becomes_the_web_application_and_no_popup_opens_by_itself() {
    let world = World::new();
    let mut asked = Asked::new(&world);
    let order = asked.ask(page(invitation(&world).as_str()), LOOK).unwrap();
    assert_eq!(order, PageOrder::Unmount);
    asked.life.settle().unwrap();
    let calls = world.take_calls();
    let welcome = BrowserCall::TurnIntoApp(TAB, "#/welcome".into());
    assert!(calls.contains(&welcome) && !calls.contains(&BrowserCall::OpenPopup));
    asked.ask(Sender::App, OpenPopup {}).unwrap();
    asked.life.settle().unwrap();
    assert!(
        world.take_calls().contains(&BrowserCall::OpenPopup),
        "after a click there"
    );
    let popup = asked.ask(Sender::Popup, GetPopup {}).unwrap();
    let PopupView::Wizard(wizard) = popup else {
        panic!("no wizard")
    };
    assert_eq!(wizard.screen.name(), StepName::Activate);
}

#[test]
fn the_panel_is_for_records_of_the_rep_s_org_once_the_set_up_is_finished() {
    let (mut asked, _) = set_up();
    let mount = PageOrder::Mount {
        collapsed: false,
        width: 360,
        theme: Theme::Browser,
    };
    let classic = format!("https://acme.my.salesforce.com/{ADA}");
    for url in [&lightning(ADA), &classic] {
        assert_eq!(asked.ask(page(url), LOOK), Ok(mount.clone()), "{url}");
    }
    let other = "https://other.lightning.force.com/lightning/r/Lead/00QAc0000000001/view";
    for url in [
        "https://acme.lightning.force.com/lightning/o/Account/list",
        "https://acme.my.salesforce.com/secur/frontdoor.jsp?sid=00D&retURL=/00QAc0000000001",
        "https://acme.my.salesforce.com/services/oauth2/authorize?client_id=1",
        other,
    ] {
        assert_eq!(asked.ask(page(url), LOOK), Ok(PageOrder::Unmount), "{url}");
    }
    asked
        .ask(
            Sender::App,
            SignOut {
                unsent: UnsentWork::Keep,
                provider: Provider::Salesforce,
                org: None,
            },
        )
        .unwrap();
    assert_eq!(asked.ask(page(&classic), LOOK), Ok(PageOrder::Unmount));
    let told = asked.world.take_calls();
    assert!(
        told.contains(&BrowserCall::LookAgain)
            && told.contains(&BrowserCall::Changed(Topic::Setup))
    );
}

#[test]
fn the_panel_s_place_is_kept_within_bounds() {
    let (mut asked, _) = set_up();
    for (width, kept) in [(10, 320), (9_999, 600), (400, 400)] {
        let collapsed = width == 400;
        let place = SetPanel { collapsed, width };
        asked.ask(panel(&lightning(ADA)), place).unwrap();
        let order = asked.ask(page(&lightning(ADA)), LOOK).unwrap();
        let (width, theme) = (kept, Theme::Browser);
        assert_eq!(
            order,
            PageOrder::Mount {
                collapsed,
                width,
                theme
            }
        );
    }
    asked.world.close_browser();
    let mut next = Asked::new(&asked.world);
    let order = next.ask(page(&lightning(ADA)), LOOK).unwrap();
    assert!(matches!(
        order,
        PageOrder::Mount {
            collapsed: true,
            width: 400,
            ..
        }
    ));
}

#[test]
fn the_panel_shows_the_record_of_its_tab() {
    let (mut asked, _) = set_up();
    let shown = asked.ask(panel(&lightning(ADA)), GetRecord { refresh: false });
    let Ok(PanelView::Record(view)) = shown else {
        panic!("no record: {shown:?}")
    };
    assert_eq!(view.facts.name, "Ada Lovelace");
    let address = "jo@acme.example".into();
    assert_eq!(
        view.mailbox,
        MailboxState::Ready {
            address,
            limit: MailLimit {
                provider: Provider::Google,
                bytes: MAX_BYTES
            },
            fault: None
        }
    );
    let home = "https://acme.lightning.force.com/lightning/page/home";
    let shown = asked.ask(panel(home), GetRecord { refresh: false });
    assert_eq!(shown, Ok(PanelView::NoRecord));

    let mut fresh = Asked::new(&World::new());
    let shown = fresh.ask(panel(&lightning(ADA)), GetRecord { refresh: false });
    assert_eq!(shown, Ok(PanelView::NotSetUp));
}

#[test]
fn a_record_that_is_named_must_be_the_one_in_the_tab() {
    let (mut asked, _) = set_up();
    let elsewhere = panel(&lightning("00QAc0000000002"));
    let intent = IntentId::new(asked.world.bytes());
    let submit = || Submit {
        intent: intent.clone(),
        record: ada(),
        form: mail(),
        sure: Vec::new(),
    };
    assert_eq!(
        code(asked.ask(elsewhere.clone(), submit())),
        "worker.other_record"
    );
    let home = panel("https://acme.lightning.force.com/lightning/page/home");
    assert_eq!(code(asked.ask(home, submit())), "worker.no_record");
    assert_eq!(asked.ask(Sender::Popup, GetOutbox {}), Ok(vec![]));

    let mut fresh = Asked::new(&World::new());
    let early = fresh.ask(panel(&lightning(ADA)), submit());
    assert_eq!(code(early), "worker.not_set_up");
}

#[test]
fn a_sign_in_is_accepted_at_once_and_the_popup_comes_back_where_it_began() {
    for (from, reopens) in [(Sender::Popup, true), (Sender::App, false)] {
        let world = World::new();
        with_rep(&world);
        let mut asked = Asked::new(&world);
        let link = invitation(&world).to_string();
        asked.ask(Sender::Popup, PasteInvitation { link }).unwrap();
        let provider = Provider::Salesforce;
        world.take_calls();
        asked
            .ask(
                from,
                StartSignIn {
                    provider,
                    org: None,
                    another: false,
                    unsent: UnsentWork::Keep,
                },
            )
            .unwrap();
        asked.life.pass(Duration::from_secs(5)).unwrap();
        let opened = world.take_calls().contains(&BrowserCall::OpenPopup);
        assert_eq!(opened, reopens);
        let Ok(PopupView::Wizard(wizard)) = asked.ask(Sender::Popup, GetPopup {}) else {
            panic!("no wizard")
        };
        assert_eq!(wizard.screen.name(), StepName::Start);
    }
}

#[test]
fn a_sign_in_of_the_last_life_is_ended_at_the_start_of_the_next() {
    let world = World::new();
    world.on_sign_in(|_, _, _| AuthAnswer::StaysOpen);
    let mut asked = Asked::new(&world);
    let link = invitation(&world).to_string();
    asked.ask(Sender::Popup, PasteInvitation { link }).unwrap();
    let provider = Provider::Salesforce;
    asked
        .ask(
            Sender::Popup,
            StartSignIn {
                provider,
                org: None,
                another: false,
                unsent: UnsentWork::Keep,
            },
        )
        .unwrap();
    asked.life.settle().unwrap();
    drop(asked);
    world.take_calls();
    let mut next = Asked::new(&world);
    next.worker.start();
    next.life.settle().unwrap();
    assert!(
        world
            .take_calls()
            .contains(&BrowserCall::Changed(Topic::Setup))
    );
    let Ok(PopupView::Wizard(wizard)) = next.ask(Sender::Popup, GetPopup {}) else {
        panic!("no wizard")
    };
    assert_eq!(wizard.screen.name(), StepName::SignInFailed);
    let fault = wizard.fault.unwrap();
    assert_eq!(fault.code.as_str(), "onboarding.sign_in_not_finished");
}

#[test]
fn the_profile_and_the_web_application() {
    let (mut asked, _) = set_up();
    let profile = asked.ask(Sender::App, GetProfile {}).unwrap();
    assert_eq!(profile.name.as_deref(), Some("Jo Devries"));
    assert_eq!(profile.connections.len(), 2);
    let route = |route: &str| OpenApp {
        route: route.into(),
    };
    asked.ask(Sender::Popup, route("#/profile")).unwrap();
    let opened = BrowserCall::OpenApp("#/profile".into());
    assert!(asked.world.take_calls().contains(&opened));
    let away = asked.ask(Sender::Popup, route("https://evil.example/"));
    assert_eq!(code(away), "bug.malformed_request");
}

#[test]
fn installing_reaches_tabs_that_were_open() {
    let mut asked = Asked::new(&World::new());
    let worker = Rc::clone(&asked.worker);
    asked.life.run(worker.installed("install")).unwrap();
    assert_eq!(asked.world.take_calls(), [BrowserCall::LookAgain]);
}

#[test]
fn the_tour_is_had_once_and_can_be_ordered_again() {
    let (mut asked, _acme) = set_up();
    let panel = panel(&lightning(ADA));
    let mut tour = |from: &Sender, order| {
        let view = asked.ask(from.clone(), Tour { order });
        view.unwrap().wanted
    };
    assert!(!tour(&panel, TourOrder::Ask), "Not now was answered");
    assert!(tour(&Sender::App, TourOrder::Want));
    assert!(tour(&panel, TourOrder::Ask));
    assert!(!tour(&panel, TourOrder::End));
    assert!(!tour(&Sender::App, TourOrder::Ask));
}

#[test]
fn a_stale_popup_changes_nothing() {
    let (mut asked, _) = set_up();
    let (step, answer) = (StepName::Signature, Answer::Save { html: "x".into() });
    let view = asked.ask(Sender::Popup, AnswerStep { step, answer });
    assert!(matches!(view, Ok(PopupView::Home(_))));
    let profile = asked.ask(Sender::App, GetProfile {}).unwrap();
    assert_eq!(profile.signature, "");
}
