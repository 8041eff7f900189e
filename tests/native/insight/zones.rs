//! In which time zone a person is, by the address that the view's own call reads.

use crate::support::record_view::{ada, describe, record, view, world};
use msi_actions::base::ObjectType;
use msi_actions::insight::Record;
use serde_json::{Value, json};

fn address(country: &str, state: Option<&str>) -> Value {
    json!({ "city": null, "country": country, "countryCode": null, "geocodeAccuracy": null, "latitude": null,
        "longitude": null, "postalCode": null, "state": state, "stateCode": null, "street": null })
}

fn zone(view: &Record) -> Option<&str> {
    view.people.first()?.zone.as_ref().map(|zone| zone.as_str())
}

#[test]
fn a_lead_is_where_its_address_is() {
    let (world, acme) = world();
    let mut lead = json!({ "Name": "Ada Lovelace", "Address": address("United Kingdom", None) });
    acme.step("sobjects/Lead/", 200, lead.clone());
    assert_eq!(
        zone(&view(&world, &ada(), true).unwrap()),
        Some("Europe/London")
    );
    lead["Address"] = Value::Null;
    acme.step("sobjects/Lead/", 200, lead);
    assert_eq!(zone(&view(&world, &ada(), true).unwrap()), None);
}

#[test]
fn a_contact_without_an_address_is_where_the_account_is() {
    let (world, acme) = world();
    acme.step("Contact/describe", 200, describe(&["AccountId"]));
    acme.step("Account/describe", 200, describe(&["BillingAddress"]));
    let grace = record(ObjectType::Contact, "003Ac0000000001");
    let own = address("United States", Some("CA"));
    for (mailing, expected) in [
        (own, "America/Los_Angeles"),
        (address("United States", None), "America/New_York"),
        (Value::Null, "America/New_York"),
    ] {
        let row = json!({ "Name": "Grace Hopper", "MailingAddress": mailing });
        acme.step("sobjects/Contact/003", 200, row);
        let account =
            json!({ "Name": "Navy Systems", "BillingAddress": address("USA", Some("NY")) });
        acme.rows("FROM Contact WHERE Id", json!([{ "Account": account }]));
        acme.rows("FROM Opportunity WHERE IsClosed", json!([]));
        let view = view(&world, &grace, true).unwrap();
        assert_eq!(zone(&view), Some(expected));
        assert_eq!(view.company.as_deref(), Some("Navy Systems"));
    }
}

#[test]
fn the_people_of_an_opportunity_are_where_they_or_their_account_are() {
    let (world, acme) = world();
    acme.step(
        "Contact/describe",
        200,
        describe(&["AccountId", "MailingAddress"]),
    );
    acme.step("Account/describe", 200, describe(&["BillingAddress"]));
    acme.step(
        "sobjects/Opportunity/",
        200,
        json!({ "Name": "Renewal 2027" }),
    );
    let account = json!({ "BillingAddress": address("Netherlands", None) });
    let contact = |id: &str, mailing: Value| {
        json!({ "Contact": { "Id": id, "Name": id, "MailingAddress": mailing, "Account": account },
            "IsPrimary": id.ends_with('1') })
    };
    let roles = [
        contact("003Ac0000000001", address("Japan", None)),
        contact("003Ac0000000002", Value::Null),
    ];
    acme.rows(
        "FROM Opportunity WHERE Id",
        json!([{ "Account": { "Name": "Navy Systems" },
            "OpportunityContactRoles": { "totalSize": 2, "done": true, "records": roles } }]),
    );
    let renewal = record(ObjectType::Opportunity, "006Ac0000000001");
    let view = view(&world, &renewal, true).unwrap();
    let zones = view.people.iter().map(|person| person.zone.as_ref());
    let zones: Vec<_> = zones.map(|zone| zone.map(|zone| zone.as_str())).collect();
    assert_eq!(zones, [Some("Asia/Tokyo"), Some("Europe/Amsterdam")]);
}
