//! An org without the four objects: campaigns are kept in this browser alone. (What is done for people is the same walk in
//! both kinds of org, see `walk`.)

use super::desk::{
    Desk, HOUR, address, alone, call, campaign, form, lead, mail, person, record, shared, submit,
};
use crate::support::campaign_org::{CampaignOrg, describes};
use crate::support::salesforce_org::org;
use crate::support::worker::{code, lightning, panel};
use crate::world::Trouble;
use msi_actions::base::Fault;
use msi_actions::base::{IntentId, Provider, UnsentWork};
use msi_actions::campaigns::{CampaignError, End, How, Keeping, Waits, Why};
use msi_actions::ports::Area;
use msi_actions::protocol::{CheckLaunch, GetOutbox, GetUnsent, SaveCampaign, Sender, SignOut};
use serde_json::json;
use std::cell::Cell;
use std::time::Duration;

const DAY: u32 = 24;
const MINUTE: Duration = Duration::from_secs(60);

/// Where they are stored.
fn stored(desk: &Desk) -> String {
    let all = desk.asked.world.stored(Area::Local);
    let here = all
        .iter()
        .filter(|(key, _)| key.starts_with("campaigns-here/"));
    here.map(|(_, value)| value.clone()).collect()
}

#[test]
fn the_views_say_where_campaigns_are_kept() {
    let (there, inbox) = shared(1);
    assert_eq!(
        Desk::new(&there, &inbox, 1).view(true).keeping,
        Keeping::Salesforce
    );
    let (own, inbox) = alone(1);
    let mut desk = Desk::new(&own, &inbox, 1);
    assert_eq!(desk.view(true).keeping, Keeping::ThisBrowser);
    assert_eq!(stored(&desk), "", "nothing is kept for nobody");
    let chosen = desk.save(&campaign(vec![mail(1, "First")]));
    assert!(chosen.id.is_here());
    submit(&mut desk, 9, form(&chosen, 1..=1));
    let view = desk.view_known();
    assert!(view.any_here() && view.is_here(&view.members[0]));
    assert!(
        view.members[0].name.starts_with("Lead 00Q"),
        "as Salesforce says"
    );
    assert!(view.at.is_some() && view.fault.is_none());
    let owned = &view.campaigns[0];
    assert!(owned.own && !owned.owner.is_empty());
}

#[test]
fn where_the_objects_are_closed_to_the_rep_it_is_the_administrators_move() {
    let (org_part, inbox) = alone(1);
    let mut desk = Desk::new(&org_part, &inbox, 1);
    let closed = json!({ "createable": false, "fields": [] });
    for (name, _) in describes() {
        desk.acme.step(name, 200, closed.clone());
    }
    assert_eq!(desk.view(true).keeping, Keeping::Nowhere);
    let save = SaveCampaign {
        org: org(),
        campaign: Box::new(campaign(vec![mail(1, "First")])),
        seen: None,
    };
    let refused = code(desk.asked.ask(Sender::App, save));
    assert_eq!(refused, Fault::from(CampaignError::NotThere).code.as_str());
    assert_eq!(stored(&desk), "");
}

#[test]
fn a_campaign_is_changed_only_as_it_was_seen() {
    let (org_part, inbox) = alone(1);
    let mut desk = Desk::new(&org_part, &inbox, 1);
    let mut own = campaign(vec![mail(1, "First"), mail(2, "Second")]);
    desk.save(&own);
    let calls = org_part.calls.get();
    let save = |seen, campaign: &msi_actions::campaigns::Campaign| SaveCampaign {
        org: org(),
        campaign: Box::new(campaign.clone()),
        seen,
    };
    // Its answer was lost.
    desk.asked.ask(Sender::App, save(None, &own)).unwrap();
    let view = desk.view(false).campaigns.pop().unwrap();
    let seen = view.changed;
    desk.pass(MINUTE);
    own = view.campaign;
    own.archived = true;
    own.steps.pop();
    desk.asked.ask(Sender::App, save(Some(seen), &own)).unwrap();
    assert_eq!(desk.view(false).campaigns[0].campaign, own);
    let refused = desk.asked.ask(Sender::App, save(Some(seen), &own));
    assert_eq!(code(refused), "campaigns.changed");
    assert_eq!(org_part.calls.get(), calls, "nobody is asked");
}

