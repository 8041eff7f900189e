//! People who are added to a campaign: what is done for them, and when it ends.

use super::desk::{
    AUTO, Desk, HOUR, address, alone, call, campaign, form, headers, lead, mail, person, record,
    reply, shared, submit, written,
};
use crate::support::campaign_org::CampaignOrg;
use crate::support::inbox::Inbox;
use crate::support::worker::{code, lightning, panel};
use crate::world::Trouble;
use msi_actions::base::{IntentId, Millis};
use msi_actions::campaigns::{End, How, Recency, Steer, Waits, What, WhileAway};
use msi_actions::ports::Clock;
use msi_actions::protocol::{CheckLaunch, GetRecord, SaveCampaign, Sender};
use serde_json::json;
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

const DAY: u32 = 24;
const MINUTE: Duration = Duration::from_secs(60);

#[test]
fn a_record_and_the_popup_show_campaigns_without_a_call() {
    let (org, inbox) = shared(1);
    let mut desk = Desk::new(&org, &inbox, 1);
    let chosen = desk.save(&campaign(vec![mail(1, "First"), mail(9, "Last")]));
    submit(&mut desk, 9, form(&chosen, 1..=1));
    let url = lightning(lead(1).as_str());
    desk.asked
        .ask(panel(&url), GetRecord { refresh: true })
        .unwrap();
    desk.pass(HOUR / 2);
    let calls = org.calls.get();
    let is_old = desk.asked.world.now().since(desk.view_known().at.unwrap()) > 3 * MINUTE;
    assert!(is_old, "else nobody would ask");
    assert_eq!(desk.view_known().members.len(), 1);
    assert_eq!(desk.of_record(Recency::Known).members.len(), 1);
    let again = GetRecord { refresh: false };
    desk.asked.ask(panel(&url), again).unwrap();
    assert_eq!(org.calls.get(), calls, "what is known is shown");
    desk.of_record(Recency::Recent);
    assert_eq!(org.calls.get(), calls + 1, "the form looks");
    desk.of_record(Recency::Recent);
    assert_eq!(org.calls.get(), calls + 1, "it looked a moment ago");
}

#[test]
fn the_panels_refresh_looks_for_the_campaigns_of_who_is_in_one() {
    let (org, inbox) = shared(2);
    let mut desk = Desk::new(&org, &inbox, 1);
    let chosen = desk.save(&campaign(vec![mail(1, "First"), mail(9, "Last")]));
    submit(&mut desk, 9, form(&chosen, 1..=1));
    desk.pass(HOUR);
    for (who, asked) in [(1, 1), (2, 0)] {
        let calls = org.calls.get();
        let url = lightning(lead(who).as_str());
        desk.asked
            .ask(panel(&url), GetRecord { refresh: true })
            .unwrap();
        desk.asked.life.settle().unwrap();
        assert_eq!(org.calls.get(), calls + asked, "lead {who}");
    }
}

#[test]
fn mails_leave_on_their_days_and_a_task_is_done_before_the_next_step() {
    for (org, inbox) in [shared(1), alone(1)] {
        days_and_tasks(Desk::new(&org, &inbox, 1), &org);
    }
}

fn days_and_tasks(mut desk: Desk, org: &CampaignOrg) {
    let chosen = desk.save(&campaign(vec![mail(1, "First"), call(2), mail(3, "Last")]));
    submit(&mut desk, 9, form(&chosen, 1..=1));
    desk.pass(DAY * HOUR);
    assert_eq!(desk.sent(), ["First"]);
    desk.pass(3 * DAY * HOUR);
    let member = desk.member();
    assert_eq!((member.next, member.waits), (Some(3), Waits::Task));
    let How::Task { id, open: true } = &member.done[1].how else {
        panic!("{member:?}")
    };
    desk.pass(5 * DAY * HOUR);
    assert_eq!(desk.sent(), ["First"], "the task is not done");
    org.close_task(id.as_str());
    desk.pass(4 * DAY * HOUR);
    assert_eq!(desk.sent(), ["First", "Last"]);
    desk.pass(DAY * HOUR);
    assert_eq!(desk.member().end(), Some(End::Finished));
}

