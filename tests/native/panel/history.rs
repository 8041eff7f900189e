//! The cards of activities: read by one call, changed by one call, and only what the record's view lists.

use super::forms::at_work;
use crate::support::salesforce_org::{Acme, Part};
use crate::support::worker::{ADA, Asked, ada, code, lightning, page, panel, popup_today};
use msi_actions::base::{Day, Fault, Millis, Related};
use msi_actions::insight::{
    ActivityDetail, DetailOf, MailDetail, Older, Opened, Source, TaskChange, TaskChanged,
    TaskDetail, TaskField, TaskFields,
};
use msi_actions::panel::PanelView;
use msi_actions::ports::Clock;
use msi_actions::protocol::{
    Call, ChangeTask, GetActivity, GetOlder, GetRecord, GetRecordNow, KeepTask, Reply, Request,
    Sender,
};
use serde_json::{Value, json};
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

const COMPOSITE: &str = "/services/data/v67.0/composite";
const DEMO: &str = "00TAc0000000001";
const MAIL: &str = "02sAc0000000001";
const PATCH: &str = "PATCH /services/data/v67.0/sobjects/Task/";
const GET: &str = "GET /services/data/v67.0/sobjects/Task/";
const NAMES: &str = "SELECT Owner.Name";

fn demo() -> Value {
    json!({
        "Id": DEMO, "Subject": "Prepare the demo", "Status": "In Progress", "Priority": "High",
        "ActivityDate": "2027-01-20", "Description": "With the new prices.", "IsClosed": false,
        "OwnerId": "005Ac0000000001", "WhoId": "00QAc0000000001", "WhatId": null,
        "LastModifiedDate": "2027-01-15T06:00:00.000+0000", "SystemModstamp": "2027-01-15T06:00:01.000+0000",
    })
}

fn describe(acme: &Acme, read_only: &[&str]) {
    let names = [
        "Subject",
        "Status",
        "Priority",
        "ActivityDate",
        "Description",
        "TaskSubtype",
    ];
    let field = |name: &str| {
        let value = |value: &str| json!({ "active": true, "defaultValue": false, "label": format!("{value}!"), "value": value });
        let values = ["High", "Normal"].map(value);
        json!({ "name": name, "createable": !read_only.contains(&name), "length": 255,
            "picklistValues": values })
    };
    let fields = names.map(field);
    let fields = json!({ "createable": true, "deletable": true, "fields": fields });
    acme.step("Task/describe", 200, fields);
}

/// Ada's record is in view, with an open task and a mail.
fn in_view(read_only: &[&str]) -> (Asked, Rc<Acme>) {
    let (mut asked, acme) = at_work();
    describe(&acme, read_only);
    let email = json!({ "createable": true, "fields": [] });
    acme.step("EmailMessage/describe", 200, email);
    acme.rows(
        "IsClosed = false",
        json!([{ "Id": DEMO, "Subject": "Prepare the demo" }]),
    );
    acme.rows("FROM EmailMessage WHERE Id IN", json!([{ "Id": MAIL }]));
    acme.step(GET, 200, demo());
    let names = json!([{ "Owner": { "Name": "Jo Devries" }, "Who": { "Name": "Ada Lovelace" }, "What": null }]);
    acme.rows(NAMES, names);
    acme.step(PATCH, 204, Value::Null);
    let view = asked.ask(from(), GetRecord { refresh: true });
    assert!(matches!(view, Ok(PanelView::Record(_))), "{view:?}");
    (asked, acme)
}

fn from() -> Sender {
    panel(&lightning(ADA))
}

fn read(asked: &mut Asked, id: &str) -> Result<ActivityDetail, Fault> {
    let (record, id) = (ada(), id.to_owned());
    asked.ask(from(), GetActivity { record, id })
}

fn task(detail: &ActivityDetail) -> &TaskDetail {
    match &detail.of {
        DetailOf::Task(task) => task,
        other => panic!("{other:?}"),
    }
}

