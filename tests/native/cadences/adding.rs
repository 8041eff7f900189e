//! People are added to a cadence: once, whatever happens, and whom Salesforce refuses is named.

use crate::campaigns::desk::{Desk, form, lead, person, record, shared, submit};
use crate::support::campaign_org::CampaignOrg;
use crate::support::salesforce_org::{JO, SAM};
use crate::support::worker::{lightning, panel};
use crate::world::Mishap;
use msi_actions::actions::{CampaignId, ChosenCampaign};
use msi_actions::campaigns::Why;
use msi_actions::ports::Clock;
use msi_actions::protocol::{CheckLaunch, GetOutbox, Sender};
use std::collections::BTreeMap;
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);

/// The org's one cadence, as a form chooses it.
pub fn cadence(org: &CampaignOrg) -> ChosenCampaign {
    ChosenCampaign {
        id: CampaignId::Salesforce(org.cadences.cadence(1, "Inbound", "Active")),
        name: "Inbound".to_owned(),
        cadence: true,
    }
}

fn told(desk: &mut Desk) -> String {
    let items = desk.asked.ask(Sender::Popup, GetOutbox {}).unwrap();
    let states = items.iter().map(|item| format!("{:?}", item.state));
    states.collect::<Vec<_>>().join("\n")
}

/// How often each is or was in a cadence.
fn times(org: &CampaignOrg) -> Vec<usize> {
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for (who, _) in org.cadences.states() {
        *times.entry(who).or_default() += 1;
    }
    times.into_values().collect()
}

#[test]
fn two_hundred_are_added_by_one_call_and_salesforce_is_told_for_whom() {
    let (org, inbox) = shared(200);
    let chosen = cadence(&org);
    let mut desk = Desk::new(&org, &inbox, 1);
    submit(&mut desk, 9, form(&chosen, 1..=200));
    assert_eq!(org.cadences.runs.get(), 1);
    assert_eq!(times(&org), [1; 200]);
    let trackers = org.cadences.trackers.borrow();
    assert!(trackers.iter().all(|tracker| tracker.owner == JO));
    assert!(org.rows("MSI_Actions_Member__c").is_empty());
}

#[test]
fn who_is_in_a_cadence_already_is_named_with_salesforces_words_and_the_others_are_added() {
    let (org, inbox) = shared(3);
    let chosen = cadence(&org);
    let mut desk = Desk::new(&org, &inbox, 1);
    let now = desk.asked.world.now();
    org.cadences
        .put(now, chosen.id.record().unwrap(), &lead(2), SAM);
    submit(&mut desk, 9, form(&chosen, 1..=3));
    assert_eq!(times(&org), [1, 1, 1]);
    let told = told(&mut desk);
    assert!(told.contains("cadences.in_part"), "{told}");
    let words = "Lead 2 (The target is already in a sales cadence.)";
    assert!(told.contains(words), "{told}");
    assert!(!told.contains("Lead 3 ("), "{told}");
}

#[test]
fn where_nobody_is_added_that_is_said() {
    let (org, inbox) = shared(2);
    let chosen = cadence(&org);
    let mut desk = Desk::new(&org, &inbox, 1);
    org.cadences.cadences.borrow_mut()[0].2 = "Inactive";
    submit(&mut desk, 9, form(&chosen, 1..=2));
    let told = told(&mut desk);
    assert!(told.contains("cadences.nobody"), "{told}");
    let words = "Lead 1, Lead 2 (The sales cadence isn't active.)";
    assert!(told.contains(words), "{told}");
    assert!(org.cadences.states().is_empty());
}

#[test]
fn who_is_locked_at_the_moment_is_added_later_and_nobody_else_again() {
    let (org, inbox) = shared(3);
    let chosen = cadence(&org);
    let locked = (
        lead(2).to_string(),
        "UNABLE_TO_LOCK_ROW",
        "unable to obtain exclusive access to this record",
        2,
    );
    org.cadences.refuses.borrow_mut().push(locked);
    let mut desk = Desk::new(&org, &inbox, 1);
    submit(&mut desk, 9, form(&chosen, 1..=3));
    desk.pass(60 * MINUTE);
    assert_eq!(times(&org), [1, 1, 1]);
    assert_eq!(org.cadences.runs.get(), 3, "only the one who is missing");
    assert!(!told(&mut desk).contains("cadences."), "nothing to tell");
}

#[test]
fn a_lost_answer_is_looked_up_and_who_left_the_cadence_meanwhile_is_not_added_again() {
    let (org, inbox) = shared(3);
    let chosen = cadence(&org);
    let mut desk = Desk::new(&org, &inbox, 1);
    // The first request of the submission is the action.
    org.cadences.loses.set(1);
    submit(&mut desk, 9, form(&chosen, 1..=3));
    assert_eq!(org.cadences.runs.get(), 1);
    org.cadences.trackers.borrow_mut()[0].state = "Complete";
    desk.pass(60 * MINUTE);
    assert_eq!(times(&org), [1, 1, 1]);
    assert_eq!(org.cadences.runs.get(), 1, "it is done");
    assert!(!told(&mut desk).contains("cadences."), "nothing to tell");
}

#[test]
fn nobody_is_added_twice_or_lost_whenever_the_worker_ends() {
    for mishap in [Mishap::WorkerKilled, Mishap::BrowserKilled] {
        for at in (1..).step_by(2) {
            let (org, inbox) = shared(3);
            let chosen = cadence(&org);
            let mut desk = Desk::new(&org, &inbox, 1);
            // Read once before, so that the moments are those of the submission.
            let url = lightning(lead(1).as_str());
            let submit = msi_actions::protocol::Submit {
                intent: msi_actions::base::IntentId::new([9; 16]),
                record: record(1),
                form: form(&chosen, 1..=3),
                sure: Vec::new(),
            };
            desk.asked.ask(panel(&url), submit).unwrap();
            desk.asked.world.doom(mishap, at);
            desk.pass(5 * MINUTE);
            let was_hit = !desk.asked.world.doomed();
            desk.asked.world.pardon();
            desk.start();
            desk.pass(60 * MINUTE);
            assert_eq!(times(&org), [1, 1, 1], "{mishap:?} at {at}");
            assert!(org.cadences.runs.get() <= 2);
            if !was_hit {
                assert!(at > 10, "adding takes more than {at} moments");
                break;
            }
        }
    }
}

#[test]
fn who_is_in_a_cadence_is_left_out_before_whoever_runs_it_by_the_same_call() {
    for with_objects in [true, false] {
        let (org, inbox) = shared(3);
        org.without_objects.set(!with_objects);
        let chosen = cadence(&org);
        let mut desk = Desk::new(&org, &inbox, 1);
        let now = desk.asked.world.now();
        org.cadences
            .put(now, chosen.id.record().unwrap(), &lead(2), SAM);
        org.cadences
            .put(now, chosen.id.record().unwrap(), &lead(3), SAM);
        org.cadences.trackers.borrow_mut()[1].state = "Complete";
        let calls = org.calls.get();
        let check = CheckLaunch {
            record: record(1),
            people: (1..=3).map(person).collect(),
        };
        let url = lightning(lead(1).as_str());
        let left = desk.asked.ask(panel(&url), check).unwrap();
        assert_eq!(org.calls.get(), calls + 1);
        assert_eq!(left.len(), 1, "{left:?}");
        assert_eq!(left[0].who, person(2));
        let why = Why::InCadence {
            cadence: "Inbound".to_owned(),
            rep: "Sam Okafor".to_owned(),
        };
        assert_eq!(left[0].why, why);
    }
}
