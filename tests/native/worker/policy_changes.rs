//! What a policy does to a worker: at once, live, and without signing anybody out.

use crate::support::google::{self, Google};
use crate::support::worker::{ADA, Asked, ada, code, lightning, mail, page, panel, set_up, taken};
use crate::world::{BrowserCall, Life, World};
use msi_actions::base::{ActionKind, Fault, IntentId};
use msi_actions::mailbox::Mailboxes;
use msi_actions::onboarding::PopupView;
use msi_actions::outbox::{OutboxItem, OutboxState};
use msi_actions::panel::PanelView;
use msi_actions::ports::{Area, Badge, Clock, Random};
use msi_actions::protocol::{
    GetDiagnostics, GetOutbox, GetPopup, GetProfile, GetRecord, GetReport, Look, PageOrder, Sender,
    Submit,
};
use msi_actions::settings::{Known, Source};
use serde_json::{Value, json};
use std::rc::Rc;
use std::time::Duration;

const CLIENT: &str = "11111111-2222-4333-8444-555555555555";

impl Asked {
    /// Chrome says that the administrator set something else.
    fn policy(&mut self, policy: Value) {
        self.world.set_policy(&policy);
        self.life.run(self.worker.policy_changed()).unwrap();
    }

    fn popup(&mut self) -> PopupView {
        self.ask(Sender::Popup, GetPopup {}).unwrap()
    }

    fn submits(&mut self) -> Result<OutboxItem, Fault> {
        let intent = IntentId::new(self.world.bytes());
        let (record, form) = (ada(), mail());
        let submit = Submit {
            intent,
            record,
            form,
            sure: Vec::new(),
        };
        taken(self.ask(panel(&lightning(ADA)), submit)?)
    }

    fn outbox(&mut self) -> Vec<OutboxState> {
        let items = self.ask(Sender::Popup, GetOutbox {}).unwrap();
        items.into_iter().map(|item| item.state).collect()
    }

    fn has_panel(&mut self) -> bool {
        let order = self
            .ask(page(&lightning(ADA)), Look { seen: false })
            .unwrap();
        order != PageOrder::Unmount
    }

    fn record(&mut self) -> PanelView {
        let refresh = false;
        self.ask(panel(&lightning(ADA)), GetRecord { refresh })
            .unwrap()
    }
}

/// A worker that starts as Chrome starts it.
fn started(world: &Rc<World>) -> Asked {
    let mut asked = Asked::new(world);
    asked.worker.start();
    asked.life.settle().unwrap();
    asked
}

#[test]
fn an_empty_first_answer_is_not_no_policy() {
    let world = World::new();
    let mut asked = started(&world);
    assert_eq!(asked.popup(), PopupView::Checking);
    asked.life.pass(Duration::from_secs(3)).unwrap();
    asked.policy(json!({ "off": true }));
    assert!(matches!(asked.popup(), PopupView::Off { .. }));
    asked.policy(json!({}));
    assert!(matches!(asked.popup(), PopupView::NotInvited { .. }));

    let mut nobody = started(&World::new());
    assert_eq!(nobody.popup(), PopupView::Checking);
    nobody.world.take_calls();
    nobody.life.pass(Duration::from_secs(7)).unwrap();
    assert!(matches!(nobody.popup(), PopupView::NotInvited { .. }));
    let told = nobody.world.take_calls();
    assert!(
        told.iter()
            .any(|call| matches!(call, BrowserCall::Changed(_)))
    );
}

#[test]
fn a_known_policy_holds_until_chrome_says_otherwise() {
    let world = World::new();
    let mut asked = started(&world);
    asked.policy(json!({ "off": true, "contact": "Robin" }));
    drop(asked);
    world.close_browser();
    world.set_policy(&json!({}));
    let mut asked = started(&world);
    let off = PopupView::Off {
        contact: Some("Robin".into()),
        held: 0,
    };
    assert_eq!(asked.popup(), off);
    let report = asked.ask(Sender::App, GetDiagnostics {}).unwrap().policy;
    assert!(report.remembered && report.known == Known::Yes);
    asked.life.pass(Duration::from_secs(7)).unwrap();
    assert!(matches!(asked.popup(), PopupView::NotInvited { .. }));
}

