//! The worker dies, the browser dies, an answer is lost, at every moment of a send, and again at every
//! moment after: at most one mail, logged once, never silently lost.

use crate::office::{Mailbox, Office, ada, email, intent, jo, mail};
use crate::world::{Life, Mishap};
use msi_actions::actions::{Form, SendEmail};
use msi_actions::outbox::{OutboxState, Undone};
use msi_actions::ports::Table;
use std::time::Duration;

/// Runs `story` for each mishap at each moment, and `check` after it; says how many moments there were.
pub fn every_mishap(mailbox: Mailbox, story: impl Fn(&Office), check: impl Fn(&Office)) -> usize {
    let mut runs = 0;
    for mishap in Mishap::ALL {
        for at in 1.. {
            if !happens(mailbox, &[(mishap, at)], &story, &check) {
                break;
            }
            runs += 1;
        }
    }
    runs
}

/// Of all pairs of mishaps every so many is tried.
const EVERY: usize = 6;

/// As [`every_mishap`], for a `first` one and any second one after it: of all pairs a sixth, each row one field further
/// than the row before, so that each moment is met, with a quarter of the others.
pub fn every_pair_of_mishaps(
    mailbox: Mailbox,
    first: Mishap,
    story: impl Fn(&Office),
    check: impl Fn(&Office),
) -> usize {
    let mut runs = 0;
    for second in Mishap::ALL {
        for (row, at) in moments(first).enumerate() {
            let before = runs;
            for then in moments(second).skip(row % EVERY).step_by(EVERY) {
                if !happens(mailbox, &[(first, at), (second, then)], &story, &check) {
                    break;
                }
                runs += 1;
            }
            // Near the end of the story another row's first field may lie behind it.
            if runs == before && row % EVERY == 0 {
                break;
            }
        }
    }
    runs
}

/// Every request, or every gate before an effect: dying at the gate after it leaves the same world as
/// dying before the next one.
fn moments(of: Mishap) -> impl Iterator<Item = usize> {
    (1..).step_by(if of == Mishap::ReplyLost { 1 } else { 2 })
}

/// Runs `story` in a fresh office with these mishaps, and `check`; whether all of them happened.
fn happens(
    mailbox: Mailbox,
    mishaps: &[(Mishap, usize)],
    story: impl Fn(&Office),
    check: impl Fn(&Office),
) -> bool {
    let office = Office::with(mailbox);
    for (mishap, at) in mishaps {
        office.world.doom(*mishap, *at);
    }
    story(&office);
    let happened = !office.world.doomed();
    office.world.pardon();
    check(&office);
    happened
}

/// The panel submits, again with the same id after each death, until it is answered.
pub fn submit(office: &Office, form: Form) -> Life {
    for _ in 0..4 {
        let mut life = Life::begin(&office.world);
        let worker = office.worker();
        let asked = async {
            let _ = worker.outbox.run().await;
            worker
                .outbox
                .submit(intent(), jo(), ada(), form.clone())
                .await
        };
        if let Ok(Ok(_)) = life.run(asked) {
            return life;
        }
    }
    panic!("the submission is never answered");
}

pub fn assert_sent_and_logged_once(office: &Office) {
    assert_eq!(office.state(), OutboxState::Done { warning: None });
    assert_once(office);
}

fn assert_once(office: &Office) {
    assert_eq!(office.sent(), 1, "mails");
    assert_eq!(office.logged.borrow().len(), 1, "logs");
    assert!(
        office.world.kept(Table::Drafts).is_empty(),
        "the draft is gone"
    );
    assert!(
        office.world.armed_alarms().is_empty(),
        "nothing is left to wake for"
    );
}

/// A send from the submission to its rest.
pub fn send(office: &Office) {
    let mut life = submit(office, mail());
    let _ = life.pass(Duration::from_secs(10));
    drop(life);
    office.live_on();
}

#[test]
fn one_mishap_at_any_moment_of_a_send() {
    let runs = every_mishap(Mailbox::Gmail, send, assert_sent_and_logged_once);
    assert!(runs > 100, "{runs}");
}

/// The org refuses messages to the rep: the Task that takes their place is written once.
#[test]
fn one_mishap_at_any_moment_of_a_send_that_is_logged_as_a_task() {
    let story = |office: &Office| {
        office.refuses_messages.set(true);
        send(office);
    };
    let runs = every_mishap(Mailbox::Gmail, story, |office| {
        let logs = (office.tasks.all().len(), office.logged.borrow().len());
        assert_eq!(
            (office.sent(), logs),
            (1, (1, 0)),
            "mails, tasks and messages"
        );
        assert!(matches!(office.state(), OutboxState::Done { .. }));
        assert!(office.world.armed_alarms().is_empty());
    });
    assert!(runs > 100, "{runs}");
}

/// A mail in two chunks; what its chunks add to the moments of a send is that each has an answer.
#[test]
fn any_answer_of_a_large_mail_is_lost() {
    let story = |office: &Office| {
        let html = "x".repeat(2 * 1024 * 1024 + 1);
        let large = SendEmail { html, ..email() };
        let mut life = submit(office, Form::SendEmail(large));
        let _ = life.pass(Duration::from_secs(10));
        drop(life);
        office.live_on();
    };
    let lost = |at: &usize| {
        let mishap = [(Mishap::ReplyLost, *at)];
        happens(Mailbox::Gmail, &mishap, story, |office| {
            assert_once(office);
            // Salesforce's field holds less than the mail, and the rep is told so.
            let OutboxState::Done {
                warning: Some(told),
            } = office.state()
            else {
                panic!("{:?}", office.state())
            };
            assert_eq!(told.code.as_str(), "salesforce.shortened");
        })
    };
    assert!((1..).take_while(lost).count() >= 5);
}

#[test]
fn one_mishap_at_any_moment_of_an_undo() {
    let runs = every_mishap(
        Mailbox::Gmail,
        |office| {
            let mut life = submit(office, mail());
            let worker = office.worker();
            let undone = life.run(worker.outbox.undo(&intent(), false));
            let back = matches!(undone, Ok(Ok(Undone::Back(_))));
            let _ = life.pass(Duration::from_secs(10));
            drop(life);
            office.live_on();
            assert!(
                !back || office.sent() == 0,
                "what was taken back never leaves"
            );
        },
        |office| {
            let draft = office.world.kept(Table::Drafts).len();
            assert!(office.sent() + draft > 0, "nothing is lost");
            assert_eq!(office.sent(), office.logged.borrow().len());
            assert!(office.world.armed_alarms().is_empty());
        },
    );
    assert!(runs > 50, "{runs}");
}

/// A test each, so that they run beside each other.
fn two_mishaps(first: Mishap, at_least: usize) {
    let runs = every_pair_of_mishaps(Mailbox::Gmail, first, send, assert_sent_and_logged_once);
    assert!(runs > at_least, "{runs}");
}

#[test]
fn the_worker_is_killed_at_any_moment_and_then_anything_happens() {
    two_mishaps(Mishap::WorkerKilled, 830);
}

#[test]
fn the_browser_is_killed_at_any_moment_and_then_anything_happens() {
    two_mishaps(Mishap::BrowserKilled, 830);
}

#[test]
fn any_answer_is_lost_and_then_anything_happens() {
    two_mishaps(Mishap::ReplyLost, 50);
}
