//! What the rep writes on the record in view: the same call reads it again.

use crate::office;
use crate::support::salesforce_org::Acme;
use crate::support::worker::{ADA, Asked, ada, lightning, mail, page, panel, set_up, taken};
use msi_actions::actions::{Form, LogCall};
use msi_actions::base::IntentId;
use msi_actions::insight::Record;
use msi_actions::panel::PanelView;
use msi_actions::protocol::{GetRecord, RecordChanged, Sender, Submit};
use serde_json::{Value, json};
use std::rc::Rc;
use std::time::Duration;

const COMPOSITE: &str = "/services/data/v67.0/composite";
const MADE: &str = "POST /services/data/v67.0/sobjects/Task";
const MADE_ID: &str = "00TAc0000000099MAA";
const DONE: &str = "IsClosed = true";

fn from() -> Sender {
    panel(&lightning(ADA))
}

fn shown(asked: &mut Asked) -> Record {
    let view = asked.ask(from(), GetRecord { refresh: false }).unwrap();
    asked.life.settle().unwrap();
    let PanelView::Record(view) = view else {
        panic!("{view:?}");
    };
    view.facts
}

/// A rep who has Ada's record in view, in an org that takes calls.
fn in_view() -> (Asked, Rc<Acme>) {
    let (mut asked, acme) = set_up();
    let made = json!({ "id": MADE_ID, "success": true, "errors": [] });
    acme.step(MADE, 201, made);
    shown(&mut asked);
    (asked, acme)
}

/// As the org has it from now on.
fn has_call(acme: &Acme) {
    let call = json!([{ "Id": MADE_ID, "Subject": "Call", "TaskSubtype": "Call",
        "ActivityDate": "2027-01-15", "LastModifiedDate": null }]);
    acme.rows(DONE, call);
}

/// Until the time for Undo is over, and what is due is done.
fn waits(asked: &mut Asked) {
    for _ in 0..3 {
        asked.life.pass(Duration::from_secs(10)).unwrap();
    }
}

/// Logs a call without a next step; gives how many calls of Salesforce that and a look at the record cost.
fn logs(asked: &mut Asked, acme: &Acme, n: u8) -> (usize, Record) {
    let call = LogCall {
        follow_up: None,
        ..office::call()
    };
    submits(asked, acme, n, call)
}

fn submits(asked: &mut Asked, acme: &Acme, n: u8, call: LogCall) -> (usize, Record) {
    let calls = acme.count(COMPOSITE);
    let form = Form::LogCall(LogCall {
        who: Some(ada().id),
        on: office::today(),
        ..call
    });
    let submit = Submit {
        intent: IntentId::new([n; 16]),
        record: ada(),
        form,
        sure: Vec::new(),
    };
    taken(asked.ask(from(), submit).unwrap()).unwrap();
    waits(asked);
    let record = shown(asked);
    (acme.count(COMPOSITE) - calls, record)
}

fn ids(record: &Record) -> Vec<&str> {
    let activities = record.activities.iter();
    activities.map(|activity| activity.id.as_str()).collect()
}

fn steps(asked: &Asked) -> Vec<Value> {
    let requests = asked.world.requests();
    let last: Value = serde_json::from_slice(requests.last().unwrap().body()).unwrap();
    last["compositeRequest"].as_array().unwrap().clone()
}

#[test]
fn a_call_that_is_logged_shows_as_the_org_has_it_without_another_call() {
    let (mut asked, acme) = in_view();
    has_call(&acme);
    let (calls, record) = logs(&mut asked, &acme, 1);
    assert_eq!((calls, ids(&record)), (1, vec![MADE_ID]));
    assert!(!record.freshness.due);
    let steps = steps(&asked);
    assert_eq!(steps[0]["method"], "POST", "written first, then read");
    assert!(
        steps[1..].iter().all(|step| step["method"] == "GET"),
        "{steps:?}"
    );
    let (calls, _) = logs(&mut asked, &acme, 2);
    assert_eq!(calls, 1, "and so the next");
}

#[test]
fn a_call_with_a_next_step_is_written_whole_and_read_with_it() {
    let (mut asked, acme) = in_view();
    has_call(&acme);
    let (calls, record) = submits(&mut asked, &acme, 1, office::call());
    assert_eq!((calls, ids(&record)), (1, vec![MADE_ID]));
    let steps = steps(&asked);
    let written = steps.iter().filter(|step| step["method"] == "POST");
    assert_eq!(written.count(), 2);
    let requests = asked.world.requests();
    let last: Value = serde_json::from_slice(requests.last().unwrap().body()).unwrap();
    assert_eq!(last["allOrNone"], true);
}

/// The steps of the call that logged a mail, by their methods.
fn log_of_mail(asked: &mut Asked) -> Vec<String> {
    waits(asked);
    let requests = asked.world.requests();
    let bodies = requests.iter().rev();
    let mut bodies = bodies.filter_map(|one| serde_json::from_slice::<Value>(one.body()).ok());
    let methods = |body: Value| -> Vec<String> {
        let steps = body["compositeRequest"].as_array().cloned();
        let steps = steps.unwrap_or_default().into_iter();
        steps
            .map(|step| step["method"].as_str().unwrap().to_owned())
            .collect()
    };
    let writes = |methods: &Vec<String>| methods.iter().any(|method| method == "POST");
    bodies.by_ref().map(methods).find(writes).unwrap()
}

fn sends(asked: &mut Asked) {
    let submit = Submit {
        intent: IntentId::new([7; 16]),
        record: ada(),
        form: mail(),
        sure: Vec::new(),
    };
    taken(asked.ask(from(), submit).unwrap()).unwrap();
}

#[test]
fn a_record_is_read_with_the_log_of_its_mail_while_it_is_in_view() {
    let (mut asked, _acme) = in_view();
    sends(&mut asked);
    let stays = log_of_mail(&mut asked);
    assert_eq!(stays[0], "POST");
    assert!(stays.contains(&"GET".to_owned()), "{stays:?}");

    let (mut asked, _acme) = in_view();
    sends(&mut asked);
    let other = panel(&lightning("00QAc0000000002"));
    asked.ask(other, GetRecord { refresh: false }).unwrap();
    let gone_on = log_of_mail(&mut asked);
    assert!(!gone_on.contains(&"GET".to_owned()), "{gone_on:?}");
}

#[test]
fn what_is_refused_is_no_news_and_what_changes_meanwhile_is_read_again() {
    let (mut asked, acme) = in_view();
    let refused = json!([{ "errorCode": "INSUFFICIENT_ACCESS", "message": "" }]);
    acme.step(MADE, 403, refused);
    has_call(&acme);
    let (calls, record) = logs(&mut asked, &acme, 1);
    assert_eq!((calls, ids(&record)), (1, vec![]), "as it was read before");

    let (mut asked, acme) = in_view();
    logs(&mut asked, &acme, 1);
    asked.ask(page(&lightning(ADA)), RecordChanged {}).unwrap();
    has_call(&acme);
    let calls = acme.count(COMPOSITE);
    assert_eq!(ids(&shown(&mut asked)), [MADE_ID]);
    assert_eq!(acme.count(COMPOSITE), calls + 1);
}

#[test]
fn a_reading_that_is_refused_undoes_nothing_and_is_tried_by_itself() {
    let (mut asked, acme) = in_view();
    let down = json!([{ "errorCode": "SERVER_UNAVAILABLE", "message": "" }]);
    acme.step(DONE, 503, down);
    let (calls, _) = logs(&mut asked, &acme, 1);
    assert_eq!(calls, 2);
}
