//! What is an event, whose it is, what is new, in which order.

use super::{
    MOMENTS, RESPONSES, TASKS, feed, mine, minutes, moment, of_ada, quiet, response, task,
};
use crate::people::queries;
use crate::support::salesforce_org::{JO, SAM, org};
use crate::support::worker::{ADA, Asked, ada, lightning, panel, signs_in};
use crate::world::BrowserCall;
use msi_actions::base::{FeedKind, IntentId, Millis, Provider, RecordId, Topic, UnsentWork};
use msi_actions::feed::{FeedEvent, MOST, OrgFeed, SEEN};
use msi_actions::ports::{Area, Badge, Database, Table, Write};
use msi_actions::protocol::{GetFeed, RemoveEverything, SeeFeed, Sender, SignOut, WatchPerson};
use msi_actions::replies::{CameBack, What};
use msi_actions::storage::to_text;
use serde_json::{Value, json};
use std::rc::Rc;
use std::time::Duration;

fn ids(feed: &OrgFeed) -> Vec<&str> {
    feed.events.iter().map(|event| event.id.as_str()).collect()
}

fn new(feed: &OrgFeed) -> Vec<&str> {
    let new = feed.events.iter().filter(|event| !event.seen);
    new.map(|event| event.id.as_str()).collect()
}

/// Lets ten minutes pass, and reads again.
fn later(asked: &mut Asked) -> OrgFeed {
    asked.life.pass(SEEN).unwrap();
    feed(asked, true)
}

#[test]
fn one_call_asks_for_moments_tasks_and_responses_of_the_reps_people_and_of_those_they_watch() {
    let (mut asked, acme) = quiet();
    let record = ada();
    let watched = true;
    asked
        .ask(Sender::App, WatchPerson { record, watched })
        .unwrap();
    feed(&mut asked, false);
    let first = asked.world.requests().len();
    let calls = acme.count(super::COMPOSITE);
    later(&mut asked);
    assert_eq!(acme.count(super::COMPOSITE), calls + 1);
    let [leads, contacts, tasks, of_leads, responses] = &queries(&asked.world, first)[..] else {
        panic!("not five queries");
    };
    let ada = format!("IN ('{}')", ada().id);
    assert!(
        leads.contains(&format!(
            "({} OR Id {ada}) AND IsConverted = false",
            mine("OwnerId")
        )),
        "{leads}"
    );
    assert!(
        contacts.contains(&format!(
            "({} OR {})",
            mine("OwnerId"),
            mine("Account.OwnerId")
        )),
        "{contacts}"
    );
    let others = format!("LastModifiedById != '{JO}' AND IsClosed = true");
    assert!(
        tasks.contains(&others) && tasks.contains(&format!("OR WhoId {ada})")),
        "{tasks}"
    );
    assert!(
        of_leads.contains(&others) && of_leads.contains("WhoId IN (SELECT Id FROM Lead"),
        "{of_leads}"
    );
    assert!(
        responses.contains("HasResponded = true") && responses.contains(&format!("LeadId {ada}")),
        "{responses}"
    );
}

#[test]
fn fields_and_objects_that_the_rep_does_not_see_are_not_asked_for() {
    let (mut asked, acme) = quiet();
    let plain = json!({ "createable": true, "fields": [] });
    let none = json!([{ "errorCode": "NOT_FOUND", "message": "" }]);
    acme.step("sobjects/Lead/describe", 404, none.clone());
    acme.step("sobjects/Contact/describe", 200, plain.clone());
    acme.step("sobjects/Task/describe", 200, plain);
    acme.step("sobjects/CampaignMember/describe", 404, none);
    let first = asked.world.requests().len();
    let seen = feed(&mut asked, false);
    assert_eq!((seen.events, seen.fault), (vec![], None));
    let queries = queries(&asked.world, first);
    let [_, tasks, due] = &queries[..] else {
        panic!("{queries:?}");
    };
    assert!(due.contains("FROM Task WHERE OwnerId"), "{due}");
    assert!(tasks.starts_with("SELECT Id, WhoId, Who.Name"), "{tasks}");
    assert!(!tasks.contains("Account."), "{tasks}");
}

