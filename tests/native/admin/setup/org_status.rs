//! What the setup page says is in the org.

use crate::support::salesforce_org::org;
use crate::support::worker::code;
use msi_actions::admin::setup::{DeployMethod, Difference, ItemName, State, TypedClients};
use msi_actions::protocol::{ConfirmSetup, SaveClients, Sender};
use serde_json::{Value, json};
use std::time::Duration;

use crate::support::setup_page::{APPLICATION, GOOGLE, deployed, empty_org, look, state};

#[test]
fn a_look_is_two_calls_and_says_what_is_there() {
    let (mut asked, acme) = empty_org();
    look(&mut asked, false);
    let before = acme.count("/services/data/v67.0/composite");
    assert_eq!(state(&mut asked, ItemName::Permission), Some(State::ToDo));
    let after = before + 2; // the second is the daily one of every rep
    assert_eq!(acme.count("/services/data/v67.0/composite"), after);
    look(&mut asked, false);
    assert_eq!(
        acme.count("/services/data/v67.0/composite"),
        after,
        "kept for a while"
    );

    deployed(&acme, false, false);
    let differs = State::Differs(vec![
        Difference::NoApiEnabled,
        Difference::NoCustomPermission,
    ]);
    assert_eq!(state(&mut asked, ItemName::Permission), Some(differs));
    acme.rows("FROM CustomPermission ", json!([]));
    let missing = State::Differs(vec![
        Difference::NoApiEnabled,
        Difference::CustomPermissionMissing,
    ]);
    assert_eq!(state(&mut asked, ItemName::Permission), Some(missing));
    deployed(&acme, true, true);
    assert_eq!(state(&mut asked, ItemName::Permission), Some(State::Done));

    let refusal = json!([{ "errorCode": "INVALID_TYPE", "message": "not supported" }]);
    acme.step("FROM PermissionSet ", 400, refusal.clone());
    let unreadable = state(&mut asked, ItemName::Permission);
    assert!(
        matches!(unreadable, Some(State::Unreadable(_))),
        "{unreadable:?}"
    );
    assert_eq!(
        state(&mut asked, ItemName::EnhancedEmail),
        Some(State::Done)
    );
    acme.step(
        "EmailMessage/describe",
        404,
        json!([{ "errorCode": "NOT_FOUND", "message": "" }]),
    );
    assert_eq!(
        state(&mut asked, ItemName::EnhancedEmail),
        Some(State::Optional)
    );
}

#[test]
fn the_optional_fields_are_external_ids_or_not_right() {
    let (mut asked, acme) = empty_org();
    assert_eq!(state(&mut asked, ItemName::Fields), Some(State::Optional));
    let object = |external| {
        json!({ "createable": true, "fields": [
            { "name": "MSI_Actions_Id__c", "createable": true, "length": 36, "externalId": external },
        ] })
    };
    acme.step("Task/describe", 200, object(false));
    let differs = State::Differs(vec![Difference::NoExternalId]);
    assert_eq!(state(&mut asked, ItemName::Fields), Some(differs.clone()));
    acme.step("Task/describe", 200, object(true));
    assert_eq!(
        state(&mut asked, ItemName::Fields),
        Some(State::Optional),
        "e-mails lack it"
    );
    acme.step("EmailMessage/describe", 200, object(true));
    assert_eq!(
        state(&mut asked, ItemName::Fields),
        Some(State::Optional),
        "there are no custom objects"
    );
    acme.step("__c/describe", 200, object(true));
    let gone = json!([{ "errorCode": "NOT_FOUND", "message": "" }]);
    acme.step("MSI_Actions_Step_Run__c/describe", 404, gone);
    assert_eq!(
        state(&mut asked, ItemName::Fields),
        Some(State::Optional),
        "one of them is missing"
    );
    acme.step("MSI_Actions_Step_Run__c/describe", 200, object(true));
    assert_eq!(state(&mut asked, ItemName::Fields), Some(State::Done));
    acme.step("EmailMessage/describe", 200, object(false));
    assert_eq!(state(&mut asked, ItemName::Fields), Some(differs));
}

#[test]
fn whether_the_app_is_given_to_the_permission_set_is_read_from_the_org() {
    let (mut asked, acme) = empty_org();
    let apps = |apps: Value| acme.rows("FROM ExternalClientApplication", apps);
    let given = |rows: Value| acme.rows("SetupEntityType = 'ExternalClientApplication'", rows);
    let ours = json!({ "Id": "0xI1", "DeveloperName": "MSI_Actions" });
    let other = json!({ "Id": "0xI2", "DeveloperName": "Sales_Mails" });
    let row = |id: &str| json!({ "SetupEntityId": id });
    for (in_org, of_set, expected) in [
        (vec![&ours, &other], vec!["0xI1"], State::Done),
        (vec![&ours, &other], vec!["0xI2"], State::ToDo),
        (vec![&ours], vec![], State::ToDo),
        (vec![&other], vec!["0xI2"], State::Done),
        (vec![&other], vec![], State::Ask),
        (vec![], vec!["0xI9"], State::Ask),
    ] {
        apps(json!(in_org));
        given(of_set.iter().map(|id| row(id)).collect());
        let found = state(&mut asked, ItemName::Approved);
        assert_eq!(found, Some(expected), "{in_org:?} {of_set:?}");
    }
    // Everybody may authorise the app themselves: an administrator says so, until the org says more.
    apps(json!([ours]));
    let org = org();
    let (item, confirmed) = (ItemName::Approved, true);
    let say = ConfirmSetup {
        org,
        item,
        confirmed,
    };
    asked.ask(Sender::App, say).unwrap();
    let said = state(&mut asked, ItemName::Approved);
    assert!(matches!(said, Some(State::Confirmed { .. })), "{said:?}");
    given(json!([row("0xI1")]));
    assert_eq!(state(&mut asked, ItemName::Approved), Some(State::Done));
}

