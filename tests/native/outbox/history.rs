//! What is kept of what happened to a piece of work: in order, bounded, with the row, and nothing of what was written.

use crate::office::{Office, intent};
use crate::outbox::submissions::{submit, undo};
use crate::world::Life;
use msi_actions::base::{Code, Millis};
use msi_actions::outbox::{Decision, Does, Happened, Held, History, Kept, KeptAs, KeptWhat};
use msi_actions::ports::{Database, Table};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::time::Duration;

const SECONDS: fn(u64) -> Duration = Duration::from_secs;

/// Everything that is kept.
pub fn kept(office: &Office) -> Vec<Kept> {
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    life.run(worker.outbox.kept()).unwrap().unwrap()
}

/// What happened to the one piece of work; its times never go back.
fn happened(office: &Office) -> Vec<Happened> {
    let all = kept(office);
    let [one] = &all[..] else { panic!("{all:?}") };
    let moments = one.history.moments();
    assert!(moments.is_sorted_by_key(|moment| moment.at), "{moments:?}");
    moments.iter().map(|moment| moment.what.clone()).collect()
}

fn decide(office: &Office, decision: Decision) {
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    life.run(worker.outbox.resolve(&intent(), decision))
        .unwrap()
        .unwrap();
    life.settle().unwrap();
}

#[test]
fn a_mail_that_goes_well_was_queued_sent_and_logged() {
    let office = Office::open();
    submit(&office, 10);
    let sent = [
        Happened::Queued,
        Happened::Checked,
        Happened::Done(Does::Mail, None),
        Happened::Done(Does::Log, None),
    ];
    assert_eq!(happened(&office), sent);
}

#[test]
fn a_refused_log_that_is_tried_again_says_both() {
    let office = Office::open();
    let refused = json!([{ "errorCode": "FIELD_CUSTOM_VALIDATION_EXCEPTION", "message": "no" }]);
    office.log_refusals.borrow_mut().push_back((400, refused));
    submit(&office, 10);
    decide(&office, Decision::Retry);
    let all = happened(&office);
    let tail = [
        Happened::Done(Does::Mail, None),
        Happened::Refused(Does::Log, Code::of("salesforce.org_rule")),
        Happened::Retried,
        Happened::Asked(Does::Log),
        Happened::Done(Does::Log, None),
    ];
    assert!(all.ends_with(&tail), "{all:?}");
}

#[test]
fn what_is_held_and_taken_back_is_still_kept_and_says_so() {
    let office = Office::open();
    submit(&office, 1);
    office.world.pass(SECONDS(3600));
    office.wake().unwrap();
    undo(&office);
    let all = happened(&office);
    let story = [
        Happened::Queued,
        Happened::Held(Held::Late),
        Happened::Dropped,
    ];
    assert_eq!(all, story);
    let [one] = &kept(&office)[..] else { panic!() };
    assert!(one.state().is_none() && !one.retries && one.next.is_none());
    assert!(matches!(&one.shown, KeptAs::Line { title, .. } if title == "Engines"));
}

#[test]
fn a_day_without_a_network_is_a_few_moments_and_the_mail_is_lost_in_none() {
    let office = Office::open();
    office.world.set_offline(true);
    submit(&office, 10);
    for _ in 0..60 {
        office.world.pass(SECONDS(90));
        let _ = office.wake();
        assert!(kept(&office)[0].history.moments().len() <= 20);
    }
    let [one] = &kept(&office)[..] else { panic!() };
    let put_off = |what: &Happened| matches!(what, Happened::PutOff(_));
    let moments = one.history.moments();
    assert_eq!(moments[0].what, Happened::Queued);
    let often = moments.iter().filter(|moment| put_off(&moment.what));
    assert!(
        often.map(|moment| moment.times).max() > Some(2),
        "{moments:?}"
    );
    assert_eq!(
        one.what,
        KeptWhat::Action(msi_actions::base::ActionKind::SendEmail)
    );
}

#[test]
fn a_row_of_the_release_before_is_read_and_goes_on_with_a_history() {
    let office = Office::open();
    submit(&office, 1);
    let mut row: Value = serde_json::from_str(&office.row(&intent())).unwrap();
    assert!(row.as_object_mut().unwrap().remove("history").is_some());
    let key = format!("action/{}", intent());
    let mut life = Life::begin(&office.world);
    life.run(office.world.put(Table::Outbox, &key, row.to_string()))
        .unwrap()
        .unwrap();
    drop(life);
    assert_eq!(happened(&office), []);
    office.live_on();
    assert_eq!(office.sent(), 1);
    let done = [
        Happened::Done(Does::Mail, None),
        Happened::Done(Does::Log, None),
    ];
    assert!(happened(&office).ends_with(&done));
}

#[test]
fn the_row_says_it_without_a_word_of_the_mail() {
    let office = Office::open();
    office.google.refuse("start", 400, "invalidArgument");
    submit(&office, 10);
    let row: Value = serde_json::from_str(&office.row(&intent())).unwrap();
    let history = row["history"].to_string();
    assert!(history.contains("mailbox.refused"), "{history}");
    for word in [
        "Engines",
        "Ada",
        "analytical.example",
        "invalidArgument",
        "00Q",
    ] {
        assert!(!history.contains(word), "{history}");
    }
}

fn event() -> impl Strategy<Value = Happened> {
    let code = || prop_oneof![Just("mailbox.offline"), Just("salesforce.busy")].prop_map(Code::of);
    prop_oneof![
        Just(Happened::Checked),
        Just(Happened::Begun(Does::Mail)),
        Just(Happened::Asked(Does::Mail)),
        code().prop_map(Happened::PutOff),
        code().prop_map(Happened::Lost),
        Just(Happened::Retried),
        Just(Happened::Held(Held::Paused)),
        Just(Happened::Resumed),
        Just(Happened::Done(Does::Mail, None)),
    ]
}

proptest! {
    #[test]
    fn a_history_is_bounded_and_keeps_the_first_and_the_last(events in prop::collection::vec(event(), 0..200)) {
        let mut history = History::default();
        history.add(Happened::Queued, Millis(0));
        for (at, what) in (1_i64..).zip(events) {
            history.add(what.clone(), Millis(at));
            let moments = history.moments();
            prop_assert!(moments.len() <= 20);
            prop_assert_eq!(&moments[0].what, &Happened::Queued);
            let last = moments.last().unwrap();
            prop_assert_eq!((&last.what, last.at), (&what, Millis(at)));
            prop_assert!(moments.is_sorted_by_key(|moment| moment.at));
        }
        let text = serde_json::to_string(&history).unwrap();
        prop_assert!(text.len() < 2_000, "{} bytes", text.len());
        prop_assert_eq!(serde_json::from_str::<History>(&text).unwrap(), history);
    }
}
