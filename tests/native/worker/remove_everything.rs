//! "Remove everything": at any moment of whatever is under way, and with a worker that ends in the middle of
//! it. Afterwards nothing is kept, armed, shown or granted, and nothing that was removed is mailed.

use crate::support::google::{Google, JO};
use crate::support::salesforce_org::{self, Acme, key, org};
use crate::support::worker::{ADA, Asked, ada, keep, lightning, mail, panel, set_up_in};
use crate::world::{BrowserCall, Life, Mishap, World};
use msi_actions::base::{IntentId, Language, Left, Millis, Provider, RecordId};
use msi_actions::onboarding::PopupView;
use msi_actions::outbox::{
    History, Intent, Invited, Job, Mark, Owner, Step, StepKind, Wake, Welcome,
};
use msi_actions::ports::{Area, Badge, Clock, Database, Table};
use msi_actions::protocol::{
    BUILD, Call, GetPopup, RemoveEverything, Reply, Request, Sender, Submit,
};
use msi_actions::storage::to_text;
use msi_actions::worker::Extension;
use serde_json::{Value, json};
use std::rc::Rc;
use std::time::Duration;

const HOUR: Duration = Duration::from_secs(3600);

struct Scene {
    world: Rc<World>,
    acme: Rc<Acme>,
    google: Rc<Google>,
}

/// A rep at work: a mail that is due in some seconds, a draft, and an invitation whose mail is to be sent.
fn at_work() -> Scene {
    let world = World::new();
    let (acme, google) = set_up_in(&world);
    let made = json!({ "id": "02sAc0000000001MAA", "success": true });
    acme.steps.borrow_mut().push(("sobjects/", 201, made));
    let mut asked = Asked::new(&world);
    let from = || panel(&lightning(ADA));
    let form = mail();
    asked.ask(from(), keep(mail())).unwrap();
    let intent = IntentId::new([9; 16]);
    let submit = Submit {
        intent,
        record: ada(),
        form,
        sure: Vec::new(),
    };
    asked.ask(from(), submit).unwrap();
    asked.ask(from(), keep(mail())).unwrap();
    let invitation = invitation(world.now());
    let text = to_text(&invitation).unwrap();
    let user = &invitation.invited().unwrap().user;
    let key = format!("invitation/{}/{user}", org());
    let put = world.put(Table::Outbox, &key, text);
    asked.life.run(put).unwrap().unwrap();
    let due = format!("at/{:019}/{key}", 1);
    let put = world.put(Table::Due, &due, String::new());
    asked.life.run(put).unwrap().unwrap();
    drop(asked);
    world.take_calls();
    Scene {
        world,
        acme,
        google,
    }
}

fn invitation(now: Millis) -> Intent {
    let done = Mark::Done { warning: None };
    let assigned = Step {
        kind: StepKind::PermissionSet,
        mark: done,
    };
    Intent {
        id: IntentId::new([8; 16]),
        owner: Owner {
            org: org(),
            user_id: RecordId::parse(&salesforce_org::JO[..15]).unwrap(),
            name: "Jo Devries".into(),
            mailbox: Some(JO.into()),
        },
        job: Job::Invitation(Invited {
            key: key(),
            user: RecordId::parse("005Ac0000000009").unwrap(),
            name: "Mia Laurent".into(),
            first_name: "Mia".into(),
            address: "mia@acme.example".into(),
            language: Language::En,
            welcome: Welcome::ByMail,
            note: String::new(),
            order: IntentId::new([8; 16]),
        }),
        submitted: now,
        due: now,
        later: None,
        waits_for_turn: false,
        attempts: 0,
        fault: None,
        held: None,
        parked: false,
        steps: vec![assigned, Step::send_mail()],
        end: None,
        wake: Wake::At(Millis(1)),
        history: History::default(),
    }
}

async fn removes(worker: &Rc<Extension<World>>) -> Reply<Left> {
    let call = Call {
        name: RemoveEverything::NAME.into(),
        build: BUILD.into(),
        body: json!({}),
    };
    let answer = worker.message(Sender::App, call).await;
    serde_json::from_str(&answer).unwrap()
}

/// Whatever Salesforce or Gmail was asked to make.
fn sent(scene: &Scene) -> (usize, usize) {
    let composites = scene.acme.count("/services/data/v67.0/composite");
    (scene.google.sent.borrow().len(), composites)
}

fn nothing_is_left(scene: &Scene, case: &str) {
    let Scene {
        world,
        acme,
        google,
    } = scene;
    for table in Table::ALL {
        assert!(world.kept(*table).is_empty(), "{case}: {table:?}");
    }
    for area in Area::ALL {
        let stored = world.stored(*area);
        // What the administrator's policy says is not the rep's.
        let own = stored.keys().filter(|key| !key.starts_with("policy"));
        assert_eq!(
            own.collect::<Vec<_>>(),
            Vec::<&String>::new(),
            "{case}: {area:?}"
        );
    }
    assert!(
        world.armed_alarms().is_empty(),
        "{case}: {:?}",
        world.armed_alarms()
    );
    assert!(
        acme.good.borrow().is_empty(),
        "{case}: a live session of Salesforce"
    );
    assert_eq!(
        google.live(world.now()),
        0,
        "{case}: a live token of Google"
    );
    let calls = world.take_calls();
    let badge = calls.iter().rev().find_map(|call| match call {
        BrowserCall::Badge(badge) => Some(*badge),
        _ => None,
    });
    assert!(
        matches!(badge, None | Some(Badge::None)),
        "{case}: {badge:?}"
    );
}

