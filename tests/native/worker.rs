//! The worker as its surfaces meet it: one message in, one answer out.

use crate::acme::{Acme, JO, key, org};
use crate::google::{self, Google};
use crate::onboarding::providers::{invitation, with_rep};
use crate::world::{AuthAnswer, BrowserCall, Life, World};
use msi_actions::actions::{Form, SendEmail};
use msi_actions::base::{
    Fault, IntentId, ObjectType, Provider, Recipient, RecordId, RecordRef, TabId, Topic, UnsentWork,
};
use msi_actions::onboarding::{Answer, PopupView, StepName};
use msi_actions::outbox::{OutboxItem, Writing};
use msi_actions::panel::Tab;
use msi_actions::panel::{MailboxState, PanelView};
use msi_actions::ports::{Area, Clock, Random};
use msi_actions::protocol::{
    AnswerStep, BUILD, Call, GetOutbox, GetPopup, GetProfile, GetRecord, GetRecordNow, Look,
    OpenApp, OpenPopup, PageOrder, PasteInvitation, REQUESTS, RecordChanged, Reply, Request,
    SaveDraft, Sender, SetPanel, SignOut, StartSignIn, Submit, Submitted, Surface, Theme, Tour,
    TourOrder,
};
use msi_actions::salesforce::Sessions;
use msi_actions::worker::Extension;
use serde_json::json;
use std::rc::Rc;
use std::time::Duration;
use url::Url;

pub const ADA: &str = "00QAc0000000001";
const COMPOSITE: &str = "/services/data/v67.0/composite";
const LOOK: Look = Look {};
pub const TAB: TabId = TabId(7);

/// A life of the worker, and what it is asked.
pub struct Asked {
    pub world: Rc<World>,
    pub life: Life,
    pub worker: Rc<Extension<World>>,
}

impl Asked {
    pub fn new(world: &Rc<World>) -> Self {
        Self {
            world: Rc::clone(world),
            life: Life::begin(world),
            worker: Extension::new(Rc::clone(world)),
        }
    }

    pub fn ask<R: Request>(&mut self, from: Sender, request: R) -> Result<R::Response, Fault> {
        let call = Call {
            name: R::NAME.into(),
            build: BUILD.into(),
            body: serde_json::to_value(&request).unwrap(),
        };
        let text = self.life.run(self.worker.message(from, call)).unwrap();
        match serde_json::from_str(&text).unwrap() {
            Reply::Ok(value) => Ok(value),
            Reply::Fault(fault) => Err(fault),
        }
    }

    fn refused(&mut self, from: Sender, name: &str, build: &str) -> String {
        let call = Call {
            name: name.into(),
            build: build.into(),
            body: json!({ "step": 5 }),
        };
        let text = self.life.run(self.worker.message(from, call)).unwrap();
        match serde_json::from_str::<Reply<serde_json::Value>>(&text).unwrap() {
            Reply::Ok(value) => panic!("{name} was answered: {value}"),
            Reply::Fault(fault) => fault.code.as_str().to_owned(),
        }
    }
}

pub fn page(url: &str) -> Sender {
    let url = Url::parse(url).unwrap();
    Sender::Page(Tab::at(TAB, url))
}

pub fn panel(url: &str) -> Sender {
    let url = Url::parse(url).unwrap();
    Sender::Panel(Tab::at(TAB, url))
}

pub fn lightning(id: &str) -> String {
    format!("https://acme.lightning.force.com/lightning/r/Lead/{id}/view")
}

pub fn ada() -> RecordRef {
    RecordRef {
        org: org(),
        object: ObjectType::Lead,
        id: RecordId::parse(ADA).unwrap(),
    }
}

/// What the journal took; a test that is not about changed people has none.
pub fn taken(submitted: Submitted) -> Result<OutboxItem, Fault> {
    match submitted {
        Submitted::Taken(item) => Ok(*item),
        Submitted::Changed(changes) => panic!("{changes:?}"),
        Submitted::Unsure(doubts) => panic!("{doubts:?}"),
    }
}

/// A form that is opened afresh has its words kept for the first time.
pub fn keep(form: Form) -> SaveDraft {
    let writing = Writing {
        draft: IntentId::new([11; 16]),
        form: IntentId::new([12; 16]),
        edition: 1,
        seen: None,
        user: None,
    };
    SaveDraft {
        record: ada(),
        name: "Ada Lovelace".into(),
        form,
        writing,
    }
}

