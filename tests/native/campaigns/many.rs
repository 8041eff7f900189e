//! A rep with more people, and more that was done for them, than one page of Salesforce's holds.

use super::desk::{Desk, HOUR, address, call, campaign, lead, shared};
use crate::support::campaign_org::CampaignOrg;
use msi_actions::actions::ChosenCampaign;
use msi_actions::base::{Millis, time};
use msi_actions::ports::Clock;
use serde_json::{Value, json};
use std::rc::Rc;
use std::time::Duration;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// People who were added to a campaign, each at a moment.
fn added(
    org: &CampaignOrg,
    to: &ChosenCampaign,
    people: impl Iterator<Item = (usize, &'static str, Millis)>,
) -> Vec<String> {
    let row = |(n, state, at): (usize, &str, Millis)| {
        json!({ "Key__c": format!("member-{n}"), "Active_Key__c": lead(n), "Campaign__c": to.id.record(),
            "Lead__c": lead(n), "Contact__c": null, "Email__c": address(n), "Started__c": time::datetime(at),
            "State__c": state, "Ended__c": null, "Paused_Until__c": null })
    };
    org.plant("MSI_Actions_Member__c", people.map(row))
}

fn run(member: &str, number: u16, at: Millis) -> Value {
    json!({ "Key__c": format!("{member}-{number}"), "Member__c": member, "Number__c": number,
        "At__c": time::datetime(at), "Outcome__c": "skipped" })
}

/// A desk in an org with so many people, and a campaign.
fn desk(people: usize, days: &[u16]) -> (Rc<CampaignOrg>, Desk, ChosenCampaign) {
    let (org, inbox) = shared(people);
    let mut desk = Desk::new(&org, &inbox, 1);
    let chosen = desk.save(&campaign(days.iter().map(|day| call(*day)).collect()));
    (org, desk, chosen)
}

#[test]
fn the_last_of_2500_people_has_their_step_done() {
    const ALL: usize = 2_500;
    let (org, mut desk, chosen) = desk(ALL, &[1]);
    let now = desk.asked.world.now();
    let state = |n| if n == ALL { "active" } else { "paused" };
    let at = |n: usize| now.before(HOUR * n as u32);
    added(&org, &chosen, (1..=ALL).map(|n| (n, state(n), at(n))));
    let calls = org.calls.get();
    let view = desk.view(true);
    assert_eq!((view.members.len(), view.cut), (ALL, false));
    assert_eq!(
        org.calls.get(),
        calls + 2,
        "a further page is a further call"
    );
    desk.start();
    desk.pass(HOUR);
    let tasks = org.rows("Task");
    let whom: Vec<&Value> = tasks.iter().map(|task| &task["WhoId"]).collect();
    assert_eq!(whom, [&json!(lead(ALL))]);
}

#[test]
fn with_2600_things_done_nothing_is_done_twice_and_nothing_forgotten() {
    const ALL: usize = 1_301;
    let (org, mut desk, chosen) = desk(ALL, &[1, 2, 60]);
    let now = desk.asked.world.now();
    let people = (1..=ALL).map(|n| (n, "active", now.before(DAY * 9)));
    let members = added(&org, &chosen, people);
    // For the last one the second step is still to be done.
    let done = members.iter().flat_map(|member| {
        let steps = if Some(member) == members.last() { 1 } else { 2 };
        (1..=steps).map(|step| run(member, step, now.before(DAY * (9 - u32::from(step)))))
    });
    let done = org.plant("MSI_Actions_Step_Run__c", done).len();
    assert!(done > 2_500);
    let calls = org.calls.get();
    let view = desk.view(true);
    assert_eq!(org.calls.get(), calls + 2);
    let seen: usize = view.members.iter().map(|member| member.done.len()).sum();
    assert_eq!((seen, view.cut), (done, false));
    let calls = org.calls.get();
    desk.start();
    desk.pass(HOUR);
    assert_eq!(org.rows("Task").len(), 1);
    let runs = org.rows("MSI_Actions_Step_Run__c");
    assert_eq!(runs.len(), done + 1, "and nothing else was claimed");
    assert_eq!(runs[done]["Member__c"], json!(members.last()));
    // The task, and the reading of the next hour.
    assert_eq!(org.calls.get(), calls + 1 + 2);
}
