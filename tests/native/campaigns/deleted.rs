//! A campaign that is deleted in Salesforce while people are in it.

use super::desk::{Desk, HOUR, campaign, check, form, mail, shared, submit};
use msi_actions::campaigns::Why;
use serde_json::{Value, json};

#[test]
fn its_people_are_freed_and_can_be_added_to_another() {
    let (org, inbox) = shared(30);
    let mut desk = Desk::new(&org, &inbox, 1);
    let chosen = desk.save(&campaign(vec![mail(9, "First")]));
    submit(&mut desk, 9, form(&chosen, 1..=30));
    org.delete_campaigns();
    let said = check(&mut desk);
    assert!(
        matches!(&said[..], [Why::InDeleted { rep }] if rep == "Jo Devries"),
        "{said:?}"
    );
    desk.view(true);
    let calls = org.calls.get();
    desk.start();
    assert_eq!(org.calls.get(), calls + 2, "thirty people");
    for row in org.rows("MSI_Actions_Member__c") {
        assert_eq!(
            (&row["State__c"], &row["Reason__c"], &row["Active_Key__c"]),
            (&json!("ended"), &json!("campaign_deleted"), &Value::Null)
        );
    }
    assert_eq!(desk.view_known().freed, 30);
    assert_eq!(check(&mut desk), []);
    desk.pass(HOUR);
    assert_eq!(
        org.calls.get(),
        calls + 3,
        "nothing is left to do, beside the check"
    );
    assert_eq!(desk.view(true).freed, 30);
    desk.pass(7 * 24 * HOUR);
    assert_eq!(desk.view(true).freed, 0, "it was told long enough");
}

#[test]
fn one_that_the_rep_may_not_see_any_more_ends_nothing() {
    let (org, inbox) = shared(1);
    let mut desk = Desk::new(&org, &inbox, 1);
    let chosen = desk.save(&campaign(vec![mail(9, "First")]));
    submit(&mut desk, 9, form(&chosen, 1..=1));
    org.hide_campaigns();
    assert_eq!(desk.view(true).members, []);
    desk.start();
    desk.pass(7 * HOUR);
    assert_eq!(org.rows("MSI_Actions_Member__c")[0]["State__c"], "active");
    assert!(matches!(check(&mut desk)[..], [Why::InCampaign { .. }]));
}

#[test]
fn a_mail_whose_campaign_was_deleted_since_it_was_read_does_not_leave() {
    let (org, inbox) = shared(1);
    let mut desk = Desk::new(&org, &inbox, 1);
    let chosen = desk.save(&campaign(vec![mail(2, "First")]));
    submit(&mut desk, 9, form(&chosen, 1..=1));
    desk.pass(19 * HOUR);
    desk.view(true);
    org.delete_campaigns();
    desk.pass(30 * HOUR);
    assert!(desk.sent().is_empty());
    let row = &org.rows("MSI_Actions_Member__c")[0];
    assert_eq!(row["Reason__c"], "campaign_deleted");
}
