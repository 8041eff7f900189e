//! Today, asked of the worker: what it costs, and where its records are opened.

use crate::support::salesforce_org::{Acme, org};
use crate::support::worker::{ADA, Asked, ada, lightning, panel, set_up};
use crate::world::BrowserCall;
use msi_actions::agenda::FRESH;
use msi_actions::base::{ActionKind, OrgHost, RecordId, TabId};
use msi_actions::campaigns::Recency;
use msi_actions::ports::Clock;
use msi_actions::protocol::{CompleteTask, GetToday, OpenRecord, Sender, TakeAction};
use msi_actions::today::{Item, TodayView};
use serde_json::{Value, json};
use std::rc::Rc;

const COMPOSITE: &str = "/services/data/v67.0/composite";
const TASKS: &str = "FROM Task WHERE OwnerId";
const CALL: &str = "00TAc0000000002";

fn with_call() -> (Asked, Rc<Acme>) {
    let (asked, acme) = set_up();
    let day = asked.world.day(asked.world.now()).to_string();
    let row = json!({ "Id": CALL, "Subject": "Call Ada", "ActivityDate": day, "TaskSubtype": "Call", "Status": "Not Started",
        "WhoId": ada().id, "Who": { "Name": "Ada Lovelace" }, "WhatId": null, "What": null });
    acme.rows(TASKS, json!([row]));
    acme.step("sobjects/Task/00T", 204, Value::Null);
    (asked, acme)
}

fn today(asked: &mut Asked, refresh: bool) -> TodayView {
    let mut ask = |tasks| asked.ask(Sender::App, GetToday { tasks }).unwrap();
    let mut view = ask(if refresh {
        Recency::New
    } else {
        Recency::Known
    });
    if view.unread {
        assert_eq!(view.items, [], "what is known is there at once");
        view = ask(Recency::Recent);
    }
    asked.life.settle().unwrap();
    view
}

/// Where a record is opened.
fn open(
    asked: &mut Asked,
    org: OrgHost,
    action: Option<ActionKind>,
) -> Result<Option<TabId>, String> {
    asked.world.take_calls();
    let record = RecordId::parse(ADA).unwrap();
    let request = OpenRecord {
        org,
        record,
        action,
    };
    let answer = asked.ask(Sender::App, request);
    answer.map_err(|fault| fault.code.as_str().to_owned())?;
    let calls = asked.world.take_calls().into_iter();
    let mut opened = calls.filter_map(|call| match call {
        BrowserCall::ShowIn(tab, url) => Some((tab, url)),
        _ => None,
    });
    let (tab, url) = opened.next().unwrap();
    assert!(url.contains(ADA), "{url}");
    Ok(tab)
}

/// However often the page asks, and however old the tasks are: they are read for the badge.
#[test]
fn the_list_costs_no_call_of_its_own() {
    let (mut asked, acme) = with_call();
    let view = today(&mut asked, false);
    assert!(
        matches!(&view.items[..], [Item::Task(due)] if !due.late),
        "{view:?}"
    );
    assert_eq!(view.orgs, [org()]);
    let calls = acme.count(COMPOSITE);
    for _ in 0..5 {
        asked.life.pass(FRESH).unwrap();
        assert_eq!(today(&mut asked, false), view);
    }
    assert_eq!(acme.count(COMPOSITE), calls);
    today(&mut asked, true);
    assert_eq!(acme.count(COMPOSITE), calls + 1);
}

#[test]
fn what_is_done_leaves_and_comes_back_by_undo() {
    let (mut asked, _) = with_call();
    assert_eq!(today(&mut asked, false).items.len(), 1);
    for (done, left) in [(true, 0), (false, 1)] {
        let task = RecordId::parse(CALL).unwrap();
        let request = CompleteTask {
            org: org(),
            task,
            done,
        };
        asked.ask(Sender::App, request).unwrap();
        assert_eq!(today(&mut asked, false).items.len(), left);
    }
}

#[test]
fn without_salesforce_the_list_stays_with_the_reason() {
    let (mut asked, acme) = with_call();
    let before = today(&mut asked, false);
    let down = json!([{ "errorCode": "SERVER_UNAVAILABLE", "message": "" }]);
    acme.step(TASKS, 503, down);
    let view = today(&mut asked, true);
    assert_eq!((&view.items, view.at), (&before.items, before.at));
    let codes: Vec<_> = view
        .faults
        .iter()
        .map(|(_, fault)| fault.code.as_str())
        .collect();
    assert_eq!(codes, ["salesforce.unavailable"]);
}

#[test]
fn records_are_opened_in_one_tab_with_the_action_begun() {
    let (mut asked, _) = with_call();
    assert_eq!(open(&mut asked, org(), None), Ok(None), "a new tab");
    let tab = open(&mut asked, org(), Some(ActionKind::LogCall)).unwrap();
    assert!(tab.is_some(), "the same tab");
    let from = panel(&lightning(ADA));
    let begun = asked.ask(from, TakeAction { record: ada() }).unwrap();
    assert_eq!(begun, Some(ActionKind::LogCall));
    let elsewhere = OrgHost::parse("other.my.salesforce.com").unwrap();
    assert!(open(&mut asked, elsewhere, None).is_err());
}
