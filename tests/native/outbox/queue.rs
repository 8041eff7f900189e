//! The mails that wait for their turn: what is shown of them, pausing, going on, discarding; the day's number.

use crate::office::{Office, ada, email, jo};
use crate::world::Life;
use msi_actions::actions::{Form, Later, SendEmail, SentBy};
use msi_actions::base::{IntentId, Zone};
use msi_actions::outbox::{OutboxState, PACE, Steer};
use msi_actions::ports::Clock;
use serde_json::json;
use std::time::Duration;

const SECONDS: fn(u64) -> Duration = Duration::from_secs;

fn submit(office: &Office, life: &mut Life, n: u8, later: Option<Later>) {
    let worker = office.worker();
    let form = Form::SendEmail(SendEmail {
        subject: format!("Number {n}"),
        later,
        ..email()
    });
    let submitted = worker
        .outbox
        .submit(IntentId::new([n; 16]), jo(), ada(), form);
    life.run(submitted).unwrap().unwrap();
}

/// So many mails whose undo time is over, and a worker that has begun with them.
fn queued(count: u8) -> Office {
    let office = Office::open();
    let mut life = Life::begin(&office.world);
    for n in 1..=count {
        submit(&office, &mut life, n, None);
    }
    drop(life);
    office.world.pass(SECONDS(6));
    office.wake().unwrap();
    office
}

fn steer(office: &Office, how: Steer) {
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    life.run(worker.outbox.steer(how)).unwrap().unwrap();
    life.pass(SECONDS(1)).unwrap();
}

fn count(office: &Office, is: fn(&OutboxState) -> bool) -> usize {
    office
        .outbox()
        .iter()
        .filter(|item| is(&item.state))
        .count()
}

fn left_today(office: &Office) -> Option<usize> {
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    life.run(worker.outbox.left_today()).unwrap().unwrap()
}

const WAITS: fn(&OutboxState) -> bool = |state| matches!(state, OutboxState::Turn { .. });
const PAUSED: fn(&OutboxState) -> bool = |state| *state == OutboxState::Paused;
const DONE: fn(&OutboxState) -> bool = |state| matches!(state, OutboxState::Done { .. });

#[test]
fn what_waits_for_its_turn_says_so_and_when() {
    let office = queued(30);
    let (done, waiting) = (count(&office, DONE), count(&office, WAITS));
    assert_eq!((done, waiting), (10, 20));
    let last = office
        .outbox()
        .into_iter()
        .filter_map(|item| match item.state {
            OutboxState::Turn { at } => Some(at),
            _ => None,
        });
    let span = last.max().unwrap().since(office.world.now());
    assert!(span <= 21 * PACE && span >= 19 * PACE, "{span:?}");
}

#[test]
fn a_paused_queue_rests_through_restarts_and_then_goes_on_at_its_pace() {
    let office = queued(30);
    steer(&office, Steer::Pause);
    assert_eq!((count(&office, PAUSED), count(&office, WAITS)), (20, 0));
    let before = office.sent();
    office.live_on();
    office.world.pass(SECONDS(3 * 60 * 60));
    office.wake().unwrap();
    assert_eq!((office.sent(), count(&office, PAUSED)), (before, 20));
    steer(&office, Steer::GoOn);
    office.live_on();
    let open = count(&office, |state| !DONE(state));
    assert_eq!((office.sent(), open), (30, 0), "nothing was late");
}

#[test]
fn a_scheduled_mail_is_not_paused_nor_discarded_with_the_queue() {
    let office = queued(12);
    let later = Later {
        at: office.world.now().after(SECONDS(1200)),
        zone: Zone::parse("UTC").unwrap(),
        by: SentBy::Browser,
    };
    let mut life = Life::begin(&office.world);
    submit(&office, &mut life, 100, Some(later));
    drop(life);
    steer(&office, Steer::Pause);
    steer(&office, Steer::Discard);
    assert_eq!((count(&office, PAUSED), count(&office, WAITS)), (0, 0));
    office.live_on();
    assert_eq!(office.sent(), 11, "ten of the queue, and the scheduled one");
}

#[test]
fn the_day_s_number_is_known_before_a_mail_is_sent() {
    let office = Office::open();
    assert_eq!(left_today(&office), None);
    office.world.set_policy(&json!({ "dailySendLimit": 5 }));
    assert_eq!(left_today(&office), Some(5));
    let mut life = Life::begin(&office.world);
    submit(&office, &mut life, 1, None);
    submit(&office, &mut life, 2, None);
    let tomorrow = office.world.now().after(SECONDS(24 * 60 * 60));
    let zone = Zone::parse("UTC").unwrap();
    let later = Later {
        at: tomorrow,
        zone,
        by: SentBy::Browser,
    };
    submit(&office, &mut life, 3, Some(later));
    drop(life);
    assert_eq!(left_today(&office), Some(3), "those that wait count");
    office.world.pass(SECONDS(6));
    office.wake().unwrap();
    assert_eq!((office.sent(), left_today(&office)), (2, Some(3)));
}