/// Something that comes of a person.
type Happening = fn(&Desk, &CampaignOrg, &Inbox);

#[test]
fn each_thing_that_ends_a_campaign_ends_it_before_the_next_mail() {
    let ends: [(End, Happening); 9] = [
        (End::Replied, |desk, _, inbox| {
            let part = written(&address(1), "Re: First", "Yes, please.", &[]);
            inbox.deliver(desk.asked.world.now(), "other", part);
        }),
        (End::OptedOut, |_, org, _| {
            org.set(lead(1).as_str(), "HasOptedOutOfEmail", json!(true))
        }),
        (End::Converted, |_, org, _| {
            org.set(lead(1).as_str(), "IsConverted", json!(true))
        }),
        (End::OwnerChanged, |_, org, _| {
            org.set(lead(1).as_str(), "OwnerId", json!("005Ac0000000003IAA"));
        }),
        (End::Status, |_, org, _| {
            org.set(lead(1).as_str(), "Status", json!("Unqualified"))
        }),
        (End::NoAddress, |_, org, _| {
            org.set(lead(1).as_str(), "Email", json!(null))
        }),
        (End::Gone, |_, org, _| {
            drop(org.people.borrow_mut().remove(lead(1).as_str()))
        }),
        (End::Meeting, |desk, org, _| {
            org.meetings
                .borrow_mut()
                .push((lead(1).to_string(), desk.asked.world.now()));
        }),
        (End::Replied, |desk, org, _| {
            org.answered
                .borrow_mut()
                .push((address(1), desk.asked.world.now()));
        }),
    ];
    let places = [shared, alone];
    let all = ends
        .into_iter()
        .flat_map(|end| places.map(|place| (end, place)));
    for ((expected, happens), place) in all {
        let (org, inbox) = place(1);
        let mut desk = Desk::new(&org, &inbox, 1);
        let mut with_status = campaign(vec![mail(1, "First"), mail(4, "Second")]);
        with_status.rules.statuses = vec!["Unqualified".to_owned()];
        let chosen = desk.save(&with_status);
        let mut form = form(&chosen, 1..=1);
        if let msi_actions::actions::Form::AddToCampaign(form) = &mut form {
            form.people[0].owner =
                Some(msi_actions::base::RecordId::parse("005Ac0000000002IAA").unwrap());
        }
        submit(&mut desk, 9, form);
        desk.pass(DAY * HOUR);
        assert_eq!(desk.sent(), ["First"], "{expected:?}");
        happens(&desk, &org, &inbox);
        desk.pass(7 * DAY * HOUR);
        assert_eq!(desk.sent(), ["First"], "{expected:?}");
        assert_eq!(desk.member().end(), Some(expected));
        for member in org.rows("MSI_Actions_Member__c") {
            let free = member["Active_Key__c"].is_null();
            assert!(free, "can be added elsewhere");
        }
    }
}

#[test]
fn somebody_who_is_away_gets_the_next_mail_when_they_are_back() {
    for (org, inbox) in [shared(1), alone(1)] {
        away_until_monday(Desk::new(&org, &inbox, 1), &inbox);
    }
}

fn away_until_monday(mut desk: Desk, inbox: &Inbox) {
    let chosen = desk.save(&campaign(vec![mail(1, "First"), mail(2, "Second")]));
    submit(&mut desk, 9, form(&chosen, 1..=1));
    desk.pass(HOUR);
    // It is a Friday.
    assert_eq!(desk.sent(), ["First"]);
    let part = written(
        &address(1),
        "Out of office",
        "I am back on 25 January 2027.",
        &AUTO,
    );
    inbox.deliver(desk.asked.world.now(), "other", part);
    desk.pass(6 * DAY * HOUR);
    assert_eq!(desk.sent(), ["First"], "{:?}", desk.member());
    desk.pass(6 * DAY * HOUR);
    assert_eq!(desk.sent(), ["First", "Second"]);
}