fn change(asked: &mut Asked, id: &str, change: TaskChange) -> Result<TaskChanged, Fault> {
    let (record, id) = (ada(), id.to_owned());
    let answer = asked.ask(from(), ChangeTask { record, id, change });
    asked.life.settle().unwrap();
    answer
}

/// The last composite's updates.
fn written(asked: &Asked) -> Vec<Value> {
    let requests = asked.world.requests();
    let bodies = requests.iter().rev();
    let mut bodies =
        bodies.filter_map(|request| serde_json::from_slice::<Value>(request.body()).ok());
    let steps = bodies.find_map(|body| body["compositeRequest"].as_array().cloned());
    let steps = steps.unwrap_or_default().into_iter();
    steps.filter(|step| step["method"] == "PATCH").collect()
}

#[test]
fn a_task_is_read_in_full_by_one_call() {
    let (mut asked, acme) = in_view(&[]);
    let before = acme.count(COMPOSITE);
    let detail = read(&mut asked, DEMO).unwrap();
    assert_eq!(acme.count(COMPOSITE), before + 1);
    assert_eq!(detail.words, "With the new prices.");
    assert_eq!(detail.owner.as_ref().unwrap().name, "Jo Devries");
    assert_eq!(detail.who.as_ref().unwrap().name, "Ada Lovelace");
    let task = task(&detail);
    assert_eq!(task.fields.due, Day::parse("2027-01-20").ok());
    assert_eq!(
        (task.open, task.status.as_deref()),
        (true, Some("In Progress"))
    );
    assert_eq!(task.writable, TaskField::ALL);
    assert_eq!(task.changed, Some(Millis(1_799_992_801_000)));
    assert_eq!(task.priorities[0], ("High".to_owned(), "High!".to_owned()));
}

#[test]
fn a_field_that_the_rep_may_not_see_is_missing_and_one_that_they_may_not_write_is_not_offered() {
    let (mut asked, acme) = in_view(&["Status", "Priority"]);
    let mut row = demo();
    row.as_object_mut().unwrap().remove("Description");
    acme.step(GET, 200, row);
    let refused = json!([{ "errorCode": "INSUFFICIENT_ACCESS", "message": "" }]);
    acme.step(NAMES, 403, refused);
    let detail = read(&mut asked, DEMO).unwrap();
    let owner = detail.owner.as_ref().map(|owner| owner.name.as_str());
    assert_eq!((detail.words.as_str(), owner), ("", Some("")));
    let writable = [TaskField::Subject, TaskField::Due];
    assert_eq!(task(&detail).writable, writable);
}

