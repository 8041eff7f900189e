//! Mails of campaigns that wait in the outbox until the rep decides, because the browser was closed before they left.

use super::desk::{Desk, HOUR, address, call, campaign, form, lead, mail, shared, submit, written};
use crate::support::campaign_org::CampaignOrg;
use crate::support::inbox::Inbox;
use crate::world::{BrowserCall, Mishap};
use msi_actions::base::Topic;
use msi_actions::campaigns::{End, How, MemberView, Step, Waits};
use msi_actions::outbox::{Decision, ForAllLate, OutboxState};
use msi_actions::ports::Clock;
use msi_actions::protocol::{DecideLate, GetOutbox, Resolve, Sender};
use serde_json::json;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::OnceLock;
use std::time::Duration;

const DAY: u32 = 24;
const MINUTE: Duration = Duration::from_secs(60);
/// After so many calls to the outside the first mail has left.
const LATEST: usize = 200;

#[test]
fn a_mail_does_not_leave_before_the_one_that_waits_for_the_rep() {
    let (org, inbox) = shared(20);
    let mut desk = Desk::new(&org, &inbox, 1);
    let chosen = desk.save(&campaign(vec![mail(1, "First"), mail(4, "Second")]));
    submit(&mut desk, 9, form(&chosen, 1..=20));
    // The browser is closed while the mails leave one after the other, and opened again the next day.
    desk.pass(HOUR - MINUTE);
    desk.asked.world.doom(Mishap::BrowserKilled, 700);
    let _ = desk.asked.life.pass(MINUTE);
    assert!(!desk.asked.world.doomed());
    desk.asked.world.pardon();
    desk.asked.world.pass(DAY * HOUR);
    desk.start();
    desk.pass(2 * HOUR);
    let who = |desk: &Desk, which: &str| {
        let mails = desk.mails().into_iter();
        let of_step = mails.filter(|(_, subject, _)| subject == which);
        of_step.map(|(to, ..)| to).collect::<BTreeSet<_>>()
    };
    desk.pass(7 * DAY * HOUR);
    let (first, second) = (who(&desk, "First"), who(&desk, "Second"));
    assert!(first.len() < 18, "some are held");
    assert!(second.len() > 10, "the others go on: {second:?}");
    assert!(first.is_superset(&second), "{first:?} {second:?}");
    // Two of those whose mail is held answer, or book a meeting: theirs does not leave, whatever the rep says.
    let mut waiting = (1..=20).filter(|n| !first.contains(&address(*n)));
    let (answered, met) = (waiting.next().unwrap(), waiting.next().unwrap());
    let now = desk.asked.world.now();
    let part = written(&address(answered), "Re: Hello", "Yes, please.", &[]);
    inbox.deliver(now, "other", part);
    let met_at = (lead(met).to_string(), now.after(MINUTE));
    org.meetings.borrow_mut().push(met_at);
    desk.asked.world.pass(2 * MINUTE);
    send_now(&mut desk);
    desk.pass(7 * DAY * HOUR);
    let first = who(&desk, "First");
    assert_eq!(first.len(), 18);
    assert!(![answered, met].iter().any(|n| first.contains(&address(*n))));
    let over = desk.view_known().members.into_iter();
    let over =
        over.filter(|member| [Some(End::Replied), Some(End::Meeting)].contains(&member.end()));
    assert_eq!(over.count(), 2);
    assert_eq!(held(&mut desk), 0, "nothing is asked any more");
    assert!(who(&desk, "Second").len() > second.len(), "they go on");
}

#[test]
fn a_task_waits_for_it_as_well() {
    let (org, _, mut desk) = begun(&[mail(1, "First"), call(2)]);
    desk.pass(7 * DAY * HOUR);
    assert!(org.rows("Task").is_empty());
    send_now(&mut desk);
    desk.pass(3 * DAY * HOUR);
    assert_eq!(desk.sent(), ["First"]);
    assert_eq!(org.rows("Task").len(), 1);
}

#[test]
fn nobody_is_through_before_the_last_one_has_left() {
    let (_, _, mut desk) = begun(&[mail(1, "Only")]);
    desk.pass(DAY * HOUR);
    assert_eq!(desk.member().end(), None);
    send_now(&mut desk);
    desk.pass(HOUR);
    assert_eq!(desk.sent(), ["Only"]);
    assert_eq!(desk.member().end(), Some(End::Finished));
}