#[test]
fn nobody_is_in_two_campaigns_at_a_time_whoever_runs_them() {
    let (org, inbox) = shared(2);
    let mut desk = Desk::new(&org, &inbox, 1);
    let chosen = desk.save(&campaign(vec![mail(5, "First")]));
    submit(&mut desk, 9, form(&chosen, 1..=1));
    submit(&mut desk, 8, form(&chosen, 1..=2));
    assert_eq!(org.rows("MSI_Actions_Member__c").len(), 2);
    let items = desk
        .asked
        .ask(Sender::Popup, msi_actions::protocol::GetOutbox {})
        .unwrap();
    let told: Vec<String> = items
        .iter()
        .map(|item| format!("{:?}", item.state))
        .collect();
    assert!(
        told.iter()
            .any(|state| state.contains("campaigns.in_another")
                && state.contains("Lead 1 (Welcome)")),
        "{told:?}"
    );
}

#[test]
fn a_membership_is_paused_gone_on_with_skipped_and_ended() {
    for (org, inbox) in [shared(1), alone(1)] {
        steered(Desk::new(&org, &inbox, 1));
    }
}

fn steered(mut desk: Desk) {
    let chosen = desk.save(&campaign(vec![
        mail(1, "First"),
        mail(2, "Second"),
        mail(3, "Third"),
    ]));
    submit(&mut desk, 9, form(&chosen, 1..=1));
    desk.pass(DAY * HOUR);
    let key = desk.member().key;
    desk.steer(&key, Steer::Pause).unwrap();
    desk.pass(10 * DAY * HOUR);
    assert_eq!((desk.sent().len(), desk.member().waits), (1, Waits::Rep));
    desk.steer(&key, Steer::Skip).unwrap();
    desk.steer(&key, Steer::GoOn).unwrap();
    desk.pass(5 * DAY * HOUR);
    assert_eq!(desk.sent(), ["First", "Third"]);
    let member = desk.member();
    assert_eq!(member.done[1].how, How::Skipped);
    let refused = desk.steer(&key, Steer::Remove);
    assert_eq!(
        code(refused),
        "campaigns.not_found",
        "it is over: all steps are done"
    );
}

#[test]
fn a_campaign_that_somebody_changed_meanwhile_is_not_overwritten() {
    let (org, inbox) = shared(1);
    let (mut one, mut other) = (Desk::new(&org, &inbox, 1), Desk::new(&org, &inbox, 2));
    let mut own = campaign(vec![mail(1, "First"), mail(2, "Second")]);
    one.save(&own);
    let seen = other.view(true).campaigns[0].changed;
    own.steps.pop();
    let save = |seen: Option<Millis>, campaign: &msi_actions::campaigns::Campaign| SaveCampaign {
        org: crate::support::salesforce_org::org(),
        campaign: Box::new(campaign.clone()),
        seen,
    };
    other
        .asked
        .ask(Sender::App, save(Some(seen), &own))
        .unwrap();
    assert_eq!(org.rows("MSI_Actions_Step__c").len(), 1);
    own.key = IntentId::new([78; 16]);
    own.steps = vec![mail(1, "{{!Why now}}")];
    let refused = one.asked.ask(Sender::App, save(None, &own)).unwrap_err();
    assert_eq!(refused.fields[0].message, "field_campaign_prompt");
    let What::Mail { by_itself, .. } = &mut own.steps[0].what else {
        panic!("a mail")
    };
    *by_itself = false;
    one.asked.ask(Sender::App, save(None, &own)).unwrap();
}

#[test]
fn a_life_that_ends_at_any_moment_of_a_step_loses_no_mail_and_sends_none_twice() {
    killed_anywhere(shared, 7);
    killed_anywhere(alone, 9);
}