pub fn mail() -> Form {
    Form::SendEmail(SendEmail {
        to: vec![Recipient {
            address: "ada@analytical.example".into(),
            name: Some("Ada Lovelace".into()),
            record: Some(ada().id),
            ..Recipient::default()
        }],
        subject: "Hello".into(),
        html: "<p>Hello</p>".into(),
        text: "Hello".into(),
        ..SendEmail::default()
    })
}

pub fn code<T: std::fmt::Debug>(result: Result<T, Fault>) -> String {
    result.unwrap_err().code.as_str().to_owned()
}

/// A rep who has finished the set-up, with Ada's record in the org.
pub fn set_up() -> (Asked, Rc<Acme>) {
    let (asked, acme, _) = set_up_with_gmail();
    (asked, acme)
}

/// As [`set_up`], with the Google of the connected mailbox.
pub fn set_up_with_gmail() -> (Asked, Rc<Acme>, Rc<Google>) {
    let world = World::new();
    let (acme, google) = set_up_in(&world);
    (Asked::new(&world), acme, google)
}

/// The same, before the worker starts.
pub fn set_up_in(world: &Rc<World>) -> (Rc<Acme>, Rc<Google>) {
    let acme = Acme::on(world);
    let google = Google::on(world);
    let (org_page, google_page) = (Rc::clone(&acme), Rc::clone(&google));
    world.on_sign_in(move |world, url, how| match url.host_str() {
        Some("accounts.google.com") => google_page.sign_in(world.now(), url, how),
        _ => org_page.sign_in(url),
    });
    acme.rows("query?", json!([]));
    let lead = json!({ "Name": "Ada Lovelace", "Email": "ada@analytical.example" });
    acme.step("sobjects/Lead/", 200, lead);
    for object in ["Task/describe", "EmailMessage/describe"] {
        acme.step(object, 200, json!({ "createable": true, "fields": [] }));
    }
    let sessions = Sessions::new(Rc::clone(world));
    let (org, key) = (org(), key());
    let sign_in = sessions.sign_in(&org, &key, None);
    let mut life = Life::begin(world);
    life.run(sign_in).unwrap().unwrap();
    life.run(sessions.ask_invited(&org)).unwrap().unwrap();
    drop(life);
    let mailbox = json!({
        "v": 1, "provider": "google", "client_id": google::CLIENT,
        "sub": "sub-jo", "address": "jo@acme.example", "name": "Jo Devries", "expired": false,
    });
    world.plant(Area::Local, "mailbox", &mailbox.to_string());
    let hour = Duration::from_secs(3599);
    let ends = world.now().after(hour);
    google.tokens.borrow_mut().insert("ya29.first".into(), ends);
    let token = json!({
        "v": 1, "sub": "sub-jo", "secret": "ya29.first", "drafts": false,
        "expires": ends.0 - 60_000, "ending": ends.0 - 600_000,
    });
    world.plant(Area::Session, "mailbox.token", &token.to_string());
    let config = json!({ "consumer_key": key.as_str(), "google": null, "microsoft": null });
    let wizard = json!({
        "v": 1, "step": "home", "finished": true, "mail": "google",
        "invitation": { "org": org.as_str(), "config": config, "invited": "jo@acme.example" },
    });
    world.plant(Area::Local, "onboarding.wizard", &wizard.to_string());
    world.on_page_of(TAB, Some(JO), false);
    (acme, google)
}

#[test]
fn every_request_has_an_answer_for_everyone() {
    let mut asked = Asked::new(&World::new());
    let senders = [
        Sender::Popup,
        Sender::App,
        page("https://acme.my.salesforce.com/"),
        panel("https://acme.my.salesforce.com/"),
    ];
    for (name, allowed) in REQUESTS {
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
    let of_page = |(_, from): &&(&str, &[Surface])| from.contains(&Surface::Page);
    let names: Vec<_> = REQUESTS
        .iter()
        .filter(of_page)
        .map(|(name, _)| *name)
        .collect();
    assert_eq!(names, ["look", "set_panel", "record_changed"]);
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
        "https://acme.lightning.force.com/lightning/o/Lead/list",
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
    assert_eq!(view.name, "Ada Lovelace");
    let address = "jo@acme.example".into();
    assert_eq!(
        view.mailbox,
        MailboxState::Ready {
            address,
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