#[test]
fn a_mail_says_its_words_whoever_wrote_them_and_folds_what_it_quotes() {
    let (mut asked, acme) = in_view(&[]);
    let mail = |more: Value| {
        let mut row = json!({
            "Id": MAIL, "Subject": "Prices", "FromName": "Ada Lovelace", "FromAddress": "ada@analytical.example",
            "ToAddress": "jo@acme.example", "CcAddress": null, "Incoming": true, "IsTracked": false,
            "MessageDate": "2027-01-15T06:00:00.000+0000", "TextBody": null, "HtmlBody": null,
        });
        let more = more.as_object().unwrap().clone();
        row.as_object_mut().unwrap().extend(more);
        row
    };
    let mut of = |more: Value| {
        acme.step("sobjects/EmailMessage/02s", 200, mail(more));
        let detail = read(&mut asked, MAIL).unwrap();
        let DetailOf::Mail(mail) = detail.of.clone() else {
            panic!("{detail:?}")
        };
        (detail, mail)
    };
    let quoting = "Thursday suits me.\n\nOn Tuesday Jo Devries wrote:\n> Thursday?";
    let (detail, mail) = of(json!({ "TextBody": quoting }));
    assert_eq!(detail.words, "Thursday suits me.");
    assert_eq!(detail.quoted, "On Tuesday Jo Devries wrote:\n> Thursday?");
    let expected = MailDetail {
        subject: "Prices".into(),
        incoming: true,
        from_name: Some("Ada Lovelace".into()),
        from: Some("ada@analytical.example".into()),
        to: Some("jo@acme.example".into()),
        cc: None,
        at: Some(Millis(1_799_992_800_000)),
        opened: Opened::Unknown,
    };
    assert_eq!(mail, expected);
    let html = "<p>Hello <b>Jo</b></p><script>alert(1)</script><img src=x onerror=alert(1)>";
    let (detail, mail) = of(json!({ "HtmlBody": html, "IsTracked": true }));
    assert_eq!(
        (detail.words.as_str(), mail.opened),
        ("Hello Jo", Opened::NotYet)
    );
    let opened = json!({ "IsTracked": true, "FirstOpenedDate": "2027-01-15T06:00:00.000+0000" });
    assert_eq!(of(opened).1.opened, Opened::At(Millis(1_799_992_800_000)));
    let (detail, _) = of(json!({ "TextBody": "> Only a quote" }));
    assert_eq!(
        (detail.words.as_str(), detail.quoted.as_str()),
        ("> Only a quote", "")
    );
    let (detail, _) = of(json!({ "TextBody": "é".repeat(30_000) }));
    assert_eq!(
        (detail.words.chars().count(), detail.shortened),
        (20_000, true)
    );
}

#[test]
fn only_what_the_records_view_lists_is_read_or_written() {
    let (mut asked, acme) = in_view(&[]);
    let calls = acme.count(COMPOSITE);
    for id in ["00TAc0000000009", "005Ac0000000002", "nonsense", ""] {
        assert_eq!(code(read(&mut asked, id)), "insight.activity_gone", "{id}");
        let changed = change(&mut asked, id, TaskChange::Done);
        assert_eq!(code(changed), "insight.activity_gone", "{id}");
    }
    let mail = change(&mut asked, MAIL, TaskChange::Done);
    assert_eq!(code(mail), "insight.activity_gone", "a mail is not done");
    let (record, id) = (ada(), DEMO.to_owned());
    let request = GetActivity { record, id };
    let elsewhere = asked.ask(panel(&lightning("00QAc0000000002")), request.clone());
    assert_eq!(code(elsewhere), "worker.other_record");
    let foreign = asked.ask(page(&lightning(ADA)), request);
    assert_eq!(code(foreign), "bug.not_yours_to_ask");
    assert_eq!(acme.count(COMPOSITE), calls);

    let gone =
        json!([{ "errorCode": "NOT_FOUND", "message": "The requested resource does not exist" }]);
    acme.step(GET, 404, gone);
    assert_eq!(code(read(&mut asked, DEMO)), "insight.activity_gone");
}

#[test]
fn what_a_page_of_older_ones_lists_can_be_opened_too() {
    let (mut asked, acme) = in_view(&[]);
    let older = "00TAc0000000042";
    assert_eq!(code(read(&mut asked, older)), "insight.activity_gone");
    acme.rows(
        "IsClosed = true",
        json!([{ "Id": older, "Subject": "Old" }]),
    );
    let page = GetOlder {
        record: ada(),
        account: false,
        week: None,
        of: vec![Older::all_of(Source::Calls)],
    };
    let calls = acme.count(COMPOSITE);
    let answer = asked.ask(from(), page.clone()).unwrap();
    assert_eq!(answer.activities[0].id, older);
    assert_eq!(acme.count(COMPOSITE), calls + 1);
    assert!(read(&mut asked, older).is_ok());
    asked.ask(from(), GetRecord { refresh: true }).unwrap();
    assert!(
        read(&mut asked, older).is_ok(),
        "a newer view forgets no page"
    );
    let elsewhere = asked.ask(panel(&lightning("00QAc0000000002")), page);
    assert_eq!(code(elsewhere), "worker.other_record");
}