/// Kills it at each of some moments, which are so far apart: each is a start from nothing.
fn killed_anywhere(place: fn(usize) -> (Rc<CampaignOrg>, Rc<Inbox>), apart: usize) {
    for at in (2..).step_by(apart) {
        let (org, inbox) = place(1);
        let mut desk = Desk::new(&org, &inbox, 1);
        let chosen = desk.save(&campaign(vec![mail(1, "First"), mail(4, "Second")]));
        submit(&mut desk, 9, form(&chosen, 1..=1));
        desk.pass(HOUR - MINUTE * 2);
        let was_hit = desk.pass_killed_at(MINUTE * 5, at);
        desk.pass(2 * DAY * HOUR);
        assert_eq!(desk.sent(), ["First"], "killed at {at}");
        if !was_hit {
            assert!(at > 60, "the mail takes more than {at} moments");
            return;
        }
    }
}

/// What left, each with how many days after the first one.
fn days_of(desk: &Desk) -> Vec<(String, i64)> {
    let mails = desk.mails();
    let day = |at: Millis| at.0.div_euclid(24 * 3_600_000);
    let first = mails.first().map_or(0, |(.., at)| day(*at));
    let each = mails.iter();
    each.map(|(_, subject, at)| (subject.clone(), day(*at) - first))
        .collect()
}

#[test]
fn while_the_rep_is_away_nothing_leaves_and_all_browsers_know_it() {
    // It begins on a Friday; the rep is away from then until Thursday.
    for (how, expected) in [
        (
            WhileAway::Wait,
            [("First", 0), ("Second", 7), ("Third", 14)],
        ),
        (
            WhileAway::Move,
            [("First", 0), ("Second", 10), ("Third", 17)],
        ),
    ] {
        let (org, inbox) = shared(1);
        let (mut one, mut other) = (Desk::new(&org, &inbox, 1), Desk::new(&org, &inbox, 2));
        let mut own = campaign(vec![mail(1, "First"), mail(3, "Second"), mail(8, "Third")]);
        own.rules.working_days = true;
        let chosen = one.save(&own);
        submit(&mut one, 9, form(&chosen, 1..=1));
        one.pass(8 * HOUR);
        assert_eq!(one.sent(), ["First"]);
        one.away(Some((7, how))).unwrap();
        let members = org.rows("MSI_Actions_Member__c").len();
        assert_eq!(members, 2, "a person, and the absence");
        let now = other.asked.world.now();
        other.pass(one.asked.world.now().since(now));
        other.start();
        assert!(other.view(true).away.is_some());
        // A campaign goes on in the browser that did not set it.
        other.pass(20 * DAY * HOUR);
        let mut sent = days_of(&one);
        let first = one.mails()[0].2.0.div_euclid(24 * 3_600_000);
        sent.extend(
            other
                .mails()
                .into_iter()
                .map(|(_, subject, at)| (subject, at.0.div_euclid(24 * 3_600_000) - first)),
        );
        let sent: Vec<(&str, i64)> = sent
            .iter()
            .map(|(name, day)| (name.as_str(), *day))
            .collect();
        assert_eq!(sent, expected, "{how:?}");
    }
}

#[test]
fn a_rep_who_is_back_early_goes_on_at_once() {
    // Asked, as it was old; told; and the mail is claimed. In this browser alone only the people are asked about.
    for ((org, inbox), calls) in [(shared(1), 3), (alone(1), 1)] {
        back_early(Desk::new(&org, &inbox, 1), &org, calls);
    }
}

fn back_early(mut desk: Desk, org: &CampaignOrg, expected: usize) {
    let chosen = desk.save(&campaign(vec![mail(1, "First"), mail(2, "Second")]));
    submit(&mut desk, 9, form(&chosen, 1..=1));
    desk.pass(8 * HOUR);
    desk.away(Some((40, WhileAway::Wait))).unwrap();
    desk.pass(6 * DAY * HOUR);
    assert_eq!(desk.sent(), ["First"]);
    let calls = org.calls.get();
    desk.away(None).unwrap();
    assert_eq!(org.calls.get() - calls, expected);
    desk.pass(HOUR * 4);
    assert_eq!(desk.sent(), ["First", "Second"]);
    assert_eq!(
        code(desk.away(Some((0, WhileAway::Wait)))),
        "campaigns.incomplete"
    );
}