#[test]
fn nobody_is_in_two_of_its_campaigns_at_a_time() {
    let (org_part, inbox) = alone(2);
    let mut desk = Desk::new(&org_part, &inbox, 1);
    let chosen = desk.save(&campaign(vec![mail(5, "First")]));
    submit(&mut desk, 9, form(&chosen, 1..=1));
    let mut other = person(2);
    other.address = address(1).to_uppercase();
    let check = CheckLaunch {
        record: record(1),
        people: vec![person(1), other, person(2)],
    };
    let url = lightning(lead(1).as_str());
    let calls = org_part.calls.get();
    let left = desk.asked.ask(panel(&url), check).unwrap();
    assert_eq!(org_part.calls.get() - calls, 1);
    let in_welcome =
        |why: &Why| matches!(why, Why::InCampaign { campaign, .. } if campaign == "Welcome");
    assert_eq!(left.len(), 2, "by the person, and by the address: {left:?}");
    assert!(left.iter().all(|left| in_welcome(&left.why)));
    submit(&mut desk, 8, form(&chosen, 1..=2));
    assert_eq!(desk.view(true).members.len(), 2);
    let items = desk.asked.ask(Sender::Popup, GetOutbox {}).unwrap();
    let told: String = items
        .iter()
        .map(|item| format!("{:?}", item.state))
        .collect();
    assert!(
        told.contains("campaigns.in_another") && told.contains("Lead 1 (Welcome)"),
        "{told}"
    );
}

#[test]
fn it_takes_no_more_calls_than_in_salesforce() {
    let calls = |(org_part, inbox): (std::rc::Rc<CampaignOrg>, _)| {
        let mut desk = Desk::new(&org_part, &inbox, 1);
        let chosen = desk.save(&campaign(vec![mail(1, "First"), call(2), mail(3, "Last")]));
        submit(&mut desk, 9, form(&chosen, 1..=20));
        for _ in 0..20 {
            desk.pass(DAY * HOUR);
            for task in org_part.rows("Task") {
                org_part.close_task(task["Id"].as_str().unwrap());
            }
        }
        assert_eq!(desk.sent().len(), 40);
        let view = desk.view(true);
        assert!(
            view.members
                .iter()
                .all(|one| one.end() == Some(End::Finished))
        );
        org_part.calls.get()
    };
    let (there, here) = (calls(shared(20)), calls(alone(20)));
    println!("{there} calls in Salesforce, {here} here");
    assert!(here <= there && here > 0, "{here}, {there}");
}

#[test]
fn a_life_that_ends_at_any_moment_makes_each_task_once() {
    for at in (2..).step_by(3) {
        let (org_part, inbox) = alone(2);
        let mut desk = Desk::new(&org_part, &inbox, 1);
        let chosen = desk.save(&campaign(vec![call(1), mail(2, "Last")]));
        submit(&mut desk, 9, form(&chosen, 1..=2));
        desk.pass(HOUR - MINUTE * 2);
        let was_hit = desk.pass_killed_at(MINUTE * 5, at);
        desk.pass(DAY * HOUR);
        assert_eq!(org_part.rows("Task").len(), 2, "killed at {at}");
        let members = desk.view(true).members;
        assert!(
            members.iter().all(|one| one.waits == Waits::Task),
            "killed at {at}"
        );
        if !was_hit {
            assert!(at > 40, "the tasks take more than {at} moments");
            return;
        }
    }
}

#[test]
fn tasks_whose_answer_is_lost_are_found_and_not_made_again() {
    for (made, who) in [(true, "made"), (false, "not made")] {
        let (org_part, inbox) = alone(2);
        let mut desk = Desk::new(&org_part, &inbox, 1);
        let chosen = desk.save(&campaign(vec![call(1), mail(2, "Last")]));
        submit(&mut desk, 9, form(&chosen, 1..=2));
        let left = Cell::new(1);
        desk.asked.world.disturb(move |request| {
            let makes = request.uri().path().ends_with("composite/graph");
            (makes && left.replace(0) == 1).then_some(match made {
                true => Trouble::CutAfter,
                false => Trouble::CutBefore,
            })
        });
        desk.pass(DAY * HOUR);
        assert_eq!(org_part.rows("Task").len(), 2, "{who}");
        for task in org_part.rows("Task") {
            org_part.close_task(task["Id"].as_str().unwrap());
        }
        desk.pass(5 * DAY * HOUR);
        assert_eq!(desk.sent(), ["Last"; 2], "{who}");
        let members = desk.view(true).members;
        assert!(
            members
                .iter()
                .all(|one| matches!(one.done[0].how, How::Task { open: false, .. }))
        );
    }
}