#[test]
fn who_may_not_view_setup_is_told_that_the_apps_cannot_be_read() {
    let (mut asked, acme) = empty_org();
    let refusal = json!([{ "errorCode": "INVALID_TYPE", "message": "sObject type \
        'ExternalClientApplication' is not supported." }]);
    acme.step("FROM ExternalClientApplication", 400, refusal);
    let found = state(&mut asked, ItemName::Approved);
    assert!(matches!(found, Some(State::Unreadable(_))), "{found:?}");
    assert_eq!(state(&mut asked, ItemName::Permission), Some(State::ToDo));
}

#[test]
fn what_cannot_be_seen_is_said_by_somebody_and_can_be_taken_back() {
    let (mut asked, _) = empty_org();
    assert_eq!(state(&mut asked, ItemName::Approved), Some(State::Ask));
    let say = |item, confirmed| ConfirmSetup {
        org: org(),
        item,
        confirmed,
    };
    asked
        .ask(Sender::App, say(ItemName::Approved, true))
        .unwrap();
    let Some(State::Confirmed { by, .. }) = state(&mut asked, ItemName::Approved) else {
        panic!("confirmed");
    };
    assert_eq!(by, "jo@acme.example");
    asked
        .ask(Sender::App, say(ItemName::Approved, false))
        .unwrap();
    assert_eq!(state(&mut asked, ItemName::Approved), Some(State::Ask));
    let refused = asked.ask(Sender::App, say(ItemName::Permission, true));
    assert_eq!(code(refused), "setup.not_to_confirm");
}

#[test]
fn client_ids_are_checked_and_go_into_the_org_s_apps_and_the_policy() {
    let (mut asked, _) = empty_org();
    let save = |google: &str, microsoft: &str, tenant: &str| SaveClients {
        org: org(),
        clients: TypedClients {
            google: google.into(),
            microsoft: microsoft.into(),
            tenant: tenant.into(),
        },
    };
    for (request, expected) in [
        (save("1-a.apps.example", "", ""), "setup.google_client"),
        (save("", "1111", ""), "setup.microsoft_client"),
        (save("", APPLICATION, "my tenant"), "setup.tenant"),
    ] {
        assert_eq!(code(asked.ask(Sender::App, request)), expected);
    }
    assert_eq!(state(&mut asked, ItemName::Google), Some(State::ToDo));
    assert_eq!(state(&mut asked, ItemName::Consent), None);
    let request = save(&format!(" {GOOGLE} "), APPLICATION, "acme.example");
    asked.ask(Sender::App, request).unwrap();
    assert_eq!(state(&mut asked, ItemName::Google), Some(State::Untried));
    assert_eq!(state(&mut asked, ItemName::Consent), Some(State::Ask));
    let view = look(&mut asked, false);
    let center = view.values.admin_center.unwrap();
    assert!(
        center.starts_with("https://entra.microsoft.com/#view/"),
        "{center}"
    );
    assert!(
        center.contains(&format!("/CallAnAPI/appId/{APPLICATION}/")),
        "{center}"
    );
    let consent = view.values.admin_consent.unwrap();
    assert!(consent.starts_with(
        "https://login.microsoftonline.com/acme.example/v2.0/adminconsent?client_id=11111111"
    ));
    assert!(
        consent.contains("graph.microsoft.com%2FMail.Send"),
        "{consent}"
    );
    let policies = view.org.unwrap().policies;
    assert!(
        policies
            .iter()
            .all(|file| file.text.contains(GOOGLE) || file.way == DeployMethod::GroupPolicy)
    );
    asked
        .ask(Sender::App, save("", APPLICATION, "acme.example"))
        .unwrap();
    assert_eq!(state(&mut asked, ItemName::Google), Some(State::Optional));
}

#[test]
fn a_look_that_is_old_is_not_shown() {
    let (mut asked, acme) = empty_org();
    look(&mut asked, false);
    deployed(&acme, true, true);
    asked.world.pass(Duration::from_secs(6 * 60));
    assert_eq!(
        look(&mut asked, false).org.unwrap().items[1].state,
        State::Done
    );
}
