//! Open tasks of steps while the rep is away.

use super::desk::{Desk, HOUR, alone, call, campaign, form, mail, shared, submit};
use crate::support::campaign_org::CampaignOrg;
use crate::support::inbox::Inbox;
use crate::world::{Mishap, Trouble};
use msi_actions::campaigns::{Absence, WhileAway};
use msi_actions::ports::Clock;
use msi_actions::protocol::{BUILD, Call, Request, Sender, SetAway};
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

const DAY: u32 = 24;
const MINUTE: Duration = Duration::from_secs(60);
/// The campaign begins on Friday, the 15th: so the calls are due on that day.
const FRIDAY: &str = "2027-01-15";
/// The rep is away from then on for seven days, until Thursday.
const BACK: &str = "2027-01-22";

/// Three people who are to be called on the first day.
fn called(place: fn(usize) -> (Rc<CampaignOrg>, Rc<Inbox>)) -> (Rc<CampaignOrg>, Desk) {
    let (org, inbox) = place(3);
    let mut desk = Desk::new(&org, &inbox, 1);
    let chosen = desk.save(&campaign(vec![call(1), mail(3, "Second")]));
    submit(&mut desk, 9, form(&chosen, 1..=3));
    desk.pass(HOUR + MINUTE * 15);
    assert_eq!(org.due_days(), [FRIDAY; 3]);
    (org, desk)
}

#[test]
fn tasks_of_days_away_are_due_on_the_first_working_day_after_and_back_with_the_rep() {
    for place in [shared, alone] {
        for how in [WhileAway::Wait, WhileAway::Move] {
            let (org, mut desk) = called(place);
            let id = |nth: usize| org.rows("Task")[nth]["Id"].as_str().unwrap().to_owned();
            org.close_task(&id(0));
            desk.view(true);
            let calls = org.calls.get();
            desk.away(Some((7, how))).unwrap();
            assert_eq!(org.due_days(), [FRIDAY, BACK, BACK]);
            assert_eq!(desk.view_known().moved_tasks, 2);
            assert!(org.calls.get() - calls <= 3, "set, asked, and moved");
            // Somebody wants one of them done on another day.
            org.move_task(1, "2027-01-20");
            desk.pass(DAY * HOUR);
            assert_eq!(org.due_days(), [FRIDAY, "2027-01-20", BACK]);
            desk.away(None).unwrap();
            assert_eq!(
                org.due_days(),
                [FRIDAY, "2027-01-20", "2027-01-18"],
                "{how:?}: the next working day"
            );
            assert_eq!(desk.sent(), [""; 0], "no step before its task is done");
        }
    }
}

#[test]
fn a_task_that_cannot_be_moved_stays_and_the_others_go() {
    let (org, mut desk) = called(shared);
    let locked = org.rows("Task")[1]["Id"].as_str().unwrap().to_owned();
    org.locked.borrow_mut().push(locked);
    desk.away(Some((7, WhileAway::Move))).unwrap();
    assert_eq!(org.due_days(), [BACK, FRIDAY, BACK]);
    assert_eq!(desk.view_known().moved_tasks, 2);
}

#[test]
fn without_an_open_task_nothing_is_asked_about_them() {
    let (org, mut desk) = called(shared);
    for task in org.rows("Task") {
        org.close_task(task["Id"].as_str().unwrap());
    }
    desk.view(true);
    let calls = org.calls.get();
    desk.away(Some((7, WhileAway::Move))).unwrap();
    // The answers of a run beside it are not counted: nothing is due.
    assert_eq!(org.calls.get() - calls, 1);
    assert_eq!(org.due_days(), [FRIDAY; 3]);
}

/// The rep is away for a week, if the life that is told so does not end before.
fn say_away(desk: &mut Desk) {
    let first = desk.asked.world.today();
    let away = Absence {
        first,
        last: first.later(6),
        how: WhileAway::Wait,
    };
    let call = Call {
        name: SetAway::NAME.into(),
        build: BUILD.into(),
        body: serde_json::to_value(SetAway { away: Some(away) }).unwrap(),
    };
    let told = desk.asked.worker.message(Sender::App, call);
    let _ = desk.asked.life.run(told);
}

#[test]
fn a_life_that_ends_at_any_moment_and_a_call_that_is_lost_are_caught_up() {
    for place in [shared, alone] {
        for made in [false, true] {
            let (org, mut desk) = called(place);
            let left = Cell::new(1);
            desk.asked.world.disturb(move |request| {
                let moves = request.method() == "PATCH";
                let first = moves && left.replace(0) == 1;
                first.then_some(if made {
                    Trouble::CutAfter
                } else {
                    Trouble::CutBefore
                })
            });
            desk.away(Some((7, WhileAway::Move))).unwrap();
            desk.pass(HOUR);
            assert_eq!(org.due_days(), [BACK; 3]);
            assert_eq!(desk.view_known().moved_tasks, 3, "made: {made}");
            desk.away(None).unwrap();
            assert_eq!(org.due_days(), [FRIDAY; 3], "made: {made}");
        }
        for at in (1..).step_by(11) {
            let (org, mut desk) = called(place);
            desk.asked.world.doom(Mishap::WorkerKilled, at);
            say_away(&mut desk);
            let was_hit = !desk.asked.world.doomed();
            desk.asked.world.pardon();
            desk.start();
            desk.pass(MINUTE * 20);
            let is_away = desk.view(true).away.is_some();
            assert!(is_away || was_hit, "killed at {at}");
            let expected = if is_away { BACK } else { FRIDAY };
            assert_eq!(org.due_days(), [expected; 3], "killed at {at}");
            desk.away(None).unwrap();
            assert_eq!(org.due_days(), [FRIDAY; 3], "killed at {at}");
            if !was_hit {
                assert!(at > 8, "{at} moments");
                break;
            }
        }
    }
}