#[test]
fn a_lead_has_no_account_to_show() {
    let (mut asked, acme) = in_view(&[]);
    let page = GetOlder {
        record: ada(),
        account: true,
        week: None,
        of: vec![Older::all_of(Source::Tasks)],
    };
    let calls = acme.count(COMPOSITE);
    assert_eq!(code(asked.ask(from(), page)), "insight.activity_gone");
    assert_eq!(acme.count(COMPOSITE), calls);
}

#[test]
fn done_and_open_again_are_one_call_each_and_every_list_follows() {
    let (mut asked, acme) = in_view(&[]);
    let due = json!([{ "Id": DEMO, "Subject": "Prepare the demo", "ActivityDate": "2027-01-15",
        "TaskSubtype": "Task", "Status": "In Progress", "WhoId": null, "Who": null, "WhatId": null, "What": null }]);
    acme.rows("FROM Task WHERE OwnerId", due);
    let open = |asked: &mut Asked| popup_today(asked, false).items.len();
    assert_eq!(open(&mut asked), 1);
    let calls = acme.count(COMPOSITE);
    let done = change(&mut asked, DEMO, TaskChange::Done).unwrap();
    assert!(matches!(done, TaskChanged::Saved(_)));
    assert_eq!(written(&asked)[0]["body"], json!({ "Status": "Completed" }));
    assert_eq!(
        open(&mut asked),
        0,
        "the popup's list knows it without a call"
    );
    assert_eq!(acme.count(COMPOSITE), calls + 1);
    is_read_again(&mut asked);
    let status = "In Progress".to_owned();
    change(&mut asked, DEMO, TaskChange::Open { status }).unwrap();
    assert_eq!(
        written(&asked)[0]["body"],
        json!({ "Status": "In Progress" })
    );
    assert_eq!(open(&mut asked), 1);
    is_read_again(&mut asked);
    assert_eq!(acme.count(COMPOSITE), calls + 2);
}

/// The view of the record came with the last call: it is not due.
fn is_read_again(asked: &mut Asked) {
    let known = asked.ask(from(), GetRecordNow {}).unwrap();
    assert!(!known.is_due());
    let shown = asked.ask(from(), GetRecord { refresh: false }).unwrap();
    assert!(matches!(shown, PanelView::Record(_)), "{shown:?}");
}

/// The composites so far: whether their steps take effect together, and the methods of those.
fn composites(asked: &Asked) -> Vec<(bool, Vec<String>)> {
    let requests = asked.world.requests();
    let bodies = requests.iter();
    let bodies = bodies.filter_map(|one| serde_json::from_slice::<Value>(one.body()).ok());
    let methods = |body: Value| {
        let steps = body["compositeRequest"].as_array()?.iter();
        let methods = steps.map(|step| step["method"].as_str().unwrap().to_owned());
        Some((body["allOrNone"] == true, methods.collect()))
    };
    bodies.filter_map(methods).collect()
}

#[test]
fn what_answers_a_change_takes_the_names_that_were_known_of_the_same_records() {
    let (mut asked, acme) = in_view(&[]);
    let before = read(&mut asked, DEMO).unwrap();
    let mut theirs = demo();
    theirs["OwnerId"] = "005Ac0000000009".into();
    acme.step(GET, 200, theirs);
    let TaskChanged::Saved(now) = change(&mut asked, DEMO, TaskChange::Done).unwrap() else {
        panic!("not saved")
    };
    let name = |of: &Option<Related>| of.as_ref().map(|of| of.name.clone()).unwrap();
    assert_eq!(name(&now.who), "", "no query is left for it");
    let now = now.named_as(&before);
    let names = (name(&now.who), name(&now.owner));
    assert_eq!(names, ("Ada Lovelace".into(), String::new()));
}