#[test]
fn switched_off_nothing_goes_out_and_nothing_is_lost() {
    let (mut asked, acme) = set_up();
    assert!(asked.has_panel());
    asked.submits().unwrap();
    asked.policy(json!({ "off": true }));
    let before = acme.count("");
    asked.life.pass(Duration::from_secs(60 * 60)).unwrap();
    assert_eq!(
        asked.popup(),
        PopupView::Off {
            contact: None,
            held: 1
        }
    );
    assert!(!asked.has_panel());
    assert_eq!(code(asked.submits()), "policy.off");
    assert_eq!(code(asked.ask(Sender::App, GetProfile {})), "policy.off");
    let [
        OutboxState::Waiting {
            fault: Some(fault), ..
        },
    ] = &asked.outbox()[..]
    else {
        panic!("not held")
    };
    assert_eq!(fault.code.as_str(), "policy.off");
    assert_eq!(acme.count(""), before, "the org was asked");

    asked.policy(json!({}));
    assert!(asked.has_panel());
    let PopupView::Home(home) = asked.popup() else {
        panic!("not at home")
    };
    assert!(home.connections.iter().all(|each| each.fault.is_none()));
    asked.life.settle().unwrap();
    // Its time has passed: the rep says whether it should still go.
    assert_eq!(asked.outbox(), [OutboxState::Held]);
}

#[test]
fn an_action_that_is_switched_off_is_not_offered_and_waits() {
    let (mut asked, _acme) = set_up();
    asked.submits().unwrap();
    asked.policy(json!({ "actionsOff": ["send_email"] }));
    let PanelView::Record(record) = asked.record() else {
        panic!("no record")
    };
    let offered: Vec<_> = record.actions.iter().map(|(action, _)| *action).collect();
    assert_eq!(
        offered,
        [
            ActionKind::LogCall,
            ActionKind::AddTask,
            ActionKind::AddToCampaign
        ]
    );
    assert_eq!(code(asked.submits()), "policy.action_off");
    asked.life.pass(Duration::from_secs(30)).unwrap();
    let [
        OutboxState::Waiting {
            fault: Some(fault), ..
        },
    ] = &asked.outbox()[..]
    else {
        panic!("not held")
    };
    assert_eq!(fault.code.as_str(), "policy.action_off");
}

#[test]
fn what_was_taken_back_does_not_count() {
    let (mut asked, _acme) = set_up();
    asked.policy(json!({ "dailySendLimit": 1 }));
    let intent = asked.submits().unwrap().intent;
    let undo = msi_actions::protocol::Undo {
        intent,
        writing: false,
    };
    asked.ask(panel(&lightning(ADA)), undo).unwrap();
    asked.submits().unwrap();
}

#[test]
fn the_undo_time_is_the_administrator_s() {
    let (mut asked, _acme) = set_up();
    asked.policy(json!({ "undoSeconds": 30 }));
    let item = asked.submits().unwrap();
    let until = item.submitted.after(Duration::from_secs(30));
    assert_eq!(item.state, OutboxState::Undo { until });
}

