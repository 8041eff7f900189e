//! What the rep is told of on the desktop: as they chose, once, nothing of what the first question finds.

use super::{MOMENTS, TASKS, feed, minutes, moment, of_ada, quiet, task};
use crate::support::salesforce_org::{Acme, org};
use crate::support::worker::{Asked, ada};
use crate::world::{BrowserCall, Mishap, World};
use msi_actions::base::FeedKind;
use msi_actions::feed::{NoticeChoice, SEEN};
use msi_actions::ports::Notice;
use msi_actions::protocol::{ChooseNotices, GetFeed, Sender, WatchPerson};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::rc::Rc;
use std::time::Duration;

fn choose(asked: &mut Asked, choice: NoticeChoice) {
    asked.ask(Sender::App, ChooseNotices { choice }).unwrap();
}

fn on() -> NoticeChoice {
    NoticeChoice {
        on: true,
        ..NoticeChoice::default()
    }
}

/// A rep who wants to be told of everything, and whose feed has begun.
fn told() -> (Asked, Rc<Acme>) {
    let (mut asked, acme) = quiet();
    choose(&mut asked, on());
    acme.rows(MOMENTS, json!([of_ada(&minutes(-9))]));
    feed(&mut asked, false);
    assert_eq!(notices(&asked.world), [], "nothing of the past");
    (asked, acme)
}

fn notices(world: &World) -> Vec<Notice> {
    let calls = world.take_calls().into_iter();
    let notices = calls.filter_map(|call| match call {
        BrowserCall::Notify(notice) => Some(notice),
        _ => None,
    });
    notices.collect()
}

/// Ten minutes later.
fn later(asked: &mut Asked) -> Vec<Notice> {
    asked.life.pass(SEEN).unwrap();
    feed(asked, true);
    notices(&asked.world)
}

#[test]
fn a_new_event_is_told_once_with_a_name_and_its_kind_alone() {
    let (mut asked, acme) = told();
    let row = of_ada(&minutes(3));
    acme.rows(MOMENTS, json!([row]));
    let told = later(&mut asked);
    let [Notice::Event { id, name, kind }] = &told[..] else {
        panic!("{told:?}");
    };
    assert_eq!((&**name, *kind), ("Ada Lovelace", FeedKind::Moment));
    assert_eq!(later(&mut asked), []);

    let worker = Rc::clone(&asked.worker);
    let clicked = id.clone();
    asked
        .life
        .run(async move { worker.notice_clicked(&clicked).await })
        .unwrap();
    let record = format!("https://{}/{}", org(), ada().id);
    assert!(
        asked
            .world
            .take_calls()
            .contains(&BrowserCall::OpenTab(record))
    );
    assert!(feed(&mut asked, false).events[0].seen);
}

#[test]
fn many_at_once_are_one_that_opens_the_feed() {
    let (mut asked, acme) = told();
    let rows = (0..4).map(|n| moment(&format!("00QAc000000{n:04}"), "Lead", &minutes(n + 1)));
    acme.rows(MOMENTS, json!(rows.collect::<Vec<Value>>()));
    assert_eq!(later(&mut asked), [Notice::Several(4)]);
    let worker = Rc::clone(&asked.worker);
    asked
        .life
        .run(async move { worker.notice_clicked("feed").await })
        .unwrap();
    let opened = BrowserCall::OpenApp("#/feed".into());
    assert!(asked.world.take_calls().contains(&opened));
}

#[test]
fn only_the_kinds_and_people_that_the_rep_chose_are_told() {
    let (mut asked, acme) = told();
    let kinds = vec![FeedKind::Task];
    choose(&mut asked, NoticeChoice { kinds, ..on() });
    acme.rows(MOMENTS, json!([of_ada(&minutes(3))]));
    acme.rows(
        TASKS,
        json!([task("00TAc0000000001", &minutes(5), &minutes(5))]),
    );
    let told = later(&mut asked);
    assert!(
        matches!(
            &told[..],
            [Notice::Event {
                kind: FeedKind::Task,
                ..
            }]
        ),
        "{told:?}"
    );

    let watched_only = true;
    choose(
        &mut asked,
        NoticeChoice {
            watched_only,
            ..on()
        },
    );
    acme.rows(
        MOMENTS,
        json!([
            of_ada(&minutes(13)),
            moment("00QAc0000000002", "Alan", &minutes(14))
        ]),
    );
    assert_eq!(later(&mut asked), []);
    let (record, watched) = (ada(), true);
    asked
        .ask(Sender::App, WatchPerson { record, watched })
        .unwrap();
    acme.rows(
        MOMENTS,
        json!([
            of_ada(&minutes(23)),
            moment("00QAc0000000002", "Alan", &minutes(24))
        ]),
    );
    let told = later(&mut asked);
    assert!(
        matches!(&told[..], [Notice::Event { name, .. }] if name == "Ada Lovelace"),
        "{told:?}"
    );
}

#[test]
fn nobody_is_told_who_did_not_turn_it_on_or_whose_policy_forbids_it() {
    let (mut asked, acme) = told();
    choose(&mut asked, NoticeChoice::default());
    acme.rows(MOMENTS, json!([of_ada(&minutes(3))]));
    assert_eq!(later(&mut asked), []);
    choose(&mut asked, on());
    asked.world.set_policy(&json!({ "notifications": false }));
    let worker = Rc::clone(&asked.worker);
    asked
        .life
        .run(async move { worker.policy_changed().await })
        .unwrap();
    acme.rows(MOMENTS, json!([of_ada(&minutes(13))]));
    assert_eq!(later(&mut asked), []);
    let view = asked.ask(Sender::App, GetFeed { refresh: false }).unwrap();
    assert_eq!(view.notices, None);
}

/// What happens in a step: so many leads have a new moment, and the worker may die at a gate.
type Step = (u8, Option<usize>);

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn nothing_is_told_twice_whenever_the_worker_dies(
        steps in proptest::collection::vec((0_u8..4, proptest::option::of(1_usize..90)), 1..10)
    ) {
        let steps: Vec<Step> = steps;
        let (asked, acme) = told();
        let world = Rc::clone(&asked.world);
        let mut asked = Some(asked);
        let (mut rows, mut told, mut minute) = (Vec::new(), BTreeSet::new(), 1);
        for (new, dies) in steps {
            for _ in 0..new {
                rows.insert(0, moment(&format!("00QAc000000{minute:04}"), "Lead", &minutes(minute)));
                minute += 1;
            }
            acme.rows(MOMENTS, json!(rows));
            let mut now = asked.take().unwrap_or_else(|| Asked::new(&world));
            now.life.pass(SEEN).unwrap();
            if let Some(at) = dies {
                world.doom(Mishap::WorkerKilled, at);
            }
            let worker = Rc::clone(&now.worker);
            let call = msi_actions::protocol::Call {
                name: "get_feed".into(),
                build: msi_actions::protocol::BUILD.into(),
                body: json!({ "refresh": true }),
            };
            let lived = now.life.run(worker.message(Sender::App, call)).is_ok() && now.life.settle().is_ok();
            world.pardon();
            asked = lived.then_some(now);
            for notice in notices(&world) {
                if let Notice::Event { id, .. } = notice {
                    prop_assert!(told.insert(id.clone()), "{} again", id);
                }
            }
        }
        drop(asked);
        // A life that nothing ends has all of them in the feed.
        let mut last = Asked::new(&world);
        last.life.pass(Duration::from_secs(3600)).unwrap();
        prop_assert_eq!(feed(&mut last, true).events.len(), rows.len() + 1);
    }
}
