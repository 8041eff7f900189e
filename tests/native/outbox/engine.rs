//! One engine for everything: what it reads, in which order and at which pace it sends.

use crate::admin::team::desk::{Desk, employee};
use crate::office::{Office, ada, email, jo};
use crate::world::Life;
use futures_util::future::select;
use mail_parser::MessageParser;
use msi_actions::actions::{Form, SendEmail};
use msi_actions::admin::team::InvitationState;
use msi_actions::base::IntentId;
use msi_actions::outbox::{OutboxState, PACE};
use msi_actions::ports::{Clock, Database, Table};
use serde_json::json;
use std::pin::pin;
use std::time::Duration;

fn mail(n: u8, size: usize) -> Form {
    Form::SendEmail(SendEmail {
        subject: format!("Number {n}"),
        html: format!("<p>{}</p>", "x".repeat(size)),
        ..email()
    })
}

/// Submits so many mails in one life, which ends before the first is due.
fn queue(office: &Office, count: u8, size: usize) {
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    for n in 1..=count {
        let id = IntentId::new([n; 16]);
        let submitted = worker.outbox.submit(id, jo(), ada(), mail(n, size));
        life.run(submitted).unwrap().unwrap();
    }
}

#[test]
fn a_look_at_two_hundred_mails_reads_no_body_and_a_wake_reads_what_is_due() {
    let office = Office::open();
    queue(&office, 200, 50_000);
    let world = &office.world;
    let reads = || {
        let tables = [Table::Outbox, Table::Bodies, Table::Drafts];
        tables.map(|table| world.take_row_reads(table))
    };
    let largest = world.kept(Table::Outbox).values().map(String::len).max();
    assert!(largest < Some(1_500), "a row is small: {largest:?}");

    reads();
    assert_eq!(office.outbox().len(), 200);
    assert_eq!(reads(), [200, 0, 0]);

    // Nothing has been due for a moment: a wake reads nothing, and so does the tidying after it.
    let mut life = Life::begin(world);
    let worker = office.worker();
    world.set_offline(true);
    life.run(worker.outbox.run()).unwrap().unwrap();
    life.pass(Duration::from_secs(1)).unwrap();
    drop(life);
    reads();
    let mut life = Life::begin(world);
    let worker = office.worker();
    life.run(worker.outbox.run()).unwrap().unwrap();
    assert_eq!(reads(), [0, 0, 0], "all were put off");
}

#[test]
fn mails_of_one_mailbox_leave_one_after_the_other() {
    let office = Office::open();
    queue(&office, 8, 10);
    office.live_on();
    let sent = office.google.sent.borrow();
    let date = |mime: &String| {
        let mail = MessageParser::default().parse(mime.as_bytes()).unwrap();
        mail.date().unwrap().to_timestamp()
    };
    let dates: Vec<i64> = sent.iter().map(date).collect();
    assert_eq!(dates.len(), 8);
    let pace = i64::try_from(PACE.as_secs()).unwrap();
    for pair in dates.windows(2) {
        assert!(pair[1] - pair[0] >= pace, "{dates:?}");
    }
}

/// A queue of an hour is not late, although each of its mails waits longer than the two minutes after which a mail
/// that the browser slept over asks; nor is it where the worker ends again and again.
#[test]
fn a_long_queue_leaves_at_its_pace_and_asks_nothing() {
    let office = Office::open();
    queue(&office, 100, 10);
    for _ in 0..100 {
        if office.world.next_alarm().is_none() {
            break;
        }
        let mut life = Life::begin(&office.world);
        let worker = office.worker();
        let run = worker.outbox.run();
        let end = office.world.sleep(Duration::from_secs(25));
        // The worker ends in the middle of it.
        life.run(select(pin!(run), pin!(end))).unwrap();
    }
    let left = |state: &OutboxState| !matches!(state, OutboxState::Done { .. });
    let stuck: Vec<_> = office.outbox().into_iter().map(|item| item.state).collect();
    assert_eq!(
        stuck.iter().filter(|state| left(state)).count(),
        0,
        "{stuck:?}"
    );
    assert_eq!(office.sent(), 100);
}

