//! How many calls of Salesforce were made for what: counted by day, kept when the worker ends.

use crate::support::salesforce_org::org;
use crate::support::worker::{ADA, Asked, ada, lightning, panel, popup_today, set_up};
use crate::world::World;
use msi_actions::insight::Whom;
use msi_actions::protocol::{FindPeople, GetDiagnostics, GetRecord, Sender};
use msi_actions::salesforce::{CallCount, Purpose};
use std::rc::Rc;
use std::time::Duration;

const COMPOSITE: &str = "/services/data/v67.0/composite";

fn counts(asked: &mut Asked) -> Vec<CallCount> {
    let view = asked.ask(Sender::App, GetDiagnostics {}).unwrap();
    let [(of, counts)] = view.calls.as_slice() else {
        panic!("{:?}", view.calls)
    };
    assert_eq!(*of, org());
    counts.clone()
}

fn of(asked: &mut Asked, purpose: Purpose) -> (u32, u32) {
    let counts = counts(asked);
    let found = counts.iter().find(|count| count.purpose == purpose);
    found.map_or((0, 0), |count| (count.today, count.week))
}

/// Another life of the worker, in the same browser.
fn next_life(world: &Rc<World>) -> Asked {
    Asked::new(world)
}

#[test]
fn each_call_is_counted_once_under_what_it_was_for() {
    let (mut asked, acme) = set_up();
    acme.rows("FROM Task WHERE OwnerId", serde_json::json!([]));
    let before = acme.count(COMPOSITE);
    let sum = |asked: &mut Asked| counts(asked).iter().map(|of| of.today).sum::<u32>();
    let at_first = sum(&mut asked);
    let from = || panel(&lightning(ADA));
    asked.ask(from(), GetRecord { refresh: false }).unwrap();
    asked.ask(from(), GetRecord { refresh: false }).unwrap();
    let find = FindPeople {
        record: ada(),
        text: "gr".into(),
        whom: Whom::Recipients,
    };
    asked.ask(from(), find).unwrap();
    popup_today(&mut asked, true);
    for (purpose, calls) in [
        (Purpose::Record, 1),
        (Purpose::Schema, 1),
        (Purpose::Search, 1),
        (Purpose::Tasks, 1),
        (Purpose::Other, 0),
    ] {
        assert_eq!(of(&mut asked, purpose), (calls, calls), "{purpose:?}");
    }
    let made = u32::try_from(acme.count(COMPOSITE) - before).unwrap();
    assert_eq!(sum(&mut asked) - at_first, made);
}

#[test]
fn the_counts_outlive_the_worker_and_the_day() {
    let (mut asked, _) = set_up();
    let refresh = GetRecord { refresh: true };
    asked.ask(panel(&lightning(ADA)), refresh).unwrap();
    asked.life.settle().unwrap();
    let world = Rc::clone(&asked.world);
    drop(asked);
    let mut asked = next_life(&world);
    assert_eq!(of(&mut asked, Purpose::Record), (1, 1));
    world.pass(Duration::from_secs(24 * 3600));
    assert_eq!(of(&mut asked, Purpose::Record), (0, 1));
    world.pass(Duration::from_secs(7 * 24 * 3600));
    assert_eq!(of(&mut asked, Purpose::Record), (0, 0));
}
