//! The same deaths with Outlook. With the right to send only, a lost answer is for the rep to resolve, who
//! looks into the mailbox; with drafts, the draft tells.

use crate::office::{Mailbox, Office, intent};
use crate::outbox::crash_mail::{
    assert_sent_and_logged_once, every_mishap, every_pair_of_mishaps, send,
};
use crate::world::{Life, Mishap};
use msi_actions::outbox::{Decision, OutboxState};
use std::time::Duration;

/// The rep looks whether the mail is in Sent Items, and says so.
fn rep_looks(office: &Office) {
    if office.state() != OutboxState::Unconfirmed {
        return;
    }
    let decision = match office.sent() {
        0 => Decision::SendAgain,
        _ => Decision::WasSent,
    };
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    let decided = life.run(worker.outbox.resolve(&intent(), decision));
    decided.unwrap().unwrap();
    life.settle().unwrap();
    drop(life);
    office.live_on();
}

pub fn assert_once_the_rep_looked(office: &Office) {
    assert!(office.sent() <= 1, "mails");
    rep_looks(office);
    assert_sent_and_logged_once(office);
}

#[test]
fn one_mishap_at_any_moment() {
    let runs = every_mishap(Mailbox::Outlook, send, assert_once_the_rep_looked);
    assert!(runs > 80, "{runs}");
}

/// No rep is needed for one mishap.
#[test]
fn one_mishap_at_any_moment_with_drafts() {
    let runs = every_mishap(Mailbox::OutlookDrafts, send, assert_sent_and_logged_once);
    assert!(runs > 100, "{runs}");
}

/// Everything takes a moment longer to be seen than the next wake comes.
#[test]
fn a_draft_that_was_sent_and_is_not_seen_yet_is_not_sent_again() {
    let story = |office: &Office| {
        let on_its_way = Duration::from_secs(110);
        office.microsoft.on_its_way.set(on_its_way);
        send(office);
    };
    let runs = every_mishap(Mailbox::OutlookDrafts, story, assert_sent_and_logged_once);
    assert!(runs > 100, "{runs}");
}

/// A test each, so that they run beside each other.
fn two_mishaps(mailbox: Mailbox, first: Mishap, at_least: usize) {
    let runs = every_pair_of_mishaps(mailbox, first, send, assert_once_the_rep_looked);
    assert!(runs > at_least, "{runs}");
}

#[test]
fn the_worker_is_killed_and_then_anything_happens() {
    two_mishaps(Mailbox::Outlook, Mishap::WorkerKilled, 165);
}

#[test]
fn the_browser_is_killed_and_then_anything_happens() {
    two_mishaps(Mailbox::Outlook, Mishap::BrowserKilled, 165);
}

#[test]
fn any_answer_is_lost_and_then_anything_happens() {
    two_mishaps(Mailbox::Outlook, Mishap::ReplyLost, 16);
}

#[test]
fn the_worker_is_killed_and_then_anything_happens_with_drafts() {
    two_mishaps(Mailbox::OutlookDrafts, Mishap::WorkerKilled, 165);
}

#[test]
fn the_browser_is_killed_and_then_anything_happens_with_drafts() {
    two_mishaps(Mailbox::OutlookDrafts, Mishap::BrowserKilled, 165);
}

#[test]
fn any_answer_is_lost_and_then_anything_happens_with_drafts() {
    two_mishaps(Mailbox::OutlookDrafts, Mishap::ReplyLost, 16);
}
