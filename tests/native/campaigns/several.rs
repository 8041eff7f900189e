//! Somebody in several campaigns at a time, where the policy allows it.

use super::desk::{Desk, HOUR, campaign, check, form, lead, mail, shared, submit};
use crate::support::campaign_org::CampaignOrg;
use msi_actions::actions::{AddToCampaign, ChosenCampaign, Filled, Form, TakenPlace};
use msi_actions::base::IntentId;
use msi_actions::campaigns::{Steer, Why};
use msi_actions::protocol::{GetOutbox, Sender};
use serde_json::{Value, json};

/// What the policy says, and a few campaigns.
fn desk(org: &std::rc::Rc<CampaignOrg>, most: u32) -> (Desk, Vec<ChosenCampaign>) {
    let mut desk = Desk::new(org, &std::rc::Rc::default(), u64::from(most) + 1);
    let policy = json!({ "replies": true, "campaignsPerPerson": most });
    desk.asked.world.set_policy(&policy);
    desk.start();
    let chosen = ["Welcome", "Renewal", "Fair"]
        .into_iter()
        .zip(70..)
        .map(|(name, n)| {
            let mut own = campaign(vec![mail(5, "First")]);
            (own.key, own.name) = (IntentId::new([n; 16]), name.to_owned());
            desk.save(&own)
        });
    let chosen = chosen.collect();
    (desk, chosen)
}

/// A form for the first lead, as the check before knew their places.
fn knowing(chosen: &ChosenCampaign, taken: &[u8]) -> Form {
    let mut form = form(chosen, 1..=1);
    let places = taken.iter().map(|place| TakenPlace {
        person: lead(1),
        place: *place,
    });
    AddToCampaign::of_mut(&mut form).unwrap().taken = places.collect();
    form
}

/// The keys of the memberships that are not over.
fn keys(org: &CampaignOrg) -> Vec<String> {
    let rows = org.rows("MSI_Actions_Member__c");
    let key = |row: &serde_json::Map<String, Value>| {
        let key = row.get("Active_Key__c").and_then(Value::as_str);
        key.map(|key| key.replace(lead(1).as_str(), "ada"))
    };
    rows.iter().filter_map(key).collect()
}

/// What the outbox tells.
fn told(desk: &mut Desk) -> String {
    let items = desk.asked.ask(Sender::Popup, GetOutbox {}).unwrap();
    items
        .iter()
        .map(|item| format!("{:?}", item.state))
        .collect()
}

#[test]
fn the_policy_says_in_how_many_campaigns_somebody_may_be() {
    let (org, _) = shared(1);
    let (mut desk, chosen) = desk(&org, 2);
    submit(&mut desk, 9, form(&chosen[0], 1..=1));
    let found = check(&mut desk);
    let [
        Why::AlsoIn {
            id,
            campaign,
            place,
            ..
        },
    ] = &found[..]
    else {
        panic!("{found:?}")
    };
    assert_eq!(
        (id, campaign.as_str(), *place),
        (chosen[0].id.record().unwrap(), "Welcome", 1)
    );
    let calls = org.calls.get();
    submit(&mut desk, 8, knowing(&chosen[1], &[1]));
    assert_eq!(org.calls.get(), calls + 2, "one to add, one to read");
    assert_eq!(keys(&org), ["ada", "ada-2"]);
    assert!(
        matches!(check(&mut desk)[..], [Why::InCampaign { .. }]),
        "they are in two"
    );
    submit(&mut desk, 7, knowing(&chosen[2], &[1, 2]));
    assert_eq!(keys(&org).len(), 2);
    assert!(told(&mut desk).contains("Lead 1 (Welcome)"));
}

#[test]
fn without_the_policy_and_in_an_org_with_older_objects_it_is_one() {
    for (most, older) in [(1, false), (3, true)] {
        let (org, _) = shared(1);
        org.older.set(older);
        let (mut desk, chosen) = desk(&org, most);
        submit(&mut desk, 9, form(&chosen[0], 1..=1));
        assert!(matches!(check(&mut desk)[..], [Why::InCampaign { .. }]));
        submit(&mut desk, 8, knowing(&chosen[1], &[1]));
        assert_eq!(keys(&org), ["ada"], "{most} {older}");
        let row = &org.rows("MSI_Actions_Member__c")[0];
        assert!(!row.contains_key("Campaign_Key__c"), "as it ever was");
    }
}

#[test]
fn a_place_that_somebody_took_meanwhile_is_followed_by_the_next() {
    let (org, _) = shared(1);
    let (mut desk, chosen) = desk(&org, 3);
    submit(&mut desk, 9, form(&chosen[0], 1..=1));
    // The check was before that.
    submit(&mut desk, 8, form(&chosen[1], 1..=1));
    assert_eq!(keys(&org), ["ada", "ada-2"]);
    assert!(!told(&mut desk).contains("in_another"));
}

#[test]
fn nobody_is_twice_in_the_same_campaign_whatever_each_browser_knew() {
    let (org, _) = shared(1);
    let (mut desk, chosen) = desk(&org, 3);
    submit(&mut desk, 9, form(&chosen[0], 1..=1));
    // Another place is free, and this browser takes it for the same campaign.
    submit(&mut desk, 8, knowing(&chosen[0], &[1]));
    assert_eq!(keys(&org), ["ada"]);
    assert!(told(&mut desk).contains("Lead 1 (Welcome)"));
    // Once it is over they can be added again.
    let key = desk.member().key;
    desk.steer(&key, Steer::Remove).unwrap();
    desk.pass(HOUR / 4);
    assert_eq!(check(&mut desk), []);
    submit(&mut desk, 7, form(&chosen[0], 1..=1));
    assert_eq!(keys(&org), ["ada"]);
}
