//! A call takes five queries, and the feed with the due tasks would have six: the responses and the tasks take turns.

use super::{Browser, MOMENTS, RESPONSES, feed, minutes, quiet, response};
use crate::people::queries;
use crate::support::worker::{Asked, lightning, page, popup_today};
use msi_actions::feed::{OrgFeed, SEEN};
use msi_actions::protocol::{GetFeed, Look, Sender};
use serde_json::json;
use std::time::Duration;

const DUE: &str = "FROM Task WHERE OwnerId";
const HOUR: Duration = Duration::from_secs(3600);

/// Which of the two were asked for since a request: the responses, the due tasks.
fn turns(asked: &Asked, from: usize) -> (bool, bool) {
    let queries = queries(&asked.world, from);
    let has = |part| queries.iter().any(|query| query.contains(part));
    (has(RESPONSES), has(DUE))
}

/// Reads what is older than ten minutes, as where the rep looks at the page.
fn looks(asked: &mut Asked) -> (bool, bool) {
    let from = asked.world.requests().len();
    asked.ask(Sender::App, GetFeed { refresh: false }).unwrap();
    asked.life.settle().unwrap();
    turns(asked, from)
}

fn kinds(feed: &OrgFeed) -> Vec<&str> {
    feed.events.iter().map(|event| event.kind.name()).collect()
}

#[test]
fn responses_come_first_where_they_were_left_out_and_then_the_tasks_again() {
    let (mut asked, _acme) = quiet();
    assert_eq!(looks(&mut asked), (true, false), "a feed begins with all");
    for _ in 0..3 {
        asked.life.pass(HOUR).unwrap();
        assert_eq!(looks(&mut asked), (false, true));
        asked.life.pass(HOUR).unwrap();
        assert_eq!(looks(&mut asked), (true, false));
    }
    asked.life.pass(SEEN).unwrap();
    assert_eq!(looks(&mut asked), (false, true));
}

#[test]
fn who_does_something_else_hears_of_a_response_within_two_hours() {
    let (asked, acme) = quiet();
    let mut browser = Browser { asked, acme };
    browser.minutes(60, |minute, asked| {
        let id = format!("00QAc000000{minute:04}");
        asked
            .ask(page(&lightning(&id)), Look { seen: false })
            .unwrap();
    });
    let answered = response("00vAc0000000001", &minutes(61), "2027-01-15");
    browser.acme.rows(RESPONSES, json!([answered]));
    browser.minutes(120, |_, _| {});
    let kept = browser.asked.ask(Sender::Popup, GetFeed { refresh: false });
    assert_eq!(kinds(&kept.unwrap().orgs[0]), ["response"]);
}

#[test]
fn refresh_reads_the_responses_whatever_the_tasks_are_due() {
    let (mut asked, acme) = quiet();
    looks(&mut asked);
    popup_today(&mut asked, true);
    let answered = response("00vAc0000000001", &minutes(30), "2027-01-15");
    acme.rows(RESPONSES, json!([answered]));
    asked.life.pass(HOUR).unwrap();
    let from = asked.world.requests().len();
    assert_eq!(kinds(&feed(&mut asked, true)), ["response"]);
    assert_eq!(turns(&asked, from), (true, false));
}

#[test]
fn what_was_left_out_is_asked_for_from_where_it_was_left() {
    let (mut asked, acme) = quiet();
    looks(&mut asked);
    asked.life.pass(4 * 24 * HOUR).unwrap();
    // Two days after the last look at the responses; the tasks are due, and have the room.
    assert_eq!(looks(&mut asked), (false, true));
    let from = asked.world.requests().len();
    let answered = response("00vAc0000000001", &minutes(2 * 24 * 60), "2027-01-17");
    acme.rows(RESPONSES, json!([answered]));
    asked.life.pass(HOUR).unwrap();
    assert_eq!(looks(&mut asked), (true, false));
    let queries = queries(&asked.world, from);
    let responses = queries.iter().find(|query| query.contains(RESPONSES));
    let since = minutes(-24 * 60).replace("+0000", "Z");
    assert!(
        responses.is_some_and(|of| of.contains(&since)),
        "{queries:?}"
    );
    let seen = feed(&mut asked, false);
    assert_eq!((kinds(&seen), seen.unseen()), (vec!["response"], 1));
}

#[test]
fn a_refused_query_of_the_feed_loses_no_task() {
    let (mut asked, acme) = quiet();
    looks(&mut asked);
    let down = json!([{ "errorCode": "SERVER_UNAVAILABLE", "message": "" }]);
    acme.step(MOMENTS, 503, down);
    asked.life.pass(HOUR).unwrap();
    assert_eq!(looks(&mut asked), (false, true));
    let from = asked.world.requests().len();
    assert_eq!(popup_today(&mut asked, false).faults, []);
    assert_eq!(turns(&asked, from), (false, false), "they are known");
}