#[test]
fn once_the_org_has_the_objects_new_campaigns_are_there_and_these_go_on() {
    let (org_part, inbox) = alone(2);
    let mut desk = Desk::new(&org_part, &inbox, 1);
    let chosen = desk.save(&campaign(vec![mail(1, "First"), mail(9, "Last")]));
    submit(&mut desk, 9, form(&chosen, 1..=1));
    desk.pass(DAY * HOUR);
    assert_eq!(desk.sent(), ["First"]);
    org_part.without_objects.set(false);
    for (name, description) in describes() {
        desk.acme.step(name, 200, description);
    }
    desk.pass(2 * DAY * HOUR);
    let view = desk.view(true);
    assert_eq!(view.keeping, Keeping::Salesforce);
    assert_eq!((view.campaigns.len(), view.members.len()), (1, 1));
    assert!(
        msi_actions::panel::offered(&view, "").is_empty(),
        "nobody else is added to it"
    );
    let mut new = campaign(vec![mail(1, "New")]);
    new.key = IntentId::new([78; 16]);
    new.name = "In Salesforce".to_owned();
    desk.save(&new);
    assert_eq!(org_part.rows("MSI_Actions_Campaign__c").len(), 1);
    let view = desk.view(true);
    let new = view.campaigns.iter().find(|one| !one.id.is_here()).unwrap();
    let chosen = msi_actions::actions::ChosenCampaign {
        id: new.id.clone(),
        name: new.campaign.name.clone(),
        cadence: false,
    };
    // Whoever is in one here is left out of one in Salesforce, too.
    let check = CheckLaunch {
        record: record(1),
        people: vec![person(1), person(2)],
    };
    let url = lightning(lead(1).as_str());
    assert_eq!(desk.asked.ask(panel(&url), check).unwrap().len(), 1);
    submit(&mut desk, 8, form(&chosen, 2..=2));
    desk.pass(15 * DAY * HOUR);
    let mut sent = desk.sent();
    sent.sort();
    assert_eq!(sent, ["First", "Last", "New"]);
    let members = desk.view(true).members;
    assert!(members.iter().all(|one| one.end() == Some(End::Finished)));
}

#[test]
fn signing_out_asks_and_keeps_or_deletes_them() {
    for (choice, kept) in [(UnsentWork::Keep, true), (UnsentWork::Delete, false)] {
        let (org_part, inbox) = alone(1);
        let mut desk = Desk::new(&org_part, &inbox, 1);
        let chosen = desk.save(&campaign(vec![mail(3, "First")]));
        submit(&mut desk, 9, form(&chosen, 1..=1));
        let question = GetUnsent {
            provider: Provider::Salesforce,
            org: None,
        };
        let unsent = desk.asked.ask(Sender::App, question).unwrap();
        assert_eq!(unsent.in_campaigns, 1);
        assert!(!unsent.is_nothing());
        let sign_out = SignOut {
            provider: Provider::Salesforce,
            org: None,
            unsent: choice,
        };
        desk.asked.ask(Sender::App, sign_out).unwrap();
        desk.asked.life.settle().unwrap();
        assert_eq!(!stored(&desk).is_empty(), kept);
        desk.pass(9 * DAY * HOUR);
        assert_eq!(desk.sent(), [""; 0], "nothing goes on without its user");
    }
}

#[test]
fn who_was_in_one_is_forgotten_after_thirty_days() {
    let (org_part, inbox) = alone(1);
    let mut desk = Desk::new(&org_part, &inbox, 1);
    let chosen = desk.save(&campaign(vec![mail(1, "First")]));
    submit(&mut desk, 9, form(&chosen, 1..=1));
    desk.pass(5 * DAY * HOUR);
    assert_eq!(desk.member().end(), Some(End::Finished));
    assert!(stored(&desk).contains(&address(1)));
    desk.asked.world.pass(40 * DAY * HOUR);
    desk.start();
    desk.view(true);
    assert!(!stored(&desk).contains(&address(1)));
    assert_eq!(desk.view(true).campaigns.len(), 1, "the campaign stays");
}

#[test]
fn what_an_earlier_release_knew_is_still_known() {
    let (org_part, inbox) = shared(1);
    let mut desk = Desk::new(&org_part, &inbox, 1);
    let chosen = desk.save(&campaign(vec![mail(1, "First"), mail(9, "Last")]));
    submit(&mut desk, 9, form(&chosen, 1..=1));
    let world = &desk.asked.world;
    let all = world.stored(Area::Local);
    let (key, value) = all
        .iter()
        .find(|(key, _)| key.starts_with("campaigns/"))
        .unwrap();
    let mut value: serde_json::Value = serde_json::from_str(value).unwrap();
    assert_eq!(value["v"], 3);
    let fields = value.as_object_mut().unwrap();
    fields.remove("objects");
    fields.insert("there".into(), true.into());
    fields.insert("v".into(), 1.into());
    world.plant(Area::Local, key, &value.to_string());
    desk.start();
    let calls = org_part.calls.get();
    let view = desk.view_known();
    assert_eq!((view.keeping, view.members.len()), (Keeping::Salesforce, 1));
    assert_eq!(org_part.calls.get(), calls);
}
