//! How the score changed: one call, where the org keeps it.

use crate::support::record_view::{ada, insight, record, world};
use crate::world::Life;
use msi_actions::base::ObjectType;
use msi_actions::insight::{ScoreChange, ScoreField};
use serde_json::json;

const COMPOSITE: &str = "/services/data/v67.0/composite";

#[test]
fn the_changes_of_each_generation_s_fields_are_read_by_one_call() {
    let (world, acme) = world();
    let change = |field: &str, old: serde_json::Value, new: serde_json::Value| json!({ "Field": field, "OldValue": old, "NewValue": new, "CreatedDate": "2027-01-14T09:00:00.000+0000" });
    acme.rows(
        "FROM LeadHistory WHERE LeadId",
        json!([
            change("mkto2__Lead_Score__c", json!(70.0), json!(82.0)),
            change("mkto_si__Urgency_Value__c", json!("1"), json!(2)),
            change("mkto_si__Priority__c", json!(null), json!(-4.6)),
            change("Status", json!("Open"), json!("Working")),
        ]),
    );
    let calls = acme.count(COMPOSITE);
    let insight = insight(&world);
    let changes = Life::begin(&world).run(insight.score_history(&ada()));
    let found: Vec<_> = changes
        .unwrap()
        .unwrap()
        .iter()
        .map(|one: &ScoreChange| (one.field, one.before, one.after))
        .collect();
    assert_eq!(
        found,
        [
            (ScoreField::Score, Some(70), Some(82)),
            (ScoreField::Flames, Some(1), Some(2)),
            (ScoreField::Priority, None, Some(-5)),
        ]
    );
    assert_eq!(acme.count(COMPOSITE), calls + 1);
}

#[test]
fn an_org_that_keeps_none_is_no_fault_and_an_account_is_not_asked_about() {
    let (world, acme) = world();
    let none = json!([{ "errorCode": "INVALID_TYPE", "message": "sObject type 'ContactHistory' is not supported." }]);
    acme.step("ContactHistory", 400, none);
    let asked = |of| {
        let insight = insight(&world);
        let changes = Life::begin(&world).run(insight.score_history(&of));
        changes.unwrap().unwrap()
    };
    let grace = record(ObjectType::Contact, "003Ac0000000001");
    assert_eq!(asked(grace), []);
    let calls = acme.count(COMPOSITE);
    assert_eq!(asked(record(ObjectType::Account, "001Ac0000000001")), []);
    assert_eq!(acme.count(COMPOSITE), calls);
}
