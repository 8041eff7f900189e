//! What the rep decides: what is held, unconfirmed or refused; and what only has to wait.

use crate::office::{Office, intent, mail};
use crate::outbox::submissions::{code, submit, undo};
use crate::world::{Life, Mishap, json as answer};
use msi_actions::outbox::{Decision, OutboxState, Undone};
use msi_actions::ports::Clock;
use serde_json::json;
use std::time::Duration;

const SECONDS: fn(u64) -> Duration = Duration::from_secs;

/// The rep decides, and the worker goes on with it.
fn decide(office: &Office, decision: Decision) -> Result<(), String> {
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    let decided = life
        .run(worker.outbox.resolve(&intent(), decision))
        .unwrap();
    life.settle().unwrap();
    decided.map_err(|fault| fault.code.as_str().to_owned())
}

#[test]
fn a_mail_whose_time_passed_while_asleep_is_held() {
    let office = Office::open();
    submit(&office, 1);
    office.world.pass(SECONDS(3600));
    office.wake().unwrap();
    assert_eq!(office.state(), OutboxState::Held);
    office.live_on();
    assert_eq!(office.sent(), 0);
    decide(&office, Decision::Retry).unwrap();
    assert_eq!(office.state(), OutboxState::Done { warning: None });
    assert_eq!(office.sent(), 1);
}

#[test]
fn a_held_mail_can_be_taken_back() {
    let office = Office::open();
    submit(&office, 1);
    office.world.pass(SECONDS(3600));
    office.wake().unwrap();
    assert_eq!(undo(&office), Undone::Back(Box::new(mail())));
}

#[test]
fn half_an_upload_found_after_a_long_sleep_is_held_too() {
    let office = Office::open();
    office.google.refuse("bytes 0-", 503, "backendError");
    submit(&office, 10);
    assert_eq!(code(&office.state()), "mailbox.unavailable");
    office.world.pass(SECONDS(3600));
    office.wake().unwrap();
    assert_eq!((office.state(), office.sent()), (OutboxState::Held, 0));
    decide(&office, Decision::Retry).unwrap();
    assert_eq!(office.state(), OutboxState::Done { warning: None });
    assert_eq!(office.sent(), 1);
}

/// The mail's last answer is lost, and Gmail has forgotten the upload when it is asked.
fn unconfirmed() -> Office {
    let office = Office::open();
    office.google.refuse("bytes 0-", 503, "backendError");
    submit(&office, 10);
    office.google.forget_uploads();
    office.live_on();
    assert_eq!(office.state(), OutboxState::Unconfirmed);
    office
}

#[test]
fn silence_never_resolves_what_is_unconfirmed() {
    let office = unconfirmed();
    for _ in 0..10 {
        office.world.pass(SECONDS(3600));
        office.wake().unwrap();
    }
    assert_eq!(
        (office.state(), office.sent()),
        (OutboxState::Unconfirmed, 0)
    );
    assert_eq!(undo(&office), Undone::TooLate);
}

#[test]
fn a_refused_question_says_nothing_of_the_mail() {
    let office = Office::open();
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    life.run(worker.submit()).unwrap().unwrap();
    office.world.doom(Mishap::ReplyLost, 4); // of the schema, of the look, of the upload's start, then of the mail
    office.google.refuse("bytes */", 403, "domainPolicy");
    life.pass(SECONDS(10)).unwrap();
    drop(life);
    office.live_on();
    assert_eq!(
        (office.state(), office.sent()),
        (OutboxState::Unconfirmed, 1)
    );
    decide(&office, Decision::Retry).unwrap(); // asks again
    assert_eq!(office.state(), OutboxState::Done { warning: None });
    assert_eq!(office.sent(), 1);
}

#[test]
fn the_rep_resolves_what_is_unconfirmed() {
    for (decision, sent, logged) in [
        (Decision::WasSent, 0, 1),
        (Decision::SendAgain, 1, 1),
        (Decision::Drop, 0, 0),
    ] {
        let office = unconfirmed();
        decide(&office, decision).unwrap();
        assert_eq!(
            (office.sent(), office.logged.borrow().len()),
            (sent, logged)
        );
        let again = decide(&office, decision);
        assert_eq!(again, Err("journal.not_now".to_owned()), "decided once");
    }
}

#[test]
fn a_refused_mail_fails_with_googles_words_and_can_be_edited() {
    let office = Office::open();
    office.google.refuse("start", 400, "invalidArgument");
    submit(&office, 10);
    assert_eq!(code(&office.state()), "mailbox.refused");
    assert_eq!(office.world.next_alarm(), None, "nothing to wait for");
    assert_eq!(undo(&office), Undone::Back(Box::new(mail())));
}

#[test]
fn a_refused_mail_can_be_tried_again() {
    let office = Office::open();
    office.google.refuse("bytes 0-", 403, "domainPolicy");
    submit(&office, 10);
    assert_eq!(code(&office.state()), "mailbox.app_blocked");
    decide(&office, Decision::Retry).unwrap();
    assert_eq!((office.sent(), office.logged.borrow().len()), (1, 1));
}

#[test]
fn googles_retry_after_is_obeyed() {
    let office = Office::open();
    let mut busy = answer(429, json!({}));
    busy.headers_mut()
        .insert("retry-after", "600".parse().unwrap());
    office
        .google
        .refusals
        .borrow_mut()
        .push_back(("start", busy));
    submit(&office, 10);
    let submitted = office.world.now();
    assert_eq!(code(&office.state()), "mailbox.rate_limited");
    office.live_on();
    assert!(office.world.now().since(submitted) >= SECONDS(590));
    assert_eq!(office.sent(), 1);
}

#[test]
fn a_log_that_is_refused_for_good_is_shown_and_can_be_tried_again() {
    let office = Office::open();
    let refused = json!([{ "errorCode": "FIELD_CUSTOM_VALIDATION_EXCEPTION", "message": "no" }]);
    office.log_refusals.borrow_mut().push_back((400, refused));
    submit(&office, 10);
    assert_eq!(code(&office.state()), "salesforce.org_rule");
    assert_eq!(undo(&office), Undone::TooLate);
    office.live_on();
    decide(&office, Decision::Retry).unwrap();
    assert_eq!(office.state(), OutboxState::Done { warning: None });
    assert_eq!((office.sent(), office.logged.borrow().len()), (1, 1));
}

#[test]
fn a_locked_record_is_logged_later() {
    let office = Office::open();
    let locked = json!([{ "errorCode": "UNABLE_TO_LOCK_ROW", "message": "locked" }]);
    office.log_refusals.borrow_mut().push_back((400, locked));
    submit(&office, 10);
    assert_eq!(code(&office.state()), "salesforce.record_locked");
    office.live_on();
    assert_eq!((office.sent(), office.logged.borrow().len()), (1, 1));
}
