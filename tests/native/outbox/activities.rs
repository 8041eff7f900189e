//! Calls and tasks in the journal, one story each.

use crate::acme;
use crate::office::{Office, ada, call, intent, jo, task};
use crate::tasks;
use crate::world::{Life, Mishap};
use msi_actions::actions::{AddTask, Form};
use msi_actions::base::ActionKind;
use msi_actions::insight::Age;
use msi_actions::outbox::{Decision, OutboxState, Owner, Undone};
use msi_actions::ports::{Clock, Database, HttpRequest, NetworkError, Table};
use msi_actions::salesforce::Schema;
use serde_json::json;
use std::time::Duration;

const COMPOSITE: &str = "/services/data/v67.0/composite";
const DONE: OutboxState = OutboxState::Done { warning: None };

/// Submits and lets `seconds` pass in the same life.
fn submit(office: &Office, form: Form, seconds: u64) {
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    life.run(worker.submit_form(form)).unwrap().unwrap();
    life.pass(Duration::from_secs(seconds)).unwrap();
}

fn log_call() -> Form {
    Form::LogCall(call())
}

fn add_task() -> Form {
    Form::AddTask(task())
}

fn decide(office: &Office, decision: Decision) {
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    let decided = life.run(worker.outbox.resolve(&intent(), decision));
    decided.unwrap().unwrap();
    life.settle().unwrap();
}

fn undo(office: &Office) -> Undone {
    let mut life = Life::begin(&office.world);
    let journal = office.worker().outbox;
    life.run(journal.undo(&intent(), false)).unwrap().unwrap()
}

/// How many calls Salesforce got since `before`.
fn calls(office: &Office, before: usize) -> usize {
    let to_salesforce =
        |request: &&HttpRequest| request.uri().host() == Some("acme.my.salesforce.com");
    office
        .world
        .requests()
        .iter()
        .skip(before)
        .filter(to_salesforce)
        .count()
}

/// The schema is known, as after the first view of the day.
fn with_schema(office: &Office) {
    let mut life = Life::begin(&office.world);
    let rest = office.worker().sessions.rest(&acme::org());
    life.run(Schema::of(&rest)).unwrap().unwrap();
}

/// The journal no longer knows the intent.
fn forget(office: &Office) {
    let (mut life, intent) = (Life::begin(&office.world), intent());
    let key = format!("action/{intent}");
    let delete = office.world.delete(Table::Outbox, &key);
    life.run(delete).unwrap().unwrap();
}

#[test]
fn a_call_and_its_follow_up_cost_one_call_of_salesforce() {
    let office = Office::open();
    with_schema(&office);
    let before = office.world.requests().len();
    submit(&office, log_call(), 10);
    assert_eq!(office.state(), DONE);
    assert_eq!(office.tasks.all().len(), 2);
    assert_eq!(calls(&office, before), 1);
}

#[test]
fn it_can_be_taken_back_for_five_seconds() {
    let office = Office::open();
    submit(&office, log_call(), 4);
    assert!(matches!(office.state(), OutboxState::Undo { .. }));
    assert_eq!(undo(&office), Undone::Back(Box::new(log_call())));
    let mut life = Life::begin(&office.world);
    let draft = life.run(office.worker().outbox.draft(&ada(), ActionKind::LogCall));
    assert_eq!(draft.unwrap().unwrap().unwrap().form, log_call());
    drop(life);
    office.wake().unwrap();
    assert!(office.tasks.all().is_empty() && office.outbox().is_empty());
}

#[test]
fn no_mailbox_is_needed() {
    let office = Office::open();
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    life.run(worker.mailboxes.sign_out()).unwrap().unwrap();
    let owner = Owner {
        mailbox: None,
        ..jo()
    };
    let submitted = worker.outbox.submit(intent(), owner, ada(), add_task());
    life.run(submitted).unwrap().unwrap();
    life.pass(Duration::from_secs(10)).unwrap();
    drop(life);
    assert_eq!((office.state(), office.tasks.all().len()), (DONE, 1));
}

#[test]
fn what_the_computer_slept_through_is_written_when_it_wakes() {
    let office = Office::open();
    submit(&office, log_call(), 1);
    office.world.pass(Duration::from_secs(24 * 3600));
    office.live_on();
    assert_eq!((office.state(), office.tasks.all().len()), (DONE, 2));
}

#[test]
fn a_refusal_is_told_in_salesforces_words_and_the_form_comes_back() {
    for with_field in [false, true] {
        let office = Office::open();
        if with_field {
            tasks::describe_with_intent_field(&office.acme);
        }
        let refusal = json!([{ "errorCode": "FIELD_CUSTOM_VALIDATION_EXCEPTION",
            "message": "A call needs an outcome from the list.", "fields": ["CallDisposition"] }]);
        office.tasks.refusals.borrow_mut().push_back((400, refusal));
        submit(&office, log_call(), 10);
        let OutboxState::Failed { fault } = office.state() else {
            panic!("{:?}", office.state())
        };
        assert_eq!(fault.code.as_str(), "salesforce.org_rule");
        assert!(
            fault
                .detail
                .unwrap()
                .contains("A call needs an outcome from the list.")
        );
        assert!(
            office.world.armed_alarms().is_empty(),
            "nothing to wait for"
        );
        assert_eq!(undo(&office), Undone::Back(Box::new(log_call())));
        assert!(office.tasks.all().is_empty());
    }
}

#[test]
fn a_refused_one_can_be_tried_again() {
    let office = Office::open();
    let refusal =
        json!([{ "errorCode": "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY", "message": "a trigger" }]);
    office.tasks.refusals.borrow_mut().push_back((400, refusal));
    submit(&office, add_task(), 10);
    assert!(matches!(office.state(), OutboxState::Failed { .. }));
    decide(&office, Decision::Retry);
    assert_eq!((office.state(), office.tasks.all().len()), (DONE, 1));
}

