//! Whom an action is for: the people of each record, the best first.

use msi_actions::insight::{Line, RecordView};
use msi_actions::salesforce::ObjectType;
use serde_json::{Value, json};

use crate::insight::{record, view, world};

fn contact(id: &str, stars: f64, flames: f64) -> Value {
    json!({ "Id": id, "Name": id, "Email": null,
        "mkto_si__Relative_Score_Value__c": stars, "mkto_si__Urgency_Value__c": flames })
}

fn role(id: &str, flames: f64, primary: bool) -> Value {
    json!({ "Contact": contact(id, 0.0, flames), "Role": "Decision Maker", "IsPrimary": primary })
}

fn names(view: &RecordView) -> Vec<&str> {
    view.people
        .iter()
        .map(|person| person.name.as_str())
        .collect()
}

#[test]
fn an_accounts_contacts_by_stars_and_flames_with_or_without_an_address() {
    let (world, acme) = world();
    let row = json!({ "Name": "Navy Systems", "mkto_si__Urgency_Value__c": 3.0 });
    acme.step("sobjects/Account/", 200, row);
    let mut grace = contact("003Ac0000000003", 3.0, 3.0);
    grace["Email"] = "grace@navysystems.example".into();
    grace["Phone"] = "1".into();
    acme.rows(
        "FROM Contact WHERE AccountId",
        json!([
            contact("003Ac0000000001", 0.0, 3.0),
            contact("003Ac0000000002", 2.0, 2.0),
            grace
        ]),
    );
    let navy = record(ObjectType::Account, "001Ac0000000001");
    let view = view(&world, &navy, false).unwrap();
    assert_eq!(
        names(&view),
        ["003Ac0000000003", "003Ac0000000002", "003Ac0000000001"]
    );
    assert_eq!(view.people[0].phone.as_deref(), Some("1"));
    let to = view.people[0].recipient().unwrap();
    assert_eq!(
        (to.address.as_str(), to.record.is_some()),
        ("grace@navysystems.example", true)
    );
    assert_eq!(view.people[1].recipient(), None);
    assert_eq!((view.marks, view.more_people), (None, false));
}

#[test]
fn of_many_contacts_fifty_are_shown_and_the_rep_knows_of_more() {
    let (world, acme) = world();
    acme.step("sobjects/Account/", 200, json!({ "Name": "Navy Systems" }));
    let many = |n: u8| (0..n).map(|n| contact(&format!("003Ac00000001{n:02}"), 0.0, 0.0));
    let navy = record(ObjectType::Account, "001Ac0000000001");
    for (there, more) in [(50, false), (51, true)] {
        let rows: Vec<Value> = many(there).collect();
        acme.rows("FROM Contact WHERE AccountId", rows.into());
        let view = view(&world, &navy, true).unwrap();
        assert_eq!((view.people.len(), view.more_people), (50, more));
    }
}

#[test]
fn a_rep_who_may_not_see_contacts_still_sees_the_account() {
    let (world, acme) = world();
    acme.step("sobjects/Account/", 200, json!({ "Name": "Navy Systems" }));
    let hidden =
        json!([{ "errorCode": "NOT_FOUND", "message": "The requested resource does not exist" }]);
    acme.step("sobjects/Contact/describe", 404, hidden);
    let navy = record(ObjectType::Account, "001Ac0000000001");
    let view = view(&world, &navy, false).unwrap();
    assert_eq!((view.name.as_str(), view.people.len()), ("Navy Systems", 0));
}

#[test]
fn a_lead_or_contact_is_its_own_person() {
    let (world, acme) = world();
    let row = json!({ "Name": "Grace Hopper", "Title": "Rear Admiral", "Phone": "1", "MobilePhone": "2" });
    acme.step("sobjects/Contact/003", 200, row);
    let grace = record(ObjectType::Contact, "003Ac0000000001");
    let view = view(&world, &grace, false).unwrap();
    assert_eq!(names(&view), ["Grace Hopper"]);
    let person = &view.people[0];
    assert_eq!(person.record, grace.id);
    assert_eq!(person.numbers(), [(Line::Phone, "1"), (Line::Mobile, "2")]);
}

#[test]
fn a_number_that_is_in_both_fields_is_offered_once_and_none_is_made_up() {
    let (world, acme) = world();
    let grace = record(ObjectType::Contact, "003Ac0000000001");
    let cases = [
        (json!("1"), json!("1"), vec![(Line::Mobile, "1")]),
        (json!("1"), json!(null), vec![(Line::Phone, "1")]),
        (json!(" "), json!("2"), vec![(Line::Mobile, "2")]),
        (json!(null), json!(null), vec![]),
    ];
    for (phone, mobile, numbers) in cases {
        let row = json!({ "Name": "Grace Hopper", "Phone": phone, "MobilePhone": mobile });
        acme.step("sobjects/Contact/003", 200, row);
        let view = view(&world, &grace, true).unwrap();
        assert_eq!(view.people[0].numbers(), numbers);
    }
}

