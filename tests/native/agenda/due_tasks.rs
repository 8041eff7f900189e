//! The tasks that are due, and the badge: how often Salesforce is asked, and what the rep sees.

use crate::support::salesforce_org::{Acme, org};
use crate::support::worker::{Asked, popup_today, set_up};
use crate::world::{BrowserCall, World};
use msi_actions::agenda::{FRESH, QUIET};
use msi_actions::base::{RecordId, Topic};
use msi_actions::ports::{Area, Badge};
use msi_actions::protocol::{CompleteTask, GetFeed, GetPopup, Sender};
use msi_actions::today::{Item, TodayView};
use serde_json::{Value, json};
use std::rc::Rc;
use std::time::Duration;

const COMPOSITE: &str = "/services/data/v67.0/composite";
const TASKS: &str = "FROM Task WHERE OwnerId";
const DEMO: &str = "00TAc0000000001";
const CALL: &str = "00TAc0000000002";

fn id(text: &str) -> RecordId {
    RecordId::parse(text).unwrap()
}

fn rows() -> Value {
    json!([
        { "Id": DEMO, "Subject": "Prepare the demo", "ActivityDate": "2026-11-22", "TaskSubtype": "Task",
          "Status": "In Progress", "WhoId": "00QAc0000000001", "Who": { "Name": "Ada Lovelace" },
          "WhatId": null, "What": null },
        { "Id": CALL, "Subject": null, "ActivityDate": "2026-11-20", "TaskSubtype": "Call",
          "Status": "Not Started", "WhoId": null, "Who": null,
          "WhatId": "006Ac0000000001", "What": { "Name": "Renewal 2027" } },
    ])
}

fn with_tasks() -> (Asked, Rc<Acme>) {
    let (asked, acme) = set_up();
    acme.rows(TASKS, rows());
    acme.step("sobjects/Task/00T", 204, Value::Null);
    (asked, acme)
}

fn tasks(asked: &mut Asked, refresh: bool) -> TodayView {
    let view = popup_today(asked, refresh);
    assert_eq!(view.orgs, [org()]);
    let is_task = |item: &Item| matches!(item, Item::Task(_));
    assert!(view.items.iter().all(is_task), "{view:?}");
    view
}

fn complete(asked: &mut Asked, task: &str, done: bool) -> Result<(), String> {
    let task = id(task);
    let request = CompleteTask {
        org: org(),
        task,
        done,
    };
    let answer = asked.ask(Sender::Popup, request);
    asked.life.settle().unwrap();
    answer
        .map(|_| ())
        .map_err(|fault| fault.code.as_str().to_owned())
}

fn badge(world: &World) -> Option<Badge> {
    let calls = world.take_calls();
    calls.into_iter().rev().find_map(|call| match call {
        BrowserCall::Badge(badge) => Some(badge),
        _ => None,
    })
}

fn sent(asked: &Asked) -> Vec<Value> {
    let requests = asked.world.requests();
    let bodies = requests
        .iter()
        .filter_map(|request| serde_json::from_slice::<Value>(request.body()).ok());
    bodies
        .flat_map(|body| {
            body["compositeRequest"]
                .as_array()
                .cloned()
                .unwrap_or_default()
        })
        .filter(|step| step["method"] == "PATCH")
        .map(|step| step["body"].clone())
        .collect()
}

#[test]
fn looking_twice_asks_once_and_old_tasks_are_renewed_in_place() {
    let (mut asked, acme) = with_tasks();
    let seen = tasks(&mut asked, false);
    assert_eq!(seen.items.len(), 2);
    assert_eq!(*seen.items[0].record().1, id("00QAc0000000001"));
    assert_eq!(*seen.items[1].record().1, id("006Ac0000000001"));
    // What the org's fields are is known, and the live feed is young.
    let feed = GetFeed { refresh: false };
    asked.ask(Sender::App, feed).unwrap();
    let calls = acme.count(COMPOSITE);
    assert_eq!(tasks(&mut asked, false), seen);
    assert_eq!(acme.count(COMPOSITE), calls, "fresh");

    asked.life.pass(FRESH).unwrap();
    acme.rows(TASKS, json!([]));
    asked.world.take_calls();
    assert_eq!(
        tasks(&mut asked, false).items.len(),
        2,
        "at once, as they were"
    );
    assert_eq!(acme.count(COMPOSITE), calls + 1);
    let changed = BrowserCall::Changed(Topic::Tasks);
    assert!(asked.world.take_calls().contains(&changed));
    assert_eq!(tasks(&mut asked, false).items.len(), 0);
    assert_eq!(acme.count(COMPOSITE), calls + 1);
}