#[test]
fn a_refused_change_says_why() {
    let (mut asked, acme) = in_view(&[]);
    let locked = json!([{ "errorCode": "UNABLE_TO_LOCK_ROW", "message": "" }]);
    acme.step(PATCH, 400, locked);
    let refused = change(&mut asked, DEMO, TaskChange::Done);
    assert_eq!(code(refused), "salesforce.record_locked");
}

#[test]
fn an_edit_writes_what_the_rep_changed_and_nothing_over_anothers_change() {
    let (mut asked, acme) = in_view(&[]);
    let detail = read(&mut asked, DEMO).unwrap();
    let seen = task(&detail).changed;
    let before = task(&detail).fields.clone();
    let after = TaskFields {
        subject: "Prepare the\ndemo for Ada".into(),
        due: None,
        ..before.clone()
    };
    let edit = TaskChange::Edit {
        seen,
        before,
        after,
    };
    let calls = acme.count(COMPOSITE);
    let saved = change(&mut asked, DEMO, edit.clone()).unwrap();
    assert!(matches!(saved, TaskChanged::Saved(_)));
    assert_eq!(acme.count(COMPOSITE), calls + 1);
    let written = written(&asked);
    let changed = json!({ "Subject": "Prepare the demo for Ada", "ActivityDate": null });
    assert_eq!(written[0]["body"], changed);
    let condition = json!({ "If-Unmodified-Since": "Fri, 15 Jan 2027 06:00:01 GMT" });
    assert_eq!(written[0]["httpHeaders"], condition);

    acme.step(PATCH, 412, Value::Null);
    let mut theirs = demo();
    theirs["Subject"] = "Prepare the big demo".into();
    acme.step(GET, 200, theirs);
    is_read_again(&mut asked);
    let TaskChanged::Conflict(now) = change(&mut asked, DEMO, edit).unwrap() else {
        panic!("written over")
    };
    assert_eq!(task(&now).fields.subject, "Prepare the big demo");
    assert_eq!(acme.count(COMPOSITE), calls + 2);
    let known = asked.ask(from(), GetRecordNow {}).unwrap();
    assert!(
        known.is_due(),
        "another's change is read when the rep looks"
    );
}

const DELETE: &str = "DELETE /services/data/v67.0/sobjects/Task/";

fn delete(asked: &mut Asked) -> Result<TaskChanged, Fault> {
    let detail = read(asked, DEMO).unwrap();
    assert!(task(&detail).deletable);
    let seen = task(&detail).changed;
    change(asked, DEMO, TaskChange::Delete { seen })
}

#[test]
fn a_task_is_deleted_when_the_time_for_undo_is_over_by_one_call() {
    let (mut asked, acme) = in_view(&[]);
    acme.step(DELETE, 204, Value::Null);
    let (calls, before) = (acme.count(COMPOSITE) + 1, asked.world.now());
    assert_eq!(delete(&mut asked), Ok(TaskChanged::Deleted));
    assert!(asked.world.now().since(before) >= Duration::from_secs(5));
    assert_eq!(acme.count(COMPOSITE), calls + 1);
    let condition = json!({ "If-Unmodified-Since": "Fri, 15 Jan 2027 06:00:01 GMT" });
    let update = &written(&asked)[0];
    assert_eq!(
        (&update["httpHeaders"], &update["body"]),
        (&condition, &json!({}))
    );
    is_read_again(&mut asked);
    assert_eq!(acme.count(COMPOSITE), calls + 1);
    let (together, methods) = composites(&asked).pop().unwrap();
    assert!(together, "the deletion goes with what is refused before it");
    assert_eq!(methods[..3], ["PATCH", "DELETE", "GET"]);
}

