//! The worker dies, the browser dies, an answer is lost, at every moment of an invitation, and again at
//! every moment after: each is assigned, and nobody gets two mails without the administrator's word.

use crate::acme::org;
use crate::office::Mailbox;
use crate::world::{Life, Mishap};
use msi_actions::admin::team::{Draft, InvitationState};
use msi_actions::base::IntentId;
use msi_actions::outbox::Decision;
use std::time::Duration;

use super::desk::{Desk, draft, employee, id};

const TWO: [usize; 2] = [1, 2];

/// The page invites, again after each death, until it is answered; then everything takes its course.
fn invite(desk: &Desk) {
    for _ in 0..4 {
        let mut life = Life::begin(&desk.office.world);
        let (_, team) = desk.worker();
        let users = TWO.map(id);
        let org = org();
        let draft = Draft {
            order: IntentId::new([9; 16]),
            ..draft()
        };
        let asked = team.invite(&org, &users, &draft);
        if let Ok(Ok(())) = life.run(asked) {
            let _ = life.pass(Duration::from_secs(20));
            drop(life);
            return desk.live_on();
        }
    }
    panic!("the invitation is never answered");
}

fn desk(mailbox: Mailbox) -> Desk {
    Desk::with(mailbox, vec![employee(1, "Ada"), employee(2, "Bo")])
}

/// Runs [`invite`] with these mishaps and checks; whether all of them happened.
fn happens(mailbox: Mailbox, mishaps: &[(Mishap, usize)]) -> bool {
    let desk = desk(mailbox);
    for (mishap, at) in mishaps {
        desk.office.world.doom(*mishap, *at);
    }
    invite(&desk);
    let happened = !desk.office.world.doomed();
    desk.office.world.pardon();
    assert!(desk.office.sent() <= 2, "mails");
    for item in desk.items() {
        if item.state == InvitationState::Unknown {
            administrator_looks(&desk, &item.user, &item.address);
        }
    }
    assert_eq!(desk.office.sent(), 2, "{mishaps:?}");
    assert_eq!(desk.directory.assigned.borrow().len(), 2);
    let done = |item: &_| matches!(item, InvitationState::Sent(_));
    let items = desk.items();
    // What the administrator says was sent has no moment to show.
    assert!(items.iter().all(|item| done(&item.state)), "{items:?}");
    assert!(desk.office.world.armed_alarms().is_empty());
    happened
}

fn administrator_looks(desk: &Desk, user: &msi_actions::base::RecordId, address: &str) {
    let to = format!("<{address}>");
    let sent = desk
        .office
        .microsoft
        .sent
        .borrow()
        .iter()
        .any(|mime| mime.contains(&to));
    let decision = if sent {
        Decision::WasSent
    } else {
        Decision::SendAgain
    };
    let mut life = Life::begin(&desk.office.world);
    let (_, team) = desk.worker();
    life.run(team.decide(&org(), user, decision))
        .unwrap()
        .unwrap();
    life.pass(Duration::from_secs(20)).unwrap();
    drop(life);
    desk.live_on();
}

fn moments(of: Mishap) -> impl Iterator<Item = usize> {
    (1..).step_by(if of == Mishap::ReplyLost { 1 } else { 2 })
}

fn one_mishap(mailbox: Mailbox) -> usize {
    let times = |mishap| {
        moments(mishap)
            .take_while(|at| happens(mailbox, &[(mishap, *at)]))
            .count()
    };
    Mishap::ALL.into_iter().map(times).sum()
}

#[test]
fn one_mishap_at_any_moment() {
    let runs = one_mishap(Mailbox::Gmail);
    assert!(runs > 100, "{runs}");
}

/// With the right to send only, a lost answer is for the administrator to resolve.
#[test]
fn one_mishap_at_any_moment_with_outlook() {
    let runs = one_mishap(Mailbox::Outlook);
    assert!(runs > 80, "{runs}");
}

/// Some of the moments, so that it takes seconds.
#[test]
fn two_mishaps() {
    let mut runs = 0;
    for second in Mishap::ALL {
        for at in (1..).step_by(16) {
            let count = moments(second)
                .step_by(6)
                .take_while(|then| {
                    happens(
                        Mailbox::Gmail,
                        &[(Mishap::WorkerKilled, at), (second, *then)],
                    )
                })
                .count();
            runs += count;
            if count == 0 {
                break;
            }
        }
    }
    assert!(runs > 40, "{runs}");
}