#[test]
fn what_passes_is_tried_again_by_itself() {
    let office = Office::open();
    let locked = json!([{ "errorCode": "UNABLE_TO_LOCK_ROW", "message": "locked" }]);
    office.tasks.refusals.borrow_mut().push_back((400, locked));
    submit(&office, log_call(), 10);
    assert!(matches!(
        office.state(),
        OutboxState::Waiting { fault: Some(_), .. }
    ));
    office.live_on();
    assert_eq!((office.state(), office.tasks.all().len()), (DONE, 2));
}

#[test]
fn fields_left_out_are_a_remark_on_what_was_written() {
    let office = Office::open();
    tasks::describe_without(&office.acme, &["ReminderDateTime"]);
    submit(&office, log_call(), 10);
    let OutboxState::Done {
        warning: Some(warning),
    } = office.state()
    else {
        panic!("{:?}", office.state())
    };
    assert_eq!(warning.code.as_str(), "salesforce.fields_left_out");
    assert_eq!(warning.detail.as_deref(), Some("Task.ReminderDateTime"));
}

/// The answer is lost; the worker looks for the Task before it writes.
fn answer_lost(office: &Office, form: Form) {
    with_schema(office);
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    life.run(worker.submit_form(form)).unwrap().unwrap();
    office.world.doom(Mishap::ReplyLost, 1);
    life.pass(Duration::from_secs(10)).unwrap();
    drop(life);
    assert!(!office.world.doomed());
    office.live_on();
}

#[test]
fn a_call_whose_answer_was_lost_is_found_by_what_it_carries() {
    let office = Office::open();
    answer_lost(&office, log_call());
    assert_eq!((office.state(), office.tasks.all().len()), (DONE, 2));
}

#[test]
fn a_call_whose_answer_is_too_large_is_looked_up_and_not_written_again() {
    let office = Office::open();
    office.world.lose_answers_as(NetworkError::TooLarge);
    answer_lost(&office, log_call());
    assert_eq!((office.state(), office.tasks.all().len()), (DONE, 2));
}

#[test]
fn a_task_whose_answer_was_lost_is_found_by_our_field() {
    let office = Office::open();
    tasks::describe_with_intent_field(&office.acme);
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    life.run(worker.submit_form(add_task())).unwrap().unwrap();
    office.world.doom(Mishap::ReplyLost, 2); // of the schema, then of the task
    life.pass(Duration::from_secs(10)).unwrap();
    drop(life);
    office.live_on();
    assert_eq!((office.state(), office.tasks.all().len()), (DONE, 1));
}

#[test]
fn without_a_field_to_find_it_by_the_rep_decides_with_the_candidates() {
    for (decision, made) in [
        (Decision::WasSent, 1),
        (Decision::SendAgain, 2),
        (Decision::Drop, 1),
    ] {
        let office = Office::open();
        answer_lost(&office, add_task());
        let [item] = &office.outbox()[..] else {
            panic!("{:?}", office.outbox())
        };
        assert_eq!(item.state, OutboxState::Unconfirmed);
        let [candidate] = &item.candidates[..] else {
            panic!("{:?}", item.candidates)
        };
        assert_eq!(candidate.subject, "Send the quote");
        assert!(candidate.at.is_some_and(|at| at <= office.world.now()));
        assert_eq!(undo(&office), Undone::TooLate);
        decide(&office, decision);
        assert_eq!(office.tasks.all().len(), made, "{decision:?}");
        let dropped = decision == Decision::Drop;
        assert_eq!(office.outbox().is_empty(), dropped);
        assert!(dropped || office.state() == DONE);
    }
}

#[test]
fn where_the_rep_made_nothing_since_it_was_not_written() {
    let office = Office::open();
    with_schema(&office);
    let unavailable = json!([{ "errorCode": "SERVER_UNAVAILABLE", "message": "later" }]);
    office
        .tasks
        .refusals
        .borrow_mut()
        .push_back((503, unavailable));
    submit(&office, add_task(), 10);
    assert!(matches!(office.state(), OutboxState::Waiting { .. }));
    office.live_on();
    assert_eq!((office.state(), office.tasks.all().len()), (DONE, 1));
}

#[test]
fn a_request_that_chromium_repeats_is_not_taken_for_refused() {
    let office = Office::open();
    tasks::describe_with_intent_field(&office.acme);
    submit(&office, log_call(), 10);
    assert_eq!((office.state(), office.tasks.all().len()), (DONE, 2));
    // The same upserts again: Salesforce refuses them, because they are there.
    forget(&office);
    submit(&office, log_call(), 10);
    assert_eq!((office.state(), office.tasks.all().len()), (DONE, 2));
}

#[test]
fn what_was_written_shows_on_the_record_and_on_its_people() {
    let office = Office::open();
    office.acme.rows("query?", json!([]));
    tasks::describe_without(&office.acme, &[]);
    office
        .acme
        .rows("FROM TaskStatus", json!([{ "ApiName": "Completed" }]));
    office
        .acme
        .step("sobjects/Lead/", 200, json!({ "Name": "Ada Lovelace" }));
    let look = || {
        let mut life = Life::begin(&office.world);
        let worker = office.worker();
        life.run(worker.insight.view(&ada(), Age::Recent))
            .unwrap()
            .unwrap();
    };
    look();
    let before = office.acme.count(COMPOSITE);
    look();
    assert_eq!(office.acme.count(COMPOSITE), before, "kept");
    submit(
        &office,
        Form::AddTask(AddTask {
            who: None,
            ..task()
        }),
        10,
    );
    look();
    assert_eq!(office.acme.count(COMPOSITE), before + 1, "asked anew");
}
