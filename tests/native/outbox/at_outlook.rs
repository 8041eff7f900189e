//! A scheduled mail that Outlook sends at its time: also while the browser is closed, once whatever happens, and never
//! after it was taken back.

use crate::office::{Mailbox, Office, ada, email, intent, jo};
use crate::support::microsoft::Folder;
use crate::support::salesforce_org;
use crate::world::{Life, World};
use msi_actions::actions::{Form, Later, SendEmail, SentBy};
use msi_actions::base::{Fault, IntentId, Millis, Zone};
use msi_actions::outbox::{Decision, Outbox, OutboxItem, OutboxState, Undone, WhatOf};
use msi_actions::ports::{Clock, Table};
use serde_json::json;
use std::rc::Rc;
use std::time::Duration;

pub const HOUR: Duration = Duration::from_secs(60 * 60);
const MINUTE: Duration = Duration::from_secs(60);

pub fn after(office: &Office, span: Duration) -> Later {
    Later {
        at: office.world.now().after(span),
        zone: Zone::parse("Europe/Amsterdam").unwrap(),
        by: SentBy::Outlook,
    }
}

pub fn form(later: Later) -> Form {
    Form::SendEmail(SendEmail {
        later: Some(later),
        ..email()
    })
}

fn at_outlook(later: Later) -> OutboxState {
    OutboxState::Scheduled {
        later,
        at_outlook: true,
    }
}

fn here(later: Later) -> OutboxState {
    OutboxState::Scheduled {
        later: Later {
            by: SentBy::Browser,
            ..later
        },
        at_outlook: false,
    }
}

/// Does something in a life of its own, and lets what it began go on.
fn at_work<T>(office: &Office, work: impl AsyncFnOnce(Rc<Outbox<World>>) -> T) -> T {
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    let done = life.run(work(worker.outbox)).unwrap();
    life.pass(Duration::from_secs(20)).unwrap();
    done
}

fn submit(office: &Office, later: &Later) -> Result<OutboxItem, Fault> {
    at_work(office, async |outbox| {
        outbox
            .submit(intent(), jo(), ada(), form(later.clone()))
            .await
    })
}

/// Jo's mail waits at Outlook for its time, in an hour.
fn waiting() -> (Office, Later) {
    let office = Office::with(Mailbox::OutlookDrafts);
    let later = after(&office, HOUR);
    submit(&office, &later).unwrap();
    assert_eq!(office.state(), at_outlook(later.clone()));
    assert_eq!((office.sent(), office.microsoft.waiting()), (0, 1));
    (office, later)
}

/// Wakes for each alarm until this moment.
fn live_until(office: &Office, end: Millis) {
    while office.world.now() < end {
        if office.world.next_alarm().is_none() {
            return;
        }
        office.wake().unwrap();
    }
}

/// Lives on until nothing is left to wake for: an alarm rings every minute of the last hour.
pub fn rest(office: &Office) {
    for _ in 0..500 {
        if office.world.next_alarm().is_none() {
            return;
        }
        let _ = office.wake();
    }
    panic!("it never rests: {:?}", office.outbox());
}

fn undo(office: &Office) -> Result<Undone, Fault> {
    at_work(office, async |outbox| outbox.undo(&intent(), false).await)
}

fn ada_opts_out(office: &Office) {
    let mut row = salesforce_org::ada();
    row["HasOptedOutOfEmail"] = true.into();
    *office.acme.people.borrow_mut() = vec![("Lead", row)];
}

#[test]
fn it_leaves_while_the_browser_is_closed_and_is_logged_once_that_is_known() {
    let (office, later) = waiting();
    office.world.pass(8 * HOUR);
    assert_eq!((office.sent(), office.logged.borrow().len()), (1, 0));
    rest(&office);
    assert_eq!(office.state(), OutboxState::Done { warning: None });
    assert_eq!((office.sent(), office.logged.borrow().len()), (1, 1));
    let at = office.logged.borrow()[0]["MessageDate"].clone();
    assert_eq!(
        at,
        msi_actions::base::time::datetime(later.at),
        "its own date"
    );
}

#[test]
fn while_the_browser_runs_its_people_are_looked_at_shortly_before() {
    let (office, later) = waiting();
    let before = office.acme_composites();
    live_until(&office, later.at.before(MINUTE));
    assert_eq!(office.acme_composites(), before + 1, "the look");
    assert_eq!(office.state(), at_outlook(later));
    rest(&office);
    assert_eq!((office.sent(), office.logged.borrow().len()), (1, 1));
}

#[test]
fn who_opts_out_while_the_browser_runs_gets_nothing_and_the_rep_is_asked() {
    let (office, _) = waiting();
    ada_opts_out(&office);
    rest(&office);
    assert!(
        matches!(office.state(), OutboxState::Failed { .. }),
        "{:?}",
        office.state()
    );
    office.world.pass(8 * HOUR);
    assert_eq!((office.sent(), office.microsoft.waiting()), (0, 0));
}