#[test]
fn a_deletion_that_a_reading_took_back_is_done_without_it() {
    let (mut asked, acme) = in_view(&[]);
    let halted = json!([{ "errorCode": "PROCESSING_HALTED", "message": "rolled back" }]);
    let taken_back = Rc::new(Cell::new(false));
    let saw = Rc::clone(&taken_back);
    // Together with the readings, one of which is refused; then alone.
    let part: Part = Box::new(move |step, _| match step {
        _ if step.starts_with("PATCH") && saw.get() => Some((204, Value::Null)),
        _ if step.starts_with("DELETE") && saw.get() => Some((204, Value::Null)),
        _ if step.starts_with("PATCH") => Some((400, halted.clone())),
        _ if step.starts_with("DELETE") => Some((400, halted.clone())),
        _ if step.contains("IsClosed = true") => {
            saw.set(true);
            let no = json!([{ "errorCode": "INVALID_TYPE", "message": "no right" }]);
            Some((400, no))
        }
        _ => None,
    });
    *acme.part.borrow_mut() = Some(part);
    let calls = acme.count(COMPOSITE) + 1;
    assert_eq!(delete(&mut asked), Ok(TaskChanged::Deleted));
    assert_eq!(acme.count(COMPOSITE), calls + 2);
    let last = composites(&asked).pop().unwrap();
    assert_eq!(last, (true, vec!["PATCH".into(), "DELETE".into()]));
    let known = asked.ask(from(), GetRecordNow {}).unwrap();
    assert!(known.is_due());
}

#[test]
fn a_task_that_somebody_changed_meanwhile_is_not_deleted() {
    let (mut asked, acme) = in_view(&[]);
    acme.step(PATCH, 412, Value::Null);
    let halted = json!([{ "errorCode": "PROCESSING_HALTED", "message": "rolled back" }]);
    acme.step(DELETE, 400, halted);
    let Ok(TaskChanged::Conflict(now)) = delete(&mut asked) else {
        panic!("deleted")
    };
    assert_eq!(task(&now).fields.subject, "Prepare the demo");
}

#[test]
fn a_deletion_that_is_refused_says_why() {
    let (mut asked, acme) = in_view(&[]);
    let halted = json!([{ "errorCode": "PROCESSING_HALTED", "message": "rolled back" }]);
    acme.step(PATCH, 400, halted);
    let refused = json!([{ "errorCode": "INSUFFICIENT_ACCESS_OR_READONLY", "message": "no" }]);
    acme.step(DELETE, 403, refused);
    assert_eq!(code(delete(&mut asked)), "salesforce.no_right");
}

#[test]
fn a_deletion_is_taken_back_in_time() {
    let (mut asked, acme) = in_view(&[]);
    let calls = acme.count(COMPOSITE);
    let call = |name: &str, body: Value| Call {
        name: name.into(),
        build: msi_actions::protocol::BUILD.into(),
        body,
    };
    let change = TaskChange::Delete { seen: None };
    let (record, id) = (ada(), DEMO.to_owned());
    let deletes = ChangeTask { record, id, change };
    let deletes = call(ChangeTask::NAME, serde_json::to_value(&deletes).unwrap());
    let (record, id) = (ada(), DEMO.to_owned());
    let keeps = KeepTask { record, id };
    let keeps = call(KeepTask::NAME, serde_json::to_value(&keeps).unwrap());
    let both = futures_util::future::join(asked.worker.message(from(), deletes), async {
        asked.world.sleep(Duration::from_secs(1)).await;
        asked.worker.message(from(), keeps).await
    });
    let (deleted, kept) = asked.life.run(both).unwrap();
    let answer = |text: String| match serde_json::from_str::<Reply<Value>>(&text).unwrap() {
        Reply::Ok(value) => value,
        Reply::Fault(fault) => panic!("{fault:?}"),
    };
    assert_eq!(answer(kept), json!({}));
    assert_eq!(answer(deleted), json!("kept"));
    assert_eq!(acme.count(COMPOSITE), calls, "Salesforce was not asked");
}