#[test]
fn a_query_that_is_refused_for_want_of_a_right_hides_nothing_else() {
    let (mut asked, acme) = quiet();
    let refused = json!([{ "errorCode": "INSUFFICIENT_ACCESS", "message": "" }]);
    acme.step(RESPONSES, 400, refused);
    acme.rows(MOMENTS, json!([of_ada(&minutes(-5))]));
    let seen = feed(&mut asked, false);
    assert_eq!((seen.events.len(), seen.fault), (1, None));
}

#[test]
fn what_the_first_question_finds_is_shown_and_not_new_and_then_each_event_once() {
    let (mut asked, acme) = quiet();
    acme.rows(MOMENTS, json!([of_ada(&minutes(-60))]));
    let seen = feed(&mut asked, false);
    assert_eq!((seen.events.len(), new(&seen)), (1, vec![]));

    acme.rows(
        MOMENTS,
        json!([
            of_ada(&minutes(3)),
            moment("00QAc0000000002", "Alan", &minutes(-61))
        ]),
    );
    acme.rows(
        TASKS,
        json!([task("00TAc0000000001", &minutes(5), &minutes(5))]),
    );
    acme.rows(
        RESPONSES,
        json!([response("00vAc0000000001", &minutes(6), "2027-01-15")]),
    );
    let seen = later(&mut asked);
    let [response, task, ada, of_first, alan] = &seen.events[..] else {
        panic!("{seen:?}");
    };
    assert_eq!(response.kind, FeedKind::Response);
    let words = |event: &FeedEvent| {
        (
            event.name.clone(),
            event.what.clone(),
            event.more.clone().unwrap(),
        )
    };
    assert_eq!(
        words(response),
        (
            "Grace Hopper".into(),
            "Autumn webinar".into(),
            "Responded".into()
        )
    );
    assert_eq!(
        words(task),
        (
            "Ada Lovelace".into(),
            "Send the offer".into(),
            "Sam Lee".into()
        )
    );
    assert_eq!(task.record, RecordId::parse(ADA).unwrap());
    assert_eq!(
        words(ada),
        (
            "Ada Lovelace".into(),
            "Visited the pricing page".into(),
            "Web".into()
        )
    );
    assert_eq!(of_first.kind, FeedKind::Moment);
    assert_eq!(alan.name, "Alan");
    let fresh = [&*response.id, &task.id, &ada.id, &alan.id];
    assert_eq!(new(&seen), fresh);

    assert_eq!(
        later(&mut asked),
        OrgFeed {
            at: feed(&mut asked, false).at,
            ..seen.clone()
        },
        "the same again"
    );
}

#[test]
fn a_task_that_was_changed_after_it_was_done_and_an_old_response_are_no_events() {
    let (mut asked, acme) = quiet();
    feed(&mut asked, false);
    acme.rows(TASKS, json!([
        task("00TAc0000000001", &minutes(-300), &minutes(5)),
        { "Id": "00TAc0000000002", "Subject": null, "CompletedDateTime": null, "WhoId": null, "Who": null,
          "WhatId": null, "What": null, "LastModifiedDate": minutes(6), "LastModifiedBy": null },
    ]));
    acme.rows(
        RESPONSES,
        json!([response("00vAc0000000001", &minutes(6), "2026-10-01")]),
    );
    let seen = later(&mut asked);
    let [bare] = &seen.events[..] else {
        panic!("{seen:?}");
    };
    assert_eq!(
        (&*bare.id, bare.record.as_str().get(..3)),
        ("task/00TAc0000000002MAA", Some("00T"))
    );
    assert_eq!((&*bare.name, &*bare.what, &bare.more), ("", "", &None));
}