/// The rep's own mail waits for one turn, not for two hundred.
#[test]
fn a_mail_of_the_rep_goes_before_the_welcome_mails_that_wait() {
    let desk = Desk::open((1..=40).map(|n| employee(n, &format!("U{n}"))).collect());
    desk.invite(1..=40);
    let mut life = Life::begin(&desk.office.world);
    let (worker, _team) = desk.worker();
    let run = worker.outbox.run();
    let submit = async {
        let id = IntentId::new([7; 16]);
        let submitted = worker.outbox.submit(id, jo(), ada(), mail(1, 10)).await;
        submitted.unwrap();
    };
    life.run(async { futures_util::future::join(run, submit).await.0 })
        .unwrap()
        .unwrap();
    let sent = desk.office.google.sent.borrow();
    let place = sent.iter().position(|mime| mime.contains("Number 1"));
    assert!(place.is_some_and(|place| place < 8), "{place:?}");
}

#[test]
fn reps_mails_and_welcome_mails_share_the_day_s_number() {
    let desk = Desk::open((1..=6).map(|n| employee(n, &format!("U{n}"))).collect());
    desk.office
        .world
        .set_policy(&json!({ "dailySendLimit": 5 }));
    queue(&desk.office, 2, 10);
    desk.invite(1..=6);
    let mut life = Life::begin(&desk.office.world);
    let (worker, team) = desk.worker();
    life.run(worker.outbox.run()).unwrap().unwrap();
    life.pass(Duration::from_secs(60)).unwrap();
    assert_eq!(desk.office.sent(), 5);
    let refused = worker
        .outbox
        .submit(IntentId::new([9; 16]), jo(), ada(), mail(3, 10));
    let refused = life.run(refused).unwrap().unwrap_err();
    assert_eq!(refused.code.as_str(), "policy.send_limit");
    let view = life.run(team.invitations(&jo().org)).unwrap().unwrap();
    let waits = |state: &InvitationState| *state == InvitationState::Waiting;
    let waiting: Vec<_> = view
        .items
        .iter()
        .filter(|item| waits(&item.state))
        .collect();
    assert_eq!(waiting.len(), 3);
    for item in waiting {
        let fault = item.fault.as_ref().unwrap();
        assert_eq!(fault.code.as_str(), "policy.send_limit", "why it waits");
    }
    drop(life);
    // The next day takes the rest.
    desk.live_on();
    assert_eq!(desk.office.sent(), 8);
    assert_eq!(desk.mails_to("u6@acme.example"), 1);
}

/// A mail that certainly did not leave does not count.
#[test]
fn a_refused_mail_gives_its_place_in_the_day_back() {
    let office = Office::open();
    office.world.set_policy(&json!({ "dailySendLimit": 1 }));
    office.google.refuse("start", 403, "domainPolicy");
    queue(&office, 1, 10);
    office.live_on();
    assert_eq!(office.sent(), 0);
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    let submitted = worker
        .outbox
        .submit(IntentId::new([2; 16]), jo(), ada(), mail(2, 10));
    life.run(submitted).unwrap().unwrap();
}

/// A mail whose form cannot be read any more is told to the rep, and the others go on.
#[test]
fn a_damaged_body_is_told_and_holds_up_nothing() {
    let office = Office::open();
    queue(&office, 2, 10);
    let key = format!("action/{}", IntentId::new([1; 16]));
    let mut life = Life::begin(&office.world);
    let put = office.world.put(Table::Bodies, &key, "{".into());
    life.run(put).unwrap().unwrap();
    drop(life);
    office.live_on();
    assert_eq!(office.sent(), 1);
    let states = office.outbox().into_iter().map(|item| item.state);
    let [OutboxState::Failed { fault }, OutboxState::Done { .. }] = &states.collect::<Vec<_>>()[..]
    else {
        panic!("{:?}", office.outbox());
    };
    assert_eq!(fault.code.as_str(), "storage.damaged");
}

#[test]
fn the_day_s_number_of_mails_is_counted_by_the_day_of_the_rep() {
    let office = Office::open();
    office.world.set_policy(&json!({ "dailySendLimit": 1 }));
    queue(&office, 1, 10);
    office.live_on();
    let submit = || {
        let mut life = Life::begin(&office.world);
        let worker = office.worker();
        let id = IntentId::new([2; 16]);
        life.run(worker.outbox.submit(id, jo(), ada(), mail(2, 10)))
            .unwrap()
    };
    let refused = submit().unwrap_err();
    assert_eq!(refused.code.as_str(), "policy.send_limit");
    office.world.pass(Duration::from_secs(24 * 60 * 60));
    submit().unwrap();
}
