//! How often Salesforce is asked: by the clock, over hours.

use super::{COMPOSITE, quiet};
use crate::support::salesforce_org::Acme;
use crate::support::worker::{Asked, lightning, page};
use msi_actions::campaigns::Recency;
use msi_actions::protocol::{GetFeed, GetPopup, GetToday, Look, Sender};
use std::rc::Rc;
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);

/// A browser in which the rep may do something each minute, and whose alarms reach the worker. A life of the worker
/// ends, as Chrome has it, whenever nothing happened for a minute.
pub struct Browser {
    pub asked: Asked,
    pub acme: Rc<Acme>,
}

impl Browser {
    fn new() -> Self {
        let (asked, acme) = quiet();
        Self { asked, acme }
    }

    /// Lets so many minutes pass; gives how many calls were made.
    pub fn minutes(&mut self, minutes: u32, mut each: impl FnMut(u32, &mut Asked)) -> usize {
        let before = self.acme.count(COMPOSITE);
        for minute in 0..minutes {
            each(minute, &mut self.asked);
            self.asked.life.settle().unwrap();
            let rung = self.asked.life.pass(MINUTE).unwrap();
            if rung.is_empty() {
                let world = Rc::clone(&self.asked.world);
                self.asked = Asked::new(&world);
            }
            for name in rung {
                self.asked.worker.alarm(&name);
                self.asked.life.settle().unwrap();
            }
        }
        self.acme.count(COMPOSITE) - before
    }

    /// How many calls were for the feed.
    fn of_feed(&self) -> usize {
        let requests = self.asked.world.requests();
        let asks = |body: &[u8]| String::from_utf8_lossy(body).contains("lead_tasks");
        requests
            .iter()
            .filter(|request| asks(request.body()))
            .count()
    }
}

/// The rep goes from record to record, and opens the popup now and then.
fn works(minute: u32, asked: &mut Asked) {
    let id = format!("00QAc000000{minute:04}");
    asked
        .ask(page(&lightning(&id)), Look { seen: false })
        .unwrap();
    if minute % 20 == 7 {
        asked.ask(Sender::Popup, GetPopup {}).unwrap();
    }
}

#[test]
fn feed_and_badge_cost_an_active_rep_at_most_six_calls_an_hour() {
    let mut browser = Browser::new();
    // The first hour also reads what the org's fields are.
    browser.minutes(60, works);
    for hour in 0..8 {
        let calls = browser.minutes(60, works);
        assert!((3..=6).contains(&calls), "hour {hour}: {calls}");
    }
}

#[test]
fn who_works_with_the_page_and_the_popup_open_is_within_it_too() {
    let mut browser = Browser::new();
    let looks = |minute: u32, asked: &mut Asked| {
        works(minute, asked);
        asked.ask(Sender::App, GetFeed { refresh: false }).unwrap();
    };
    browser.minutes(60, looks);
    let calls = browser.minutes(60, looks);
    assert!((6..=12).contains(&calls), "{calls}");
}

#[test]
fn who_does_something_else_costs_one_an_hour_and_who_is_gone_none() {
    let mut browser = Browser::new();
    browser.minutes(60, works);
    let nothing = |_, _: &mut Asked| {};
    // Half an hour at the pace of work, and the tasks once.
    let first = browser.minutes(60, nothing);
    assert!(first <= 5, "{first}");
    let idle = browser.minutes(180, nothing);
    assert!((2..=3).contains(&idle), "{idle}");
    assert_eq!(browser.minutes(12 * 60, nothing), 0);
    // Back again: at once, as soon as an alarm can ring.
    let back = browser.minutes(2, works);
    assert!(back >= 1, "{back}");
}

#[test]
fn a_feed_that_was_never_read_is_read_after_twenty_minutes_of_work_or_when_the_rep_looks() {
    let mut browser = Browser::new();
    browser.minutes(19, works);
    assert_eq!(browser.of_feed(), 0);
    browser.minutes(3, works);
    assert_eq!(browser.of_feed(), 1);
    let mut browser = Browser::new();
    browser.minutes(2, works);
    super::feed(&mut browser.asked, false);
    assert_eq!(browser.of_feed(), 1);
}

#[test]
fn a_page_that_stands_open_is_nobody() {
    let mut browser = Browser::new();
    browser.minutes(60, works);
    browser.minutes(5 * 60, |_, _| {});
    let follows = |minute: u32, asked: &mut Asked| {
        // What a change of anything has an open page ask.
        if minute.is_multiple_of(30) {
            let tasks = Recency::Known;
            asked.ask(Sender::App, GetToday { tasks }).unwrap();
        }
    };
    let before = browser.of_feed();
    browser.minutes(4 * 60, follows);
    assert_eq!(browser.of_feed(), before);
}

#[test]
fn a_closed_browser_asks_nothing_even_where_its_alarms_are_left() {
    let mut browser = Browser::new();
    browser.minutes(60, works);
    let world = Rc::clone(&browser.asked.world);
    world.close_browser();
    browser.asked = Asked::new(&world);
    let before = browser.acme.count(COMPOSITE);
    browser.asked.worker.alarm("feed");
    browser.asked.life.settle().unwrap();
    assert_eq!(browser.acme.count(COMPOSITE), before);
}

#[test]
fn where_everything_is_switched_off_nothing_is_asked() {
    let mut browser = Browser::new();
    browser.minutes(60, works);
    browser
        .asked
        .world
        .set_policy(&serde_json::json!({ "off": true }));
    let worker = Rc::clone(&browser.asked.worker);
    browser
        .asked
        .life
        .run(async move { worker.policy_changed().await })
        .unwrap();
    assert_eq!(browser.minutes(60, |_, _| {}), 0);
}