#[test]
fn watched_people_come_first_and_what_the_page_showed_is_seen() {
    let (mut asked, acme) = quiet();
    feed(&mut asked, false);
    acme.rows(
        MOMENTS,
        json!([
            of_ada(&minutes(1)),
            moment("00QAc0000000002", "Alan", &minutes(2))
        ]),
    );
    let names = |feed: &OrgFeed| {
        feed.events
            .iter()
            .map(|event| event.name.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&later(&mut asked)), ["Alan", "Ada Lovelace"]);
    let (record, watched) = (ada(), true);
    asked
        .ask(Sender::App, WatchPerson { record, watched })
        .unwrap();
    let seen = feed(&mut asked, false);
    assert_eq!(names(&seen), ["Ada Lovelace", "Alan"]);
    assert!(seen.events[0].watched);

    asked.world.take_calls();
    let ids = vec![seen.events[0].id.clone()];
    asked.ask(Sender::App, SeeFeed { org: org(), ids }).unwrap();
    asked.life.settle().unwrap();
    let calls = asked.world.take_calls();
    assert!(calls.contains(&BrowserCall::Changed(Topic::Feed)));
    assert!(
        calls.contains(&BrowserCall::Badge(Badge::News(1))),
        "{calls:?}"
    );
    assert_eq!(new(&feed(&mut asked, false)), [&*seen.events[1].id]);
}

#[test]
fn the_newest_are_kept_for_thirty_days_and_what_was_dropped_does_not_come_anew() {
    let (mut asked, acme) = quiet();
    feed(&mut asked, false);
    let mut rows: Vec<Value> = Vec::new();
    for batch in 0..5 {
        rows = (0..50)
            .map(|n| {
                let n = batch * 50 + n;
                moment(&format!("00QAc000000{n:04}"), "Lead", &minutes(n))
            })
            .collect();
        acme.rows(MOMENTS, json!(rows));
        later(&mut asked);
    }
    let full = feed(&mut asked, false);
    assert_eq!(full.events.len(), MOST);
    rows.insert(0, moment("00QAc0000000000", "Lead", &minutes(0)));
    acme.rows(MOMENTS, json!(rows));
    assert_eq!(ids(&later(&mut asked)), ids(&full));
    acme.rows(MOMENTS, json!([]));
    asked.life.pass(Duration::from_secs(31 * 86_400)).unwrap();
    assert_eq!(feed(&mut asked, true).events, []);
}

#[test]
fn a_moment_of_the_future_is_one_of_now() {
    let (mut asked, acme) = quiet();
    feed(&mut asked, false);
    acme.rows(MOMENTS, json!([of_ada(&minutes(600))]));
    let seen = later(&mut asked);
    assert_eq!(seen.events[0].at, seen.at.unwrap());
    assert_eq!(later(&mut asked).events, seen.events);
}

#[test]
fn where_salesforce_cannot_be_asked_the_events_stay_with_the_reason() {
    let (mut asked, acme) = quiet();
    acme.rows(MOMENTS, json!([of_ada(&minutes(-1))]));
    let before = feed(&mut asked, false);
    acme.step(
        MOMENTS,
        503,
        json!([{ "errorCode": "SERVER_UNAVAILABLE", "message": "" }]),
    );
    let old = later(&mut asked);
    assert_eq!((old.events, old.at), (before.events, before.at));
    assert!(old.fault.is_some());
    acme.rows(MOMENTS, json!([of_ada(&minutes(9))]));
    let read = later(&mut asked);
    assert_eq!((new(&read).len(), read.fault), (1, None));
}

#[test]
fn the_popup_shows_what_is_kept_and_asks_nothing() {
    let (mut asked, acme) = quiet();
    let calls = acme.count(super::COMPOSITE);
    let view = asked
        .ask(Sender::Popup, GetFeed { refresh: false })
        .unwrap();
    asked.life.settle().unwrap();
    assert_eq!(view.orgs, []);
    assert_eq!(acme.count(super::COMPOSITE), calls);
}