#[test]
fn refresh_tokens_move_to_where_they_may_be_kept_and_back() {
    let (mut asked, _acme) = set_up();
    let world = Rc::clone(&asked.world);
    let refresh = json!({ "v": 1, "sub": "1", "secret": "of-the-mailbox" });
    world.plant(Area::Local, "mailbox.refresh", &refresh.to_string());
    let kept = |area| {
        let all = world.stored(area);
        let text = |key: &str| all.get(key).cloned().unwrap_or_default();
        let session = text("salesforce.session/acme.my.salesforce.com")
            + &text("salesforce.refresh/acme.my.salesforce.com");
        (
            session.contains("\"refresh_token\":\"") || session.contains("\"token\":\""),
            text("mailbox.refresh").contains("of-the-mailbox"),
        )
    };
    assert_eq!(kept(Area::Local), (true, true));
    asked.policy(json!({ "sessionOnly": true }));
    assert_eq!(
        (kept(Area::Local), kept(Area::Session)),
        ((false, false), (true, true))
    );
    let faults = |asked: &mut Asked| {
        let PopupView::Home(home) = asked.popup() else {
            panic!("not at home")
        };
        let faults = home.connections.into_iter().filter_map(|each| each.fault);
        faults
            .map(|fault| fault.code.as_str().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(faults(&mut asked), Vec::<String>::new());
    asked.policy(json!({}));
    assert_eq!(
        (kept(Area::Local), kept(Area::Session)),
        ((true, true), (false, false))
    );
    assert_eq!(faults(&mut asked), Vec::<String>::new());

    asked.policy(json!({ "sessionOnly": true }));
    drop(asked);
    world.close_browser();
    let mut asked = Asked::new(&world);
    let PopupView::Wizard(wizard) = asked.popup() else {
        assert_eq!(faults(&mut asked), ["salesforce.session_over"]);
        return;
    };
    panic!("{wizard:?}");
}

#[test]
fn a_mailbox_that_is_no_longer_offered_sends_nothing() {
    let (mut asked, _acme) = set_up();
    asked.policy(json!({ "mailClients": ["outlook"], "microsoftClientId": CLIENT }));
    asked.submits().unwrap();
    asked.life.pass(Duration::from_secs(20)).unwrap();
    let [
        OutboxState::Waiting {
            fault: Some(fault), ..
        },
    ] = &asked.outbox()[..]
    else {
        panic!("it went")
    };
    assert_eq!(fault.code.as_str(), "policy.mail_client_off");
}

#[test]
fn diagnostics_show_what_is_set_and_what_is_wrong() {
    let (mut asked, _acme) = set_up();
    asked.policy(json!({ "undoSeconds": 9, "locale": "tlh", "actionsOff": ["log_call", "x"] }));
    asked.record();
    let report = asked.ask(Sender::App, GetDiagnostics {}).unwrap();
    let of = |name: &str| {
        let found = report.policy.settings.iter().find(|one| one.name == name);
        let setting = found.unwrap();
        (setting.source, setting.findings.len())
    };
    assert_eq!(of("undoSeconds"), (Source::Policy, 0));
    assert_eq!(of("locale"), (Source::Ignored, 1));
    assert_eq!(of("actionsOff"), (Source::Strictest, 1));
    assert_eq!(of("off"), (Source::Default, 0));
    assert_eq!(report.connections.len(), 2);
    let usage = report.usage.first().and_then(|(_, usage)| usage.nearest());
    let said = usage.map(|limit| (limit.app.as_deref(), limit.used, limit.allowed));
    assert_eq!(said, Some((Some("MSI Actions"), 17, 250)));
    let report = asked.ask(Sender::App, GetReport {}).unwrap();
    assert!(report.contains("\n  undoSeconds: 9\n"), "{report}");
    assert!(report.contains("salesforce, org 1: ok"), "{report}");
    for name in ["@", "salesforce.com", "tlh", "Jo"] {
        assert!(!report.contains(name), "{name} in {report}");
    }
}

/// Installs, and gives what the browser was told to open or show.
fn installs(policy: Value) -> Vec<BrowserCall> {
    let mut asked = started(&World::new());
    let worker = Rc::clone(&asked.worker);
    asked.life.run(worker.installed("install")).unwrap();
    asked.life.pass(Duration::from_secs(2)).unwrap();
    asked.world.take_calls();
    asked.policy(policy);
    asked.life.pass(Duration::from_secs(10)).unwrap();
    let calls = asked.world.take_calls().into_iter();
    let welcome = |call: &BrowserCall| {
        matches!(
            call,
            BrowserCall::OpenApp(_) | BrowserCall::Badge(Badge::GoesOn)
        )
    };
    calls.filter(welcome).collect()
}

#[test]
fn whoever_just_got_it_is_welcomed_as_the_policy_says() {
    let page = BrowserCall::OpenApp("#/welcome".into());
    assert_eq!(installs(json!({ "welcome": "open" })), [page]);
    let badge = BrowserCall::Badge(Badge::GoesOn);
    assert_eq!(installs(json!({})), [badge]);
    assert_eq!(installs(json!({ "welcome": "quiet" })), []);
    assert_eq!(installs(json!({ "welcome": "open", "off": true })), []);
}

#[test]
fn gmails_signature_is_the_first_one_where_the_policy_asks_for_it() {
    for wanted in [false, true] {
        let world = World::new();
        let gmail = Google::on(&world);
        gmail.settings.set(wanted);
        world.set_policy(&json!({ "gmailSignature": wanted }));
        let page = Rc::clone(&gmail);
        world.on_sign_in(move |world, url, how| page.sign_in(world.now(), url, how));
        let mailboxes = Mailboxes::new(Rc::clone(&world));
        let mut life = Life::begin(&world);
        let client = google::client();
        let signed_in = mailboxes.sign_in(&client, google::JO);
        life.run(signed_in).unwrap().unwrap();
        let first = life.run(mailboxes.first_signature()).unwrap().unwrap();
        assert_eq!(first, if wanted { "<b>Jo of Gmail</b>" } else { "" });
        let kept = life.run(mailboxes.signature()).unwrap().unwrap();
        assert_eq!(kept, "", "it is only where the rep begins");
        // A renewal asks for no more than before: who granted less is not signed out by a policy.
        world.close_browser();
        life.run(mailboxes.ready(google::JO)).unwrap().unwrap();
    }
}