#[test]
fn it_is_taken_back_once_it_is_over_for_its_person() {
    let (org, _, mut desk) = begun(&[mail(1, "First"), mail(2, "Second")]);
    org.set(lead(1).as_str(), "HasOptedOutOfEmail", json!(true));
    desk.pass(7 * DAY * HOUR);
    assert_eq!(desk.member().end(), Some(End::OptedOut));
    assert_eq!(held(&mut desk), 0);
    send_now(&mut desk);
    desk.pass(HOUR);
    assert_eq!(desk.sent(), [""; 0]);
}

#[test]
fn it_does_not_leave_on_send_now_wherever_the_browser_was_closed_before() {
    let steps = [mail(1, "First"), mail(2, "Second")];
    let mut tried = 0;
    for at in (0..LATEST).rev() {
        let (org, _, mut desk) = closed_at(&steps, at);
        if held(&mut desk) == 0 {
            continue;
        }
        tried += 1;
        org.set(lead(1).as_str(), "HasOptedOutOfEmail", json!(true));
        send_now(&mut desk);
        desk.pass(DAY * HOUR);
        assert_eq!(desk.member().end(), Some(End::OptedOut), "{at}");
        let left = desk.asked.ask(Sender::Popup, GetOutbox {}).unwrap();
        assert!(left.is_empty(), "{at}: {left:?}");
        assert_eq!(desk.sent(), [""; 0], "{at}");
        if tried == 12 {
            return;
        }
    }
    panic!("held at {tried} moments only");
}

#[test]
fn another_browser_waits_for_it_a_week_and_then_it_does_not_leave_any_more() {
    let (org, inbox, mut closed) = begun(&[mail(1, "First"), mail(2, "Second")]);
    let mut other = Desk::new(&org, &inbox, 1_000_003);
    closed.asked.world.pass(HOUR);
    other.is_closed_until(&closed);
    other.start();
    other.pass(3 * DAY * HOUR);
    assert_eq!(other.sent(), [""; 0]);
    assert_eq!(other.member().waits, Waits::Mail);
    other.pass(2 * DAY * HOUR);
    assert_eq!(other.sent(), [""; 0]);
    other.pass(3 * DAY * HOUR);
    assert_eq!(other.sent(), ["Second"], "nobody is stuck");
    closed.is_closed_until(&other);
    closed.start();
    closed.pass(HOUR);
    assert_eq!(held(&mut closed), 0);
    send_now(&mut closed);
    closed.pass(HOUR);
    assert_eq!(closed.sent(), [""; 0]);
    let runs = org.rows("MSI_Actions_Step_Run__c");
    let became: Vec<_> = runs.iter().map(|run| &run["Outcome__c"]).collect();
    assert_eq!(became, ["stopped", "mail"]);
}

#[test]
fn another_browser_goes_on_once_the_log_says_that_it_has_left() {
    let (org, inbox, mut closed) = begun(&[mail(1, "First"), mail(2, "Second")]);
    let mut other = Desk::new(&org, &inbox, 1_000_003);
    send_now(&mut closed);
    closed.pass(HOUR);
    assert_eq!(closed.sent(), ["First"]);
    let runs = org.rows("MSI_Actions_Step_Run__c");
    assert_eq!(runs[0]["Activity__c"], "00TAc0000000099MAA");
    other.is_closed_until(&closed);
    other.start();
    other.pass(2 * DAY * HOUR);
    assert_eq!(other.sent(), ["Second"]);
}

#[test]
fn another_browser_goes_on_once_the_rep_has_dropped_it() {
    let (org, inbox, mut closed) = begun(&[mail(1, "First"), mail(2, "Second")]);
    let mut other = Desk::new(&org, &inbox, 1_000_003);
    drop_held(&mut closed);
    let calls = org.calls.get();
    closed.pass(HOUR);
    assert_eq!(closed.member().done[0].how, How::Skipped);
    assert_eq!(org.calls.get() - calls, 1, "it says so in Salesforce");
    closed.pass(HOUR);
    other.is_closed_until(&closed);
    other.start();
    other.pass(2 * DAY * HOUR);
    assert_eq!(other.sent(), ["Second"]);
    assert_eq!(closed.sent(), [""; 0]);
}