#[test]
fn a_mail_that_is_claimed_when_the_rep_turns_out_to_be_away_leaves_when_they_are_back() {
    let (org, inbox) = shared(1);
    let (mut one, mut other) = (Desk::new(&org, &inbox, 1), Desk::new(&org, &inbox, 2));
    let chosen = one.save(&campaign(vec![mail(1, "First"), mail(2, "Second")]));
    submit(&mut one, 9, form(&chosen, 1..=1));
    one.pass(8 * HOUR);
    assert_eq!(one.sent(), ["First"]);
    let now = other.asked.world.now();
    other.pass(one.asked.world.now().since(now));
    // The other browser was told just before.
    other.start();
    other.view(true);
    one.pass(3 * DAY * HOUR - 9 * HOUR);
    one.away(Some((3, WhileAway::Wait))).unwrap();
    other.is_closed_until(&one);
    other.pass(DAY * HOUR);
    assert_eq!(
        other.sent(),
        [""; 0],
        "Salesforce is asked in the call that claims"
    );
    assert_eq!(
        org.rows("MSI_Actions_Step_Run__c").len(),
        1,
        "the claim is given back"
    );
    one.pass(7 * DAY * HOUR);
    assert_eq!(one.sent(), ["First", "Second"]);
}

#[test]
fn a_mail_of_somebody_who_was_paused_elsewhere_in_that_moment_is_claimed_once_and_waits() {
    let (org, inbox) = shared(1);
    let (mut one, mut other) = (Desk::new(&org, &inbox, 1), Desk::new(&org, &inbox, 2));
    let chosen = one.save(&campaign(vec![mail(1, "First"), mail(2, "Second")]));
    submit(&mut one, 9, form(&chosen, 1..=1));
    one.pass(8 * HOUR);
    // The other browser has read everything half an hour before the second mail is due.
    let due = Millis(1_800_000_000_000 + 3 * 24 * 3_600_000 + 3_600_000);
    for desk in [&mut one, &mut other] {
        let now = desk.asked.world.now();
        desk.asked.world.pass(due.since(now) - HOUR / 2);
    }
    other.start();
    other.view(true);
    let key = one.member().key;
    one.steer(&key, Steer::Pause).unwrap();
    let calls = org.calls.get();
    other.pass(5 * HOUR);
    assert_eq!(other.sent(), [""; 0]);
    assert!(
        org.calls.get() - calls <= 4,
        "claimed, given back, and perhaps read again: {}",
        org.calls.get() - calls
    );
    assert_eq!(org.rows("MSI_Actions_Step_Run__c").len(), 1);
}

#[test]
fn a_mail_that_was_claimed_before_the_rep_paused_it_does_not_leave_after() {
    let (org, inbox) = shared(1);
    let (mut desk, mut other) = (Desk::new(&org, &inbox, 1), Desk::new(&org, &inbox, 2));
    let chosen = desk.save(&campaign(vec![mail(1, "First"), mail(4, "Second")]));
    submit(&mut desk, 9, form(&chosen, 1..=1));
    // The claim is made, and its answer lost.
    let left = Cell::new(1);
    desk.asked.world.disturb(move |request| {
        let claims = String::from_utf8_lossy(request.body()).contains("\"claims\"");
        (claims && left.replace(0) == 1).then_some(Trouble::CutAfter)
    });
    desk.pass(HOUR + MINUTE);
    assert_eq!(org.rows("MSI_Actions_Step_Run__c").len(), 1);
    other.is_closed_until(&desk);
    let key = other.member().key;
    other.steer(&key, Steer::Pause).unwrap();
    desk.pass(2 * DAY * HOUR);
    assert_eq!(desk.sent(), [""; 0]);
    assert_eq!(desk.member().key, key);
    desk.steer(&key, Steer::GoOn).unwrap();
    desk.pass(2 * DAY * HOUR);
    assert_eq!(desk.sent(), ["First"], "nothing is lost");
}