#[test]
fn where_salesforce_cannot_be_asked_the_tasks_stay_with_the_reason() {
    let (mut asked, acme) = with_tasks();
    tasks(&mut asked, false);
    acme.step(
        TASKS,
        503,
        json!([{ "errorCode": "SERVER_UNAVAILABLE", "message": "" }]),
    );
    let old = tasks(&mut asked, true);
    assert_eq!(old.items.len(), 2);
    assert_eq!(old.faults.len(), 1);
    let calls = acme.count(COMPOSITE);
    tasks(&mut asked, false);
    assert_eq!(
        acme.count(COMPOSITE),
        calls,
        "a failure is not asked again by looking"
    );
    acme.rows(TASKS, rows());
    assert_eq!(tasks(&mut asked, true).faults, []);
}

#[test]
fn done_is_one_call_and_undo_brings_the_status_back() {
    let (mut asked, acme) = with_tasks();
    tasks(&mut asked, false);
    complete(&mut asked, DEMO, true).unwrap();
    assert_eq!(badge(&asked.world), Some(Badge::Due(1)));
    let calls = acme.count(COMPOSITE);
    complete(&mut asked, DEMO, false).unwrap();
    assert_eq!(acme.count(COMPOSITE), calls + 1);
    let statuses = [
        json!({ "Status": "Completed" }),
        json!({ "Status": "In Progress" }),
    ];
    assert_eq!(sent(&asked), statuses);
    assert_eq!(badge(&asked.world), Some(Badge::Due(2)));
    assert_eq!(tasks(&mut asked, false).items.len(), 2);
}

#[test]
fn a_task_that_was_not_shown_is_not_touched_and_a_refusal_changes_nothing() {
    let (mut asked, acme) = with_tasks();
    tasks(&mut asked, false);
    let other = complete(&mut asked, "00TAc0000000009", true);
    assert_eq!(other, Err("agenda.not_listed".into()));
    assert_eq!(sent(&asked), Vec::<Value>::new());
    let refused = json!([{ "errorCode": "UNABLE_TO_LOCK_ROW", "message": "" }]);
    acme.step("sobjects/Task/00T", 400, refused);
    let locked = complete(&mut asked, DEMO, true);
    assert_eq!(locked, Err("salesforce.record_locked".into()));
    assert_eq!(tasks(&mut asked, false).items.len(), 2);
}

#[test]
fn the_badge_says_what_is_due_unless_something_needs_the_rep() {
    let (mut asked, _acme) = with_tasks();
    tasks(&mut asked, false);
    assert_eq!(badge(&asked.world), Some(Badge::Due(2)));
    let gone = json!({
        "v": 1, "provider": "google", "client_id": "1-a.apps.googleusercontent.com",
        "sub": "1", "address": "jo@acme.example", "name": "Jo Devries", "expired": true,
    });
    asked.world.plant(Area::Local, "mailbox", &gone.to_string());
    asked.ask(Sender::Popup, GetPopup {}).unwrap();
    asked.life.settle().unwrap();
    assert_eq!(badge(&asked.world), Some(Badge::NeedsYou(1)));
}

#[test]
fn only_use_arms_the_alarm_and_it_asks_at_most_every_half_hour() {
    let (mut asked, acme) = with_tasks();
    tasks(&mut asked, false);
    let calls = acme.count(COMPOSITE);
    let mut rung = asked.life.pass(QUIET + Duration::from_secs(1)).unwrap();
    rung.sort();
    assert_eq!(rung, ["agenda", "feed"]);
    asked.worker.alarm("agenda");
    asked.life.settle().unwrap();
    assert_eq!(acme.count(COMPOSITE), calls + 1);
    // Nobody uses it: it does not ring again.
    assert_eq!(asked.life.pass(QUIET * 4).unwrap(), Vec::<String>::new());
    assert_eq!(acme.count(COMPOSITE), calls + 1);
}

#[test]
fn a_badge_of_nothing_is_none() {
    assert_eq!(Badge::of(0, 0, 0), Badge::None);
    assert_eq!(Badge::of(0, 0, 3), Badge::News(3));
    assert_eq!(Badge::of(0, 7, 3), Badge::Due(7));
    assert_eq!(Badge::of(2, 7, 3), Badge::NeedsYou(2));
}
