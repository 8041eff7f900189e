//! Every list has one order, whatever order Salesforce gives the rows in: what ties is decided by name, then id.

use crate::support::record_view::{ada, record, view, world};
use msi_actions::base::ObjectType;
use msi_actions::insight::Record;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::path::Path;

/// Contacts that tie in every way but one.
fn contacts() -> Vec<Value> {
    let contact = |id: u8, name: &str, stars: f64, flames: f64| {
        json!({ "Id": format!("003Ac00000000{id:02}"), "Name": name, "Email": null,
            "mkto_si__Relative_Score_Value__c": stars, "mkto_si__Urgency_Value__c": flames })
    };
    vec![
        contact(1, "Ada Byron", 2.0, 1.0),
        contact(2, "ada byron", 1.0, 2.0),
        contact(3, "Ada Byron", 3.0, 0.0),
        contact(4, "Bo Diddley", 0.0, 3.0),
        contact(5, "Zoe Zuse", 3.0, 3.0),
        contact(6, "", 0.0, 0.0),
        contact(7, "", 0.0, 0.0),
    ]
}

fn tasks(ids: &str, done: Option<&str>) -> Vec<Value> {
    let task = |n: u8, subject: &str, on: Option<&str>| {
        json!({ "Id": format!("{ids}{n}"), "Subject": subject, "TaskSubtype": "Task", "ActivityDate": on,
            "CompletedDateTime": done })
    };
    let on = Some("2026-11-17");
    vec![
        task(1, "Send the quote", on),
        task(2, "Send the quote", on),
        task(3, "Call", on),
        task(4, "Call", None),
        task(5, "Send the quote", None),
    ]
}

fn names(view: &Record) -> Vec<String> {
    view.people
        .iter()
        .map(|one| one.record.to_string())
        .collect()
}

fn account(rows: Vec<Value>) -> Vec<String> {
    let (world, acme) = world();
    acme.step("sobjects/Account/", 200, json!({ "Name": "Navy Systems" }));
    acme.rows("FROM Contact WHERE AccountId", rows.into());
    names(
        &view(
            &world,
            &record(ObjectType::Account, "001Ac0000000001"),
            false,
        )
        .unwrap(),
    )
}

fn opportunity(people: Vec<Value>) -> Vec<String> {
    let (world, acme) = world();
    acme.step(
        "sobjects/Opportunity/",
        200,
        json!({ "Name": "Renewal 2027" }),
    );
    let role = |contact: Value| {
        let primary = contact["Id"] == "003Ac0000000006";
        json!({ "Contact": contact, "Role": null, "IsPrimary": primary })
    };
    let roles: Vec<Value> = people.into_iter().map(role).collect();
    let with_roles = json!({ "Account": null, "OpportunityContactRoles": { "records": roles } });
    acme.rows("FROM OpportunityContactRole", json!([with_roles]));
    names(
        &view(
            &world,
            &record(ObjectType::Opportunity, "006Ac0000000001"),
            false,
        )
        .unwrap(),
    )
}

fn activities(open: Vec<Value>, done: Vec<Value>) -> Vec<String> {
    let (world, acme) = world();
    acme.rows("IsClosed = false", open.into());
    acme.rows("AND IsClosed = true", done.into());
    let activities = view(&world, &ada(), false).unwrap().activities;
    activities.into_iter().map(|each| each.id).collect()
}

#[test]
fn ties_are_broken_by_name_then_id() {
    let order = |ids: &[u8]| -> Vec<String> {
        let id = |n: &u8| format!("003Ac00000000{n:02}");
        let ids = ids.iter().map(id);
        let full = |id: String| msi_actions::base::RecordId::parse(&id).unwrap().to_string();
        ids.map(full).collect()
    };
    assert_eq!(account(contacts()), order(&[5, 1, 2, 3, 4, 6, 7]));
    assert_eq!(opportunity(contacts()), order(&[6, 5, 1, 2, 3, 4, 7]));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn the_order_of_the_rows_changes_nothing(
        people in Just(contacts()).prop_shuffle(),
        open in Just(tasks("00To", None)).prop_shuffle(),
        done in Just(tasks("00Td", Some("2026-11-20T10:00:00.000+0000"))).prop_shuffle(),
    ) {
        prop_assert_eq!(account(people.clone()), account(contacts()));
        prop_assert_eq!(opportunity(people), opportunity(contacts()));
        let always = activities(tasks("00To", None), tasks("00Td", Some("2026-11-20T10:00:00.000+0000")));
        prop_assert_eq!(activities(open, done), always);
    }
}

#[test]
fn nothing_that_a_mail_changes_decides_the_order_of_people() {
    let (world, acme) = world();
    acme.step("sobjects/Account/", 200, json!({ "Name": "Navy Systems" }));
    view(
        &world,
        &record(ObjectType::Account, "001Ac0000000001"),
        false,
    )
    .unwrap();
    let asked = world.requests();
    let asked = asked.iter().map(|request| format!("{request:?}"));
    assert!(!asked.collect::<String>().contains("LastActivityDate"));
}

/// A query with a limit takes the same rows each time only where its order leaves no tie.
#[test]
fn every_query_that_is_cut_off_has_an_order_without_ties() {
    let mut queries = 0;
    for (file, text) in sources(Path::new("src")) {
        let code = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        let code = code.collect::<Vec<_>>().join("\n");
        for order in code.split("ORDER BY ").skip(1) {
            let order = order.split('"').next().unwrap_or_default();
            let order = order.split(" LIMIT").next().unwrap_or_default();
            // The statuses of a task, which have a place each.
            if order.starts_with("SortOrder") {
                continue;
            }
            queries += 1;
            assert!(order.ends_with("Id ASC"), "{file}: ORDER BY {order}");
        }
    }
    assert!(queries > 5);
}

fn sources(under: &Path) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(under).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(sources(&path));
        } else {
            all.push((
                path.display().to_string(),
                std::fs::read_to_string(&path).unwrap(),
            ));
        }
    }
    all
}