#[test]
fn a_step_answers_in_the_thread_of_the_mail_before_whichever_browser_sent_that() {
    let (org, inbox) = shared(1);
    let (mut one, mut other) = (Desk::new(&org, &inbox, 1), Desk::new(&org, &inbox, 2));
    let steps = vec![mail(1, "For you"), reply(2, ""), reply(3, "Third")];
    let chosen = one.save(&campaign(steps));
    submit(&mut one, 9, form(&chosen, 1..=1));
    one.pass(3 * HOUR);
    other.is_closed_until(&one);
    other.start();
    other.view(true);
    other.pass(6 * DAY * HOUR);
    assert_eq!(one.sent(), ["For you"]);
    assert_eq!(other.sent(), ["Re: For you"; 2]);
    let id = |n: usize| format!("<CA{n}@mail.gmail.com>");
    assert_eq!(headers(&other, "In-Reply-To"), [id(0), id(1)]);
    assert_eq!(
        headers(&other, "References"),
        [id(0), format!("{} {}", id(0), id(1))]
    );
    assert!(
        inbox.has_thread("t0") && !inbox.has_thread("t1"),
        "all are in one"
    );
    let done = other.member().done;
    let how: Vec<&How> = done.iter().map(|done| &done.how).collect();
    assert_eq!(how, [&How::Mail, &How::Reply, &How::Reply]);
}

#[test]
fn where_the_mail_before_is_gone_a_new_one_leaves_and_it_is_told() {
    let (org, inbox) = shared(1);
    let mut desk = Desk::new(&org, &inbox, 1);
    let own = campaign(vec![mail(1, "First"), reply(2, ""), reply(5, "Third")]);
    let chosen = desk.save(&own);
    submit(&mut desk, 9, form(&chosen, 1..=1));
    for _ in 0..4 {
        desk.pass(3 * DAY * HOUR);
        inbox.forget_sent();
    }
    assert_eq!(desk.sent(), ["First", "First", "Third"]);
    assert_eq!(headers(&desk, "In-Reply-To"), ["", "", ""]);
    let member = desk.member();
    assert_eq!(member.end(), Some(End::Finished));
    let counts = msi_actions::campaigns::by_step(&own, [&member]);
    let apart: Vec<usize> = counts.iter().map(|step| step.apart).collect();
    assert_eq!(apart, [0, 1, 1]);
}

#[test]
fn only_a_step_after_another_mail_needs_no_subject() {
    let faults = |steps| {
        let faults = campaign(steps).check().err().unwrap_or_default();
        let field = |fault: msi_actions::base::FieldFault| fault.field.into_owned();
        faults.into_iter().map(field).collect::<Vec<_>>()
    };
    assert_eq!(faults(vec![reply(1, "")]), ["steps.0.subject"]);
    assert_eq!(faults(vec![call(1), reply(1, "")]), ["steps.1.subject"]);
    assert_eq!(faults(vec![mail(1, "First"), reply(2, "")]), [""; 0]);
    let mut by_hand = reply(2, "");
    if let What::Mail { by_itself, .. } = &mut by_hand.what {
        *by_itself = false;
    }
    assert_eq!(faults(vec![mail(1, "First"), by_hand]), ["steps.1.subject"]);
}

#[test]
fn whoever_had_an_activity_within_the_days_of_the_policy_is_left_out_at_first() {
    let (org, inbox) = shared(2);
    let mut desk = Desk::new(&org, &inbox, 1);
    // It is the 15th.
    org.set(lead(1).as_str(), "LastActivityDate", json!("2027-01-13"));
    let mut left_out = |policy: serde_json::Value| {
        desk.asked.world.set_policy(&policy);
        desk.start();
        let check = CheckLaunch {
            record: record(1),
            people: (1..=2).map(person).collect(),
        };
        let url = lightning(lead(1).as_str());
        let left = desk.asked.ask(panel(&url), check).unwrap();
        assert!(left.iter().all(|left| left.why.can_be_overruled()));
        left.len()
    };
    assert_eq!(left_out(json!({})), 1, "three days");
    for (days, expected) in [(0, 0), (1, 0), (30, 1)] {
        let left = left_out(json!({ "campaignCoolDownDays": days }));
        assert_eq!(left, expected, "{days}");
    }
}