#[test]
fn signing_out_and_removing_everything_forget_the_feed_and_nobody_sees_anothers() {
    let (mut asked, acme) = quiet();
    acme.rows(MOMENTS, json!([of_ada(&minutes(-1))]));
    let kept = |asked: &Asked| {
        let kept = asked.world.stored(Area::Local);
        kept.keys().any(|key| key.ends_with("/feed"))
    };
    assert_eq!(feed(&mut asked, false).events.len(), 1);
    acme.rows(MOMENTS, json!([]));
    signs_in(&mut asked, &acme, SAM, UnsentWork::Keep);
    assert_eq!(feed(&mut asked, false).events, []);
    assert!(kept(&asked));
    let (provider, unsent) = (Provider::Salesforce, UnsentWork::Keep);
    asked
        .ask(
            Sender::App,
            SignOut {
                provider,
                org: Some(org()),
                unsent,
            },
        )
        .unwrap();
    asked.life.settle().unwrap();
    assert!(!kept(&asked));
    signs_in(&mut asked, &acme, JO, UnsentWork::Keep);
    feed(&mut asked, false);
    assert!(kept(&asked));
    asked.ask(Sender::App, RemoveEverything {}).unwrap();
    asked.life.settle().unwrap();
    let left = [Area::Local, Area::Session].map(|area| asked.world.stored(area));
    assert!(!format!("{left:?}").contains("feed"), "{left:?}");
}

/// What came back to a mail on Ada's record, as this browser keeps it.
fn came_back(asked: &mut Asked, n: u8, what: What, seen: bool) {
    let one = CameBack {
        id: IntentId::new([n; 16]),
        org: org(),
        user: RecordId::parse(JO).unwrap(),
        record: ada(),
        name: "Ada Lovelace".into(),
        from: "ada@analytical.example".into(),
        conversation: String::new(),
        subject: "Re: Engines".into(),
        at: Millis(1_800_000_000_000 + i64::from(n)),
        found: None,
        what,
        seen,
    };
    let put = Write::Put {
        table: Table::Replies,
        key: format!("mail/{}", one.id),
        value: to_text(&one).unwrap(),
    };
    let world = Rc::clone(&asked.world);
    let kept = asked.life.run(async move { world.commit(vec![put]).await });
    kept.unwrap().unwrap();
}

#[test]
fn what_came_back_to_the_mailbox_is_in_the_feed_once_and_seen_where_it_was_seen_elsewhere() {
    let (mut asked, _acme) = quiet();
    feed(&mut asked, false);
    came_back(&mut asked, 1, What::Reply, false);
    came_back(&mut asked, 2, What::Away(None), false);
    came_back(&mut asked, 3, What::OptedOut { known: true }, true);
    let seen = feed(&mut asked, false);
    let [opted_out, reply] = &seen.events[..] else {
        panic!("{seen:?}");
    };
    assert_eq!((opted_out.kind, opted_out.seen), (FeedKind::OptOut, true));
    assert_eq!((reply.kind, reply.seen), (FeedKind::Reply, false));
    assert_eq!(
        (&*reply.name, &*reply.what),
        ("Ada Lovelace", "Re: Engines")
    );
    assert_eq!(
        seen.unseen(),
        0,
        "the badge counts it with the mails that came back"
    );
    came_back(&mut asked, 1, What::Reply, true);
    let again = feed(&mut asked, false);
    assert_eq!((again.events.len(), new(&again)), (2, vec![]));
}

#[test]
fn a_panel_may_not_ask_for_the_feed() {
    let (mut asked, _acme) = quiet();
    let refused = asked.ask(panel(&lightning(ADA)), GetFeed { refresh: true });
    assert_eq!(
        crate::support::worker::code(refused),
        "bug.not_yours_to_ask"
    );
}