#[test]
fn another_browser_goes_on_once_the_rep_has_dropped_its_log() {
    let (org, inbox, mut closed) = begun(&[mail(1, "First"), mail(2, "Second")]);
    let mut other = Desk::new(&org, &inbox, 1_000_003);
    let refused =
        json!([{ "errorCode": "FIELD_CUSTOM_VALIDATION_EXCEPTION", "message": "Not on Tuesdays" }]);
    for object in [
        "POST /services/data/v67.0/sobjects/Task",
        "POST /services/data/v67.0/sobjects/EmailMessage",
    ] {
        closed.acme.step(object, 400, refused.clone());
    }
    send_now(&mut closed);
    closed.pass(HOUR);
    assert_eq!(closed.sent(), ["First"]);
    drop_held(&mut closed);
    // Once it has read Salesforce anew.
    closed.pass(7 * HOUR);
    let run = &org.rows("MSI_Actions_Step_Run__c")[0];
    assert_eq!(
        (&run["Outcome__c"], &run["Browser__c"]),
        (&json!("mail"), &json!(null))
    );
    other.is_closed_until(&closed);
    other.start();
    other.pass(2 * DAY * HOUR);
    assert_eq!(other.sent(), ["Second"]);
    assert_eq!(how(&other.member()), [How::Mail, How::Mail]);
}

#[test]
fn what_has_not_left_is_not_shown_as_done() {
    let (org, inbox, mut desk) = begun(&[mail(1, "First"), mail(9, "Second")]);
    desk.pass(HOUR);
    assert_eq!(how(&desk.member()), [How::Waiting]);
    // As it is shown in the rep's other browser, for as long as that one waits for it.
    let mut other = Desk::new(&org, &inbox, 1_000_003);
    other.is_closed_until(&desk);
    other.start();
    assert_eq!(how(&other.member()), [How::Waiting]);
    other.pass(7 * DAY * HOUR);
    assert_eq!(how(&other.member()), [How::Mail]);
    // No longer than it takes to leave, and what shows it is told so.
    desk.asked.world.take_calls();
    send_now(&mut desk);
    desk.pass(2 * MINUTE);
    assert_eq!(desk.sent(), ["First"]);
    let told = desk.asked.world.take_calls();
    assert!(told.contains(&BrowserCall::Changed(Topic::Campaigns)));
    let known = desk.view_known();
    assert_eq!(how(&known.members[0]), [How::Mail]);
}

/// How each of somebody's steps was done.
fn how(member: &MemberView) -> Vec<How> {
    member.done.iter().map(|step| step.how.clone()).collect()
}

/// A browser that was closed while the first mail was in its outbox, and is open again the next day.
fn begun(steps: &[Step]) -> (Rc<CampaignOrg>, Rc<Inbox>, Desk) {
    static MOMENT: OnceLock<usize> = OnceLock::new();
    let moment = MOMENT.get_or_init(|| {
        let is_held = |at: &usize| held(&mut closed_at(&[mail(1, "First")], *at).2) == 1;
        (0..LATEST).rev().find(is_held).unwrap()
    });
    let mut begun = closed_at(steps, *moment);
    assert_eq!(held(&mut begun.2), 1);
    begun
}

/// The browser is closed at this moment of the first step, and opened the next day.
fn closed_at(steps: &[Step], at: usize) -> (Rc<CampaignOrg>, Rc<Inbox>, Desk) {
    let (org, inbox) = shared(1);
    let mut desk = Desk::new(&org, &inbox, 1);
    let chosen = desk.save(&campaign(steps.to_vec()));
    submit(&mut desk, 9, form(&chosen, 1..=1));
    desk.pass(HOUR - 2 * MINUTE);
    let alarms = desk.asked.life.pass(2 * MINUTE).unwrap();
    desk.asked.world.doom(Mishap::BrowserKilled, at);
    for alarm in alarms {
        desk.asked.worker.alarm(&alarm);
        let _ = desk.asked.life.settle();
    }
    desk.asked.world.pardon();
    desk.asked.world.pass(DAY * HOUR);
    desk.start();
    (org, inbox, desk)
}

/// How many mails the rep is asked about.
fn held(desk: &mut Desk) -> usize {
    let items = desk.asked.ask(Sender::Popup, GetOutbox {}).unwrap();
    let held = items.iter().filter(|item| item.state == OutboxState::Held);
    held.count()
}

/// The rep drops what they are asked about.
fn drop_held(desk: &mut Desk) {
    let items = desk.asked.ask(Sender::Popup, GetOutbox {}).unwrap();
    let open = items
        .into_iter()
        .find(|item| !matches!(item.state, OutboxState::Done { .. }));
    let drop = Resolve {
        intent: open.unwrap().intent,
        decision: Decision::Drop,
    };
    desk.asked.ask(Sender::App, drop).unwrap();
}

fn send_now(desk: &mut Desk) {
    let what = ForAllLate::SendNow;
    desk.asked.ask(Sender::App, DecideLate { what }).unwrap();
}