#[test]
fn an_opportunitys_person_is_its_primary_contact() {
    let (world, acme) = world();
    acme.step(
        "sobjects/Opportunity/",
        200,
        json!({ "Name": "Renewal 2027", "StageName": "Negotiation" }),
    );
    acme.rows(
        "SELECT Account.Name FROM Opportunity",
        json!([{ "Account": { "Name": "Navy Systems" } }]),
    );
    acme.rows(
        "FROM OpportunityContactRole",
        json!([
            role("003Ac0000000002", 3.0, false),
            role("003Ac0000000001", 0.0, true),
            role("003Ac0000000003", 5.0, false),
            role("003Ac0000000002", 3.0, false),
        ]),
    );
    let renewal = record(ObjectType::Opportunity, "006Ac0000000001");
    let view = view(&world, &renewal, false).unwrap();
    assert_eq!(view.title.as_deref(), Some("Negotiation"));
    assert_eq!(view.company.as_deref(), Some("Navy Systems"));
    assert_eq!(
        names(&view),
        ["003Ac0000000001", "003Ac0000000002", "003Ac0000000003"]
    );
    assert_eq!(view.people[0].role.as_deref(), Some("Decision Maker"));
    assert!(view.people[0].primary && !view.people[1].primary);
}

#[test]
fn a_person_account_is_its_own_person() {
    let (world, acme) = world();
    let row = json!({ "Name": "Alan Turing", "PersonEmail": "alan@example.com", "PersonContactId": "003Ac0000000009",
        "PersonTitle": "Mathematician", "Phone": "1", "PersonMobilePhone": "2",
        "mkto_si__Urgency_Value__pc": 2.0, "mkto_si__Urgency_Value__c": 1.0 });
    acme.step("sobjects/Account/", 200, row);
    let view = view(
        &world,
        &record(ObjectType::Account, "001Ac0000000001"),
        false,
    )
    .unwrap();
    let [person] = &view.people[..] else {
        panic!("{:?}", view.people)
    };
    assert_eq!(person.address.as_deref(), Some("alan@example.com"));
    assert_eq!(person.record.object(), Some(ObjectType::Contact));
    assert_eq!(person.title.as_deref(), Some("Mathematician"));
    assert_eq!(person.numbers(), [(Line::Phone, "1"), (Line::Mobile, "2")]);
    let marks = person.marks.unwrap();
    assert_eq!((marks.stars, marks.flames), (0, 2));
    assert_eq!(view.marks, None, "an account itself has none");
}

#[test]
fn a_contacts_open_opportunities_are_those_of_its_roles_and_of_its_account_each_once() {
    let (world, acme) = world();
    let grace = json!({ "Name": "Grace Hopper", "AccountId": "001Ac0000000001" });
    acme.step("sobjects/Contact/003", 200, grace);
    let deal = |n: u8| json!({ "Id": format!("006Ac000000000{n}"), "Name": format!("Deal {n}") });
    acme.rows("FROM Opportunity WHERE IsClosed", json!([deal(1), deal(2)]));
    let of_account = json!([{ "Account": { "Name": "Navy Systems" }, "OpportunityContactRoles":
        { "totalSize": 2, "done": true, "records": [{ "Opportunity": deal(2) }, { "Opportunity": deal(3) }] } }]);
    acme.rows("SELECT Account.Name", of_account);
    let composites = || acme.count("/services/data/v67.0/composite");
    let before = composites();
    let on = record(ObjectType::Contact, "003Ac0000000001");
    let seen = view(&world, &on, false).unwrap();
    assert_eq!(
        composites() - before,
        2,
        "the schema, and one call for all of it"
    );
    let names: Vec<_> = seen.opportunities.iter().map(|one| &one.name[..]).collect();
    assert_eq!(names, ["Deal 2", "Deal 3", "Deal 1"]);
    assert_eq!(seen.company.as_deref(), Some("Navy Systems"));
    assert_eq!(seen.account.unwrap().as_str(), "001Ac0000000001IAA");

    // Whom nobody may see opportunities of, still is seen.
    let hidden = json!([{ "errorCode": "INVALID_TYPE", "message": "sObject type 'Opportunity' is not supported." }]);
    acme.step("FROM Opportunity WHERE IsClosed", 400, hidden);
    acme.rows(
        "SELECT Account.Name",
        json!([{ "Account": { "Name": "Navy Systems" }, "OpportunityContactRoles": null }]),
    );
    let seen = view(&world, &on, true).unwrap();
    assert_eq!(
        (seen.opportunities.len(), seen.company.as_deref()),
        (0, Some("Navy Systems"))
    );
}
