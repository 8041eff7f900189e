//! The worker dies, the browser dies, an answer is lost, at every moment of a mail that waits at Outlook: while it is
//! handed over, changed, sent now, taken back. It leaves once or, where the rep has it back, never.

use crate::office::{Mailbox, Office, intent};
use crate::outbox::at_outlook::{HOUR, after, form, rest};
use crate::outbox::crash_mail::{every_mishap, submit};
use crate::world::{Life, World};
use msi_actions::outbox::{Decision, Outbox, OutboxState, Undone};
use msi_actions::ports::Table;
use std::rc::Rc;
use std::time::Duration;

/// Jo schedules a mail, does something, and closes the browser; much later it runs again.
fn story<T>(office: &Office, then: impl AsyncFnOnce(Rc<Outbox<World>>) -> T) -> Option<T> {
    let mut life = submit(office, form(after(office, HOUR)));
    let _ = life.pass(Duration::from_secs(10));
    drop(life);
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    let done = life.run(then(worker.outbox)).ok();
    let _ = life.pass(Duration::from_secs(10));
    drop(life);
    for _ in 0..4 {
        if office.world.next_alarm().is_some() {
            let _ = office.wake();
        }
    }
    office.world.pass(8 * HOUR);
    rest(office);
    done
}

/// What was never handed over was due while the browser was closed: the rep says that it is sent now.
fn assert_sent_and_logged_once(office: &Office) {
    assert!(office.sent() <= 1, "mails");
    let held = |office: &Office| {
        office
            .outbox()
            .iter()
            .any(|item| item.state == OutboxState::Held)
    };
    if held(office) {
        assert_eq!(office.sent(), 0, "it is said not to have left");
        let mut life = Life::begin(&office.world);
        let worker = office.worker();
        let decided = life.run(worker.outbox.resolve(&intent(), Decision::Retry));
        decided.unwrap().unwrap();
        life.pass(Duration::from_secs(20)).unwrap();
        drop(life);
        rest(office);
    }
    // What is done for hours is not shown any more.
    let done = |state: &OutboxState| *state == OutboxState::Done { warning: None };
    assert!(office.outbox().iter().all(|item| done(&item.state)));
    let (sent, logged) = (office.sent(), office.logged.borrow().len());
    assert_eq!((sent, logged), (1, 1), "mails and logs");
    office.world.pass(48 * HOUR);
    assert_eq!(office.sent(), 1, "nothing is left at Outlook");
}

fn every(then: impl AsyncFn(Rc<Outbox<World>>), at_least: usize) {
    let story = |office: &Office| {
        story(office, &then);
    };
    let runs = every_mishap(Mailbox::OutlookDrafts, story, assert_sent_and_logged_once);
    assert!(runs > at_least, "{runs}");
}

#[test]
fn one_mishap_at_any_moment_of_handing_over() {
    every(async |_| (), 100);
}

#[test]
fn one_mishap_at_any_moment_of_changing_the_time() {
    let change = async |office: Rc<Outbox<World>>| {
        let mut later = match office.outbox().await.unwrap().pop().map(|item| item.state) {
            Some(OutboxState::Scheduled { later, .. }) => later,
            _ => return,
        };
        later.at = later.at.after(HOUR);
        let _ = office.reschedule(&intent(), later).await;
    };
    every(change, 150);
}

#[test]
fn one_mishap_at_any_moment_of_sending_it_now() {
    let now = async |office: Rc<Outbox<World>>| drop(office.send_now(&intent()).await);
    every(now, 150);
}

#[test]
fn one_mishap_at_any_moment_of_an_undo() {
    let runs = every_mishap(
        Mailbox::OutlookDrafts,
        |office| {
            let undone = story(office, async |outbox| outbox.undo(&intent(), false).await);
            let back = matches!(undone, Some(Ok(Undone::Back(_))));
            office.world.pass(48 * HOUR);
            assert!(
                !back || office.sent() == 0,
                "what was taken back never leaves"
            );
        },
        |office| {
            let draft = office.world.kept(Table::Drafts).len();
            let held = office
                .outbox()
                .iter()
                .any(|item| item.state == OutboxState::Held);
            assert!(office.sent() + draft > 0 || held, "nothing is lost");
            assert!(office.sent() <= 1, "mails");
            assert_eq!(office.sent(), office.logged.borrow().len());
        },
    );
    assert!(runs > 100, "{runs}");
}