/// Lives of the worker that come after: nothing wakes them, and nothing comes back.
fn lives_on(scene: &Scene) {
    for _ in 0..2 {
        let mut life = Life::begin(&scene.world);
        let worker = Extension::new(Rc::clone(&scene.world));
        worker.start();
        life.pass(HOUR).unwrap();
    }
}

#[test]
fn at_any_moment_of_a_mail_and_an_invitation_under_way() {
    let whole = {
        let scene = at_work();
        let mut life = Life::begin(&scene.world);
        let before = scene.world.steps();
        Extension::new(Rc::clone(&scene.world)).start();
        life.pass(HOUR).unwrap();
        assert_eq!(
            scene.google.sent.borrow().len(),
            2,
            "without a removal both are sent"
        );
        scene.world.steps() - before
    };
    let mut kept_back = 0;
    for step in (0..whole).step_by(7) {
        let scene = at_work();
        let case = format!("at step {step}");
        let mut life = Life::begin(&scene.world);
        let worker = Extension::new(Rc::clone(&scene.world));
        let from = scene.world.steps() + step;
        worker.start();
        let removal = async {
            scene.world.reach_step(from).await;
            removes(&worker).await
        };
        let Reply::Ok(left) = life.run(removal).unwrap() else {
            panic!("{case}");
        };
        assert_eq!(left, Left::default(), "{case}");
        let before = sent(&scene);
        kept_back += 2 - before.0;
        life.pass(HOUR).unwrap();
        nothing_is_left(&scene, &case);
        drop(life);
        lives_on(&scene);
        assert_eq!(
            sent(&scene),
            before,
            "{case}: what was removed is not mailed, and not logged"
        );
        nothing_is_left(&scene, &case);
    }
    assert!(kept_back > 10, "only {kept_back} mails were kept back");
}

#[test]
fn a_worker_that_ends_in_the_middle_of_it_has_the_next_life_finish_it() {
    for mishap in [Mishap::WorkerKilled, Mishap::BrowserKilled] {
        for at in 1.. {
            let scene = at_work();
            let case = format!("{mishap:?} at {at}");
            let mut life = Life::begin(&scene.world);
            let worker = Extension::new(Rc::clone(&scene.world));
            scene.world.doom(mishap, at);
            let removed = life.run(removes(&worker));
            let doomed = scene.world.doomed();
            scene.world.pardon();
            drop(life);
            let begun = !scene
                .world
                .stored(Area::Local)
                .contains_key("salesforce.session/acme.my.salesforce.com")
                || scene.world.stored(Area::Local).contains_key("removing");
            if removed.is_err() && !begun {
                continue; // Nothing was removed, and nobody was told that it was.
            }
            let before = sent(&scene);
            lives_on(&scene);
            assert_eq!(sent(&scene), before, "{case}");
            // A browser that ended took the access tokens along: Google's ends within the hour.
            nothing_is_left(&scene, &case);
            if doomed {
                assert!(at > 30, "few moments: {at}");
                break;
            }
        }
    }
}

#[test]
fn a_provider_that_cannot_be_told_stops_nothing_and_is_named() {
    let scene = at_work();
    scene.world.set_offline(true);
    let mut life = Life::begin(&scene.world);
    let worker = Extension::new(Rc::clone(&scene.world));
    let Reply::Ok(left) = life.run(removes(&worker)).unwrap() else {
        panic!("removed");
    };
    let named: Vec<_> = left
        .accesses
        .iter()
        .map(|access| (access.provider, access.account.as_str()))
        .collect();
    let expected = [
        (Provider::Salesforce, "acme.my.salesforce.com"),
        (Provider::Google, JO),
    ];
    assert_eq!(named, expected);
    for table in Table::ALL {
        assert!(scene.world.kept(*table).is_empty());
    }
}

#[test]
fn whoever_asks_afterwards_meets_services_that_know_nothing() {
    let scene = at_work();
    let mut asked = Asked::new(&scene.world);
    asked.ask(Sender::App, RemoveEverything {}).unwrap();
    let popup = asked.ask(Sender::Popup, GetPopup {}).unwrap();
    assert!(matches!(
        popup,
        PopupView::NotInvited { .. } | PopupView::Checking
    ));
    assert_eq!(scene.world.kept(Table::Drafts).len(), 0);
}

#[test]
fn the_policy_stays() {
    let scene = at_work();
    scene
        .world
        .set_policy(&json!({ "contact": "help@acme.example" }));
    let mut asked = Asked::new(&scene.world);
    asked.ask(Sender::Popup, GetPopup {}).unwrap();
    asked.ask(Sender::App, RemoveEverything {}).unwrap();
    let kept = scene.world.stored(Area::Local);
    let policy: Value = serde_json::from_str(&kept["policy"]).unwrap();
    assert_eq!(policy["policy"]["contact"], "help@acme.example");
}
