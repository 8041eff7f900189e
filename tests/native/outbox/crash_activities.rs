//! The worker dies, the browser dies, an answer is lost, at every moment of writing a call or a task,
//! and again at every moment after: each is on the record once, or the rep is asked.

use crate::office::{Mailbox, Office, call, task};
use crate::outbox::crash_mail::{every_mishap, every_pair_of_mishaps, submit};
use crate::tasks;
use crate::world::Mishap;
use msi_actions::actions::Form;
use msi_actions::outbox::OutboxState;
use msi_actions::ports::Table;
use std::time::Duration;

/// From the submission to its rest.
fn write(office: &Office, form: Form) {
    let mut life = submit(office, form);
    let _ = life.pass(Duration::from_secs(10));
    drop(life);
    office.live_on();
}

/// A call, found again by `CallObject`.
fn log_call(office: &Office) {
    write(office, Form::LogCall(call()));
}

/// A call in an org that has our field.
fn upsert_call(office: &Office) {
    tasks::describe_with_intent_field(&office.acme);
    write(office, Form::LogCall(call()));
}

/// A task, which nothing tells from the rep's others.
fn add_task(office: &Office) {
    write(office, Form::AddTask(task()));
}

fn at_rest(office: &Office) {
    let drafts = office.world.kept(Table::Drafts);
    assert!(drafts.is_empty(), "the draft is gone");
    let alarms = office.world.armed_alarms();
    assert!(alarms.is_empty(), "nothing is left to wake for");
}

fn assert_both_written_once(office: &Office) {
    assert_eq!(office.tasks.all().len(), 2, "the call and its follow-up");
    assert_eq!(office.state(), OutboxState::Done { warning: None });
    at_rest(office);
}

fn assert_written_once_or_asked_about(office: &Office) {
    assert_eq!(office.tasks.all().len(), 1, "tasks");
    let item = &office.outbox()[0];
    match item.state {
        OutboxState::Done { warning: None } => {}
        OutboxState::Unconfirmed => assert_eq!(item.candidates.len(), 1),
        ref other => panic!("{other:?}"),
    }
    at_rest(office);
}

#[test]
fn one_mishap_at_any_moment_of_a_call() {
    for story in [log_call, upsert_call] {
        let runs = every_mishap(Mailbox::Gmail, story, assert_both_written_once);
        assert!(runs > 50, "{runs}");
    }
}

#[test]
fn one_mishap_at_any_moment_of_a_task() {
    let runs = every_mishap(Mailbox::Gmail, add_task, assert_written_once_or_asked_about);
    assert!(runs > 50, "{runs}");
}

/// What recovers a call is the same with our field and without it, and the browser's death is among
/// the first ones of a task: enough here.
fn two_mishaps_of_a_call(first: Mishap) {
    let runs = every_pair_of_mishaps(Mailbox::Gmail, first, log_call, assert_both_written_once);
    assert!(runs > 16, "{runs}");
}

#[test]
fn the_worker_is_killed_at_any_moment_of_a_call_and_then_anything_happens() {
    two_mishaps_of_a_call(Mishap::WorkerKilled);
}

#[test]
fn any_answer_of_a_call_is_lost_and_then_anything_happens() {
    two_mishaps_of_a_call(Mishap::ReplyLost);
}

#[test]
fn any_two_mishaps_of_a_task() {
    for first in Mishap::ALL {
        let runs = every_pair_of_mishaps(
            Mailbox::Gmail,
            first,
            add_task,
            assert_written_once_or_asked_about,
        );
        assert!(runs > 6, "{first:?}: {runs}");
    }
}