#[test]
fn without_salesforce_the_last_look_does_not_hold_it() {
    let (office, later) = waiting();
    office.acme.good.borrow_mut().clear();
    office.acme.access.borrow_mut().clear();
    live_until(&office, later.at);
    rest(&office);
    assert_eq!((office.sent(), office.logged.borrow().len()), (1, 1));
}

#[test]
fn at_another_time_it_waits_anew_and_leaves_once() {
    let (office, _) = waiting();
    let later = after(&office, 5 * HOUR);
    let moved = later.clone();
    at_work(&office, async |outbox| {
        outbox.reschedule(&intent(), moved).await
    })
    .unwrap();
    assert_eq!(office.state(), at_outlook(later.clone()));
    assert_eq!(office.microsoft.waiting(), 1);
    office.world.pass(4 * HOUR);
    assert_eq!(office.sent(), 0);
    office.world.pass(HOUR);
    rest(&office);
    assert_eq!((office.sent(), office.logged.borrow().len()), (1, 1));
    let date = office.microsoft.sent.borrow()[0].clone();
    let (_, date) = date.split_once("Date: ").unwrap();
    let sent = chrono::DateTime::parse_from_rfc2822(date.lines().next().unwrap()).unwrap();
    assert_eq!(sent.timestamp(), later.at.0 / 1000);
}

#[test]
fn the_rep_can_choose_that_the_browser_sends_it_instead() {
    let (office, _) = waiting();
    let later = Later {
        by: SentBy::Browser,
        ..after(&office, 2 * HOUR)
    };
    let moved = later.clone();
    at_work(&office, async |outbox| {
        outbox.reschedule(&intent(), moved).await
    })
    .unwrap();
    assert_eq!(office.state(), here(later.clone()));
    assert_eq!(office.microsoft.waiting(), 0);
    rest(&office);
    assert_eq!((office.sent(), office.logged.borrow().len()), (1, 1));
}

#[test]
fn it_is_sent_now() {
    let (office, _) = waiting();
    at_work(&office, async |outbox| outbox.send_now(&intent()).await).unwrap();
    assert_eq!(office.state(), OutboxState::Done { warning: None });
    office.world.pass(8 * HOUR);
    rest(&office);
    assert_eq!((office.sent(), office.logged.borrow().len()), (1, 1));
}

#[test]
fn taken_back_it_is_the_draft_and_never_leaves() {
    let (office, later) = waiting();
    assert_eq!(undo(&office), Ok(Undone::Back(Box::new(form(later)))));
    office.world.pass(8 * HOUR);
    rest(&office);
    assert_eq!((office.sent(), office.microsoft.waiting()), (0, 0));
    assert_eq!(office.world.kept(Table::Drafts).len(), 1);
}

#[test]
fn what_has_left_is_neither_taken_back_nor_sent_again() {
    for too_late in [HOUR, HOUR + Duration::from_secs(40), HOUR + 5 * MINUTE] {
        let (office, _) = waiting();
        office.world.pass(too_late - Duration::from_secs(20));
        assert_eq!(undo(&office), Ok(Undone::TooLate), "{too_late:?}");
        let _ = at_work(&office, async |outbox| outbox.send_now(&intent()).await);
        rest(&office);
        assert_eq!((office.sent(), office.logged.borrow().len()), (1, 1));
    }
}

/// Outlook's clock counts, not that of this machine.
#[test]
fn a_clock_that_is_hours_behind_takes_nothing_back_that_is_leaving() {
    let (office, _) = waiting();
    office.world.pass(HOUR);
    office.world.set_back(HOUR);
    assert_eq!(undo(&office), Ok(Undone::TooLate));
    rest(&office);
    assert_eq!((office.sent(), office.logged.borrow().len()), (1, 1));
}

#[test]
fn without_the_right_to_drafts_the_browser_sends_it() {
    for mailbox in [Mailbox::Outlook, Mailbox::Gmail] {
        let office = Office::with(mailbox);
        let later = after(&office, HOUR);
        submit(&office, &later).unwrap();
        assert_eq!(office.state(), here(later));
        rest(&office);
        assert_eq!((office.sent(), office.logged.borrow().len()), (1, 1));
    }
}

#[test]
fn what_is_due_in_a_moment_the_browser_sends() {
    let office = Office::with(Mailbox::OutlookDrafts);
    let later = after(&office, 4 * MINUTE);
    submit(&office, &later).unwrap();
    assert_eq!(office.state(), here(later));
    assert_eq!(office.microsoft.count(Folder::Drafts), 0);
    rest(&office);
    assert_eq!((office.sent(), office.logged.borrow().len()), (1, 1));
}

#[test]
fn a_mailbox_that_does_not_take_the_time_leaves_it_to_the_browser() {
    let office = Office::with(Mailbox::OutlookDrafts);
    office
        .microsoft
        .refuse("PATCH", 400, "ErrorInvalidProperty");
    let later = after(&office, HOUR);
    submit(&office, &later).unwrap();
    assert_eq!(office.state(), here(later));
    assert_eq!(office.microsoft.count(Folder::Drafts), 0);
    rest(&office);
    assert_eq!((office.sent(), office.logged.borrow().len()), (1, 1));
}

