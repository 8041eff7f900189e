//! A mail that leaves at the time that the rep chose: changed, sent now, taken back, slept over.

use crate::office::{Office, ada, email, intent, jo};
use crate::world::Life;
use msi_actions::actions::{Form, Later, SendEmail, SentBy};
use msi_actions::base::{Fault, IntentId, Millis, Zone};
use msi_actions::outbox::{ForAllLate, Outbox, OutboxItem, OutboxState, Undone};
use msi_actions::ports::{Clock, Table};
use serde_json::json;
use std::rc::Rc;
use std::time::Duration;

const HOUR: Duration = Duration::from_secs(60 * 60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

fn after(office: &Office, span: Duration) -> Later {
    Later {
        at: office.world.now().after(span),
        zone: Zone::parse("Europe/Amsterdam").unwrap(),
        by: SentBy::Browser,
    }
}

fn mail_at(later: Option<Later>) -> SendEmail {
    SendEmail { later, ..email() }
}

/// Does something in a life of its own, and lets what it began go on.
fn at_work<T>(office: &Office, work: impl AsyncFnOnce(Rc<Outbox<crate::world::World>>) -> T) -> T {
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    let done = life.run(work(worker.outbox)).unwrap();
    life.pass(Duration::from_secs(20)).unwrap();
    done
}

fn submit(office: &Office, n: u8, later: Later) -> Result<OutboxItem, Fault> {
    let mut mail = mail_at(Some(later));
    let id = match n {
        1 => intent(),
        n => {
            mail.subject = format!("Number {n}");
            IntentId::new([n; 16])
        }
    };
    let form = Form::SendEmail(mail);
    at_work(office, async |outbox| {
        outbox.submit(id, jo(), ada(), form).await
    })
}

/// Wakes for each alarm until this moment.
fn live_until(office: &Office, end: Millis) {
    while office.world.now() < end {
        office.world.next_alarm().unwrap();
        office.wake().unwrap();
    }
}

fn code_of(refused: Result<impl Sized, Fault>) -> (String, Vec<String>) {
    let Err(fault) = refused else {
        panic!("it was accepted")
    };
    let fields = fault.fields.iter().map(|field| field.message.to_string());
    (fault.code.as_str().to_owned(), fields.collect())
}

#[test]
fn it_leaves_at_its_time_and_its_people_are_looked_at_again_before() {
    let office = Office::open();
    let later = after(&office, 3 * DAY);
    let item = submit(&office, 1, later.clone()).unwrap();
    assert_eq!(
        item.state,
        OutboxState::Scheduled {
            later: later.clone(),
            at_outlook: false,
        }
    );
    let before = office.acme_composites();
    live_until(&office, Millis(later.at.0 - 60_000));
    assert_eq!((office.sent(), office.acme_composites()), (0, before));
    live_until(&office, later.at);
    office.live_on();
    assert_eq!(office.state(), OutboxState::Done { warning: None });
    assert_eq!((office.sent(), office.logged.borrow().len()), (1, 1));
    assert_eq!(
        office.acme_composites(),
        before + 3,
        "the schema of the day, the check and the log"
    );
}

#[test]
fn a_time_further_than_a_month_ahead_is_kept_until_it_comes() {
    let office = Office::open();
    let later = after(&office, 200 * DAY);
    submit(&office, 1, later.clone()).unwrap();
    office.world.pass(100 * DAY);
    office.wake().unwrap();
    assert_eq!(
        office.state(),
        OutboxState::Scheduled {
            later,
            at_outlook: false,
        }
    );
    let expiring = at_work(&office, async |outbox| outbox.expiring().await);
    assert_eq!(expiring.unwrap(), []);
}

#[test]
fn a_time_that_has_passed_or_is_years_ahead_is_refused_beside_its_field() {
    let office = Office::open();
    office.world.pass(HOUR);
    let past = Later {
        at: office.world.now(),
        ..after(&office, HOUR)
    };
    for (later, message) in [
        (past, "field_later_past"),
        (after(&office, 400 * DAY), "field_later_too_far"),
    ] {
        let refused = code_of(submit(&office, 1, later));
        assert_eq!(
            refused,
            ("journal.incomplete".to_owned(), vec![message.to_owned()])
        );
    }
}

#[test]
fn its_time_is_changed_and_only_the_new_one_counts() {
    let office = Office::open();
    submit(&office, 1, after(&office, HOUR)).unwrap();
    let later = after(&office, 5 * HOUR);
    let moved = later.clone();
    at_work(&office, async |outbox| {
        outbox.reschedule(&intent(), moved).await
    })
    .unwrap();
    assert_eq!(
        office.state(),
        OutboxState::Scheduled {
            later: later.clone(),
            at_outlook: false,
        }
    );
    live_until(&office, Millis(later.at.0 - 60_000));
    assert_eq!(office.sent(), 0);
    office.live_on();
    assert_eq!(office.sent(), 1);
    let gone = after(&office, HOUR);
    let refused = at_work(&office, async |outbox| {
        outbox.reschedule(&intent(), gone).await
    });
    assert_eq!(code_of(refused).0, "journal.not_now");
}

/// Asking again with the first time, because the answer was lost, changes nothing.
#[test]
fn submitting_again_does_not_undo_a_change_of_the_time() {
    let office = Office::open();
    let first = after(&office, HOUR);
    submit(&office, 1, first.clone()).unwrap();
    let later = after(&office, 5 * HOUR);
    let moved = later.clone();
    at_work(&office, async |outbox| {
        outbox.reschedule(&intent(), moved).await
    })
    .unwrap();
    let again = submit(&office, 1, first).unwrap();
    assert_eq!(
        again.state,
        OutboxState::Scheduled {
            later,
            at_outlook: false,
        }
    );
}

#[test]
fn it_is_sent_now() {
    let office = Office::open();
    submit(&office, 1, after(&office, 3 * DAY)).unwrap();
    at_work(&office, async |outbox| outbox.send_now(&intent()).await).unwrap();
    assert_eq!(office.state(), OutboxState::Done { warning: None });
    office.live_on();
    assert_eq!(office.sent(), 1);
}

#[test]
fn taken_back_it_is_the_draft_with_the_time_that_was_last_chosen() {
    let office = Office::open();
    submit(&office, 1, after(&office, HOUR)).unwrap();
    let later = after(&office, 5 * HOUR);
    let moved = later.clone();
    at_work(&office, async |outbox| {
        outbox.reschedule(&intent(), moved).await
    })
    .unwrap();
    let undone = at_work(&office, async |outbox| outbox.undo(&intent(), false).await).unwrap();
    let form = Form::SendEmail(mail_at(Some(later)));
    assert_eq!(undone, Undone::Back(Box::new(form)));
    office.live_on();
    assert_eq!(
        (office.sent(), office.world.kept(Table::Drafts).len()),
        (0, 1)
    );
}

fn slept_over(office: &Office, count: u8) {
    for n in 1..=count {
        submit(
            office,
            n,
            after(office, HOUR + Duration::from_secs(n.into())),
        )
        .unwrap();
    }
    office.world.pass(8 * HOUR);
    office.wake().unwrap();
    let states = office.outbox().into_iter().map(|item| item.state);
    assert!(
        states.clone().all(|state| state == OutboxState::Held),
        "{:?}",
        states.collect::<Vec<_>>()
    );
}

#[test]
fn what_was_slept_over_is_sent_by_one_answer() {
    let office = Office::open();
    slept_over(&office, 4);
    office.live_on();
    assert_eq!(office.sent(), 0, "silence sends nothing");
    at_work(&office, async |outbox| {
        outbox.decide_late(ForAllLate::SendNow).await
    })
    .unwrap();
    office.live_on();
    let states = office.outbox().into_iter().map(|item| item.state);
    assert!(
        states
            .clone()
            .all(|state| state == OutboxState::Done { warning: None }),
        "{:?}",
        states.collect::<Vec<_>>()
    );
    assert_eq!(office.sent(), 4);
}

/// The texts of one record: one is its draft again, the others wait beside it, and none is lost or sent.
#[test]
fn what_was_slept_over_is_taken_back_by_one_answer() {
    let office = Office::open();
    slept_over(&office, 3);
    at_work(&office, async |outbox| {
        outbox.decide_late(ForAllLate::TakeBack).await
    })
    .unwrap();
    office.live_on();
    let states: Vec<_> = office.outbox().into_iter().map(|item| item.state).collect();
    assert_eq!(office.world.kept(Table::Drafts).len(), 1);
    assert_eq!(states, [OutboxState::TakenBack, OutboxState::TakenBack]);
    assert_eq!(office.sent(), 0);
}

#[test]
fn each_day_has_its_own_number_of_mails() {
    let office = Office::open();
    office.world.set_policy(&json!({ "dailySendLimit": 2 }));
    submit(&office, 1, after(&office, DAY)).unwrap();
    submit(&office, 2, after(&office, DAY)).unwrap();
    assert_eq!(
        code_of(submit(&office, 3, after(&office, DAY))).0,
        "policy.send_limit"
    );
    submit(&office, 3, after(&office, Duration::from_secs(60))).unwrap();
    submit(&office, 4, after(&office, Duration::from_secs(60))).unwrap();
    let full = at_work(&office, async |outbox| outbox.send_now(&intent()).await);
    assert_eq!(code_of(full).0, "policy.send_limit");
    let today = after(&office, HOUR);
    let full = at_work(&office, async |outbox| {
        outbox.reschedule(&intent(), today).await
    });
    assert_eq!(code_of(full).0, "policy.send_limit");
    let its_own_day = after(&office, DAY + HOUR);
    at_work(&office, async |outbox| {
        outbox.reschedule(&intent(), its_own_day).await
    })
    .unwrap();
}