/// Offline when it was submitted, and until its time: what was not handed over is late like any other.
#[test]
fn what_was_never_handed_over_asks_when_it_is_late() {
    let office = Office::with(Mailbox::OutlookDrafts);
    for _ in 0..9 {
        office.microsoft.refuse("POST", 503, "ErrorServerBusy");
    }
    submit(&office, &after(&office, HOUR)).unwrap();
    office.world.pass(8 * HOUR);
    office.microsoft.refusals.borrow_mut().clear();
    office.wake().unwrap();
    assert_eq!(office.state(), OutboxState::Held);
    assert_eq!(office.sent(), 0);
}

#[test]
fn deleted_in_outlook_it_is_the_rep_s_to_say() {
    for for_good in [true, false] {
        let (office, _) = waiting();
        office.microsoft.delete_waiting(for_good);
        office.world.pass(2 * HOUR);
        rest(&office);
        let expected = match for_good {
            true => OutboxState::Unconfirmed,
            false => OutboxState::Held,
        };
        assert_eq!(office.state(), expected);
        assert_eq!(office.sent(), 0);
        at_work(&office, async |outbox| {
            outbox.resolve(&intent(), Decision::Drop).await
        })
        .unwrap();
        rest(&office);
        assert_eq!((office.sent(), office.outbox().len()), (0, 0));
    }
}

#[test]
fn what_lay_in_outlook_unsent_is_sent_once_when_the_rep_says_so() {
    let (office, _) = waiting();
    office.microsoft.delete_waiting(false);
    office.world.pass(2 * HOUR);
    rest(&office);
    at_work(&office, async |outbox| {
        outbox.resolve(&intent(), Decision::Retry).await
    })
    .unwrap();
    rest(&office);
    assert_eq!((office.sent(), office.logged.borrow().len()), (1, 1));
}

#[test]
fn it_counts_on_its_own_day() {
    let office = Office::with(Mailbox::OutlookDrafts);
    office.world.set_policy(&json!({ "dailySendLimit": 1 }));
    submit(&office, &after(&office, 24 * HOUR)).unwrap();
    let send = |n: u8, later: Option<Later>| {
        let form = Form::SendEmail(SendEmail {
            later,
            subject: format!("Number {n}"),
            ..email()
        });
        let id = IntentId::new([n; 16]);
        at_work(&office, async |outbox| {
            outbox.submit(id, jo(), ada(), form).await
        })
    };
    send(2, None).unwrap();
    let full = send(3, Some(after(&office, 24 * HOUR))).unwrap_err();
    assert_eq!(full.code.as_str(), "policy.send_limit");
    let other = after(&office, 25 * HOUR);
    at_work(&office, async |outbox| {
        outbox.reschedule(&intent(), other).await
    })
    .unwrap();
    assert_eq!((office.sent(), office.microsoft.waiting()), (1, 1));
}

#[test]
fn who_leaves_is_told_of_it_and_nothing_leaves_without_them() {
    let (office, later) = waiting();
    let user = jo().user_id;
    let unsent = at_work(&office, async |outbox| {
        outbox.unsent(&jo().org, &user, WhatOf::Mails).await
    });
    assert_eq!(unsent.unwrap().at_outlook, 1);
    at_work(&office, async |outbox| {
        outbox.take_home(&jo().org, &user).await
    })
    .unwrap();
    assert_eq!(office.state(), here(later));
    assert_eq!(office.microsoft.waiting(), 0);
    rest(&office);
    assert_eq!(office.sent(), 1, "by this browser, for they are still here");
}

#[test]
fn what_is_deleted_with_a_sign_out_never_leaves() {
    let (office, _) = waiting();
    let user = jo().user_id;
    office
        .microsoft
        .refuse("GET", 500, "ErrorInternalServerError");
    let refused = at_work(&office, async |outbox| {
        outbox.delete_unsent(&jo().org, &user, WhatOf::Mails).await
    });
    assert!(refused.is_err());
    assert_eq!(
        office.outbox().len(),
        1,
        "nothing is deleted that may leave"
    );
    office.world.pass(5 * MINUTE);
    at_work(&office, async |outbox| {
        outbox.delete_unsent(&jo().org, &user, WhatOf::Mails).await
    })
    .unwrap();
    office.world.pass(8 * HOUR);
    assert_eq!((office.sent(), office.outbox().len()), (0, 0));
}

#[test]
fn what_the_policy_forbids_since_is_taken_back_while_the_browser_runs() {
    let (office, later) = waiting();
    office
        .world
        .set_policy(&json!({ "actionsOff": ["send_email"] }));
    live_until(&office, later.at.before(MINUTE));
    office.world.pass(8 * HOUR);
    assert_eq!((office.sent(), office.microsoft.waiting()), (0, 0));
}
