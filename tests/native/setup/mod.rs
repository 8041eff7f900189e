//! The set-up page as the worker serves it.

mod choices;
mod package;
mod policy;
mod registry;
mod trial;

use crate::acme::{APPS, Acme, key, org};
use crate::onboarding::providers::with_rep;
use crate::worker::{Asked, code, set_up};
use crate::world::{World, json as answer};
use msi_actions::admin::setup::{
    Check, DeployMethod, DeployState, Difference, ItemName, OrgSetup, SetupDraft, SetupView, State,
    TypedClients, org_of,
};
use msi_actions::protocol::{CheckSetup, ConfirmSetup, DeploySetup, GetSetup, SaveClients, Sender};
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

const GOOGLE: &str = "1-a.apps.googleusercontent.com";
const APPLICATION: &str = "11111111-2222-4333-8444-555555555555";

/// Robin at an org with nothing in it but the app.
fn empty_org() -> (Asked, Rc<Acme>) {
    let (asked, acme) = set_up();
    let rights = json!([{
        "PermissionsCustomizeApplication": true, "PermissionsManageUsers": true,
        "PermissionsAssignPermissionSets": true, "PermissionsModifyMetadata": true,
    }]);
    acme.rows("UserPermissionAccess", rights);
    acme.says(APPS, json!([]));
    for query in [
        "FROM PermissionSet ",
        "FROM CustomPermission ",
        "FROM SetupEntityAccess ",
        "FROM ExternalClientApplication",
        "SetupEntityType = 'ExternalClientApplication'",
    ] {
        acme.rows(query, json!([]));
    }
    (asked, acme)
}

/// The permission set as the org has it.
fn deployed(acme: &Acme, api: bool, given: bool) {
    acme.rows(
        "FROM PermissionSet ",
        json!([{ "Id": "0PS1", "PermissionsApiEnabled": api }]),
    );
    acme.rows("FROM CustomPermission ", json!([{ "Id": "0CP1" }]));
    let access = if given { "0CP1" } else { "0CPother" };
    acme.rows(
        "SetupEntityType = 'CustomPermission'",
        json!([{ "SetupEntityId": access }]),
    );
}

fn look(asked: &mut Asked, refresh: bool) -> SetupView {
    let org = None;
    asked.ask(Sender::App, GetSetup { org, refresh }).unwrap()
}

fn org_setup(asked: &mut Asked) -> OrgSetup {
    *look(asked, true).org.unwrap()
}

fn state(asked: &mut Asked, name: ItemName) -> Option<State> {
    let items = org_setup(asked).items;
    items
        .into_iter()
        .find(|item| item.name == name)
        .map(|item| item.state)
}

/// A Metadata API that takes what it is sent and answers with the next of `results`.
fn metadata(world: &World, results: Vec<Value>) -> Rc<RefCell<Vec<Vec<u8>>>> {
    let taken = Rc::new(RefCell::new(Vec::new()));
    let (bodies, next) = (Rc::clone(&taken), Cell::new(0));
    world.on_http(move |_, request| {
        let path = request.uri().path();
        let rest = path.strip_prefix("/services/data/v67.0/metadata/deployRequest")?;
        if rest.is_empty() {
            let sent = request.headers()["content-type"].to_str().unwrap();
            assert!(sent.starts_with("multipart/form-data; boundary="));
            bodies.borrow_mut().push(request.body().clone());
            return Some(Ok(answer(201, json!({ "id": "0Af1" }))));
        }
        assert_eq!(
            (rest, request.uri().query()),
            ("/0Af1", Some("includeDetails=true"))
        );
        let at = next.replace(next.get() + 1).min(results.len() - 1);
        Some(Ok(answer(200, json!({ "deployResult": results[at] }))))
    });
    taken
}

fn succeeded() -> Value {
    json!({ "done": true, "success": true, "status": "Succeeded",
        "numberComponentsDeployed": 3, "numberComponentsTotal": 3 })
}

#[test]
fn an_address_of_the_org_says_which_org_and_a_look_alike_says_nothing() {
    for text in [
        "acme.my.salesforce.com",
        "https://acme.my.salesforce.com/",
        " https://acme.lightning.force.com/lightning/setup/SetupOneHome/home ",
        "acme.my.salesforce-setup.com/lightning/setup",
        "https://acme--c.vf.force.com/apex/x",
    ] {
        assert_eq!(org_of(text), Ok(org()), "{text}");
    }
    for (text, expected) in [
        ("", "setup.address"),
        ("acme", "setup.address"),
        ("http://acme.my.salesforce.com", "setup.address"),
        (
            "https://acme.my.salesforce.com.evil.example/",
            "setup.address",
        ),
        ("https://acme-my.salesforce.com.co/", "setup.address"),
        ("https://user@acme.my.salesforce.com/", "setup.address"),
        ("https://acme.my.salesforce.com:8443/", "setup.address"),
        ("https://login.salesforce.com/", "setup.no_org"),
        ("test.salesforce.com", "setup.no_org"),
        ("https://help.salesforce.com/s/", "setup.no_org"),
        ("https://acme.my.site.com/s/", "setup.no_org"),
        (
            "https://acme.my.salesforce.mil/",
            "salesforce.address_unsupported",
        ),
        ("acme.my.sfcrmproducts.cn", "salesforce.address_unsupported"),
        ("acme.cloudforce.com", "salesforce.address_unsupported"),
    ] {
        let refused = org_of(text).map_err(msi_actions::base::Fault::from);
        assert_eq!(code(refused), expected, "{text}");
    }
}

#[test]
fn the_first_step_needs_nobody_signed_in_and_keeps_what_was_typed() {
    let mut asked = Asked::new(&World::new());
    let view = look(&mut asked, false);
    assert_eq!(view.org, None);
    assert_eq!(
        view.values.salesforce,
        [format!(
            "https://{}.chromiumapp.org/salesforce",
            msi_actions::base::stores::chrome_id()
        )]
    );
    assert_eq!(
        view.values.scopes,
        ["api", "refresh_token", "openid", "profile", "email"]
    );
    for (address, key, expected) in [
        ("acme.example", key().as_str(), "setup.address"),
        ("acme.my.salesforce.com", "3MVG9", "setup.key"),
    ] {
        let draft = SetupDraft {
            address: address.into(),
            key: key.into(),
        };
        let check = CheckSetup {
            draft: draft.clone(),
        };
        assert_eq!(code(asked.ask(Sender::App, check)), expected);
        assert_eq!(look(&mut asked, false).draft, draft);
    }
}

#[test]
fn signing_in_is_the_check_and_its_refusal_is_shown() {
    let world = World::new();
    with_rep(&world);
    world.on_sign_in(|_, _, _| crate::world::AuthAnswer::StaysOpen);
    let mut asked = Asked::new(&world);
    let draft = SetupDraft {
        address: "https://acme.lightning.force.com/".into(),
        key: format!(" {} ", key().as_str()),
    };
    asked.ask(Sender::App, CheckSetup { draft }).unwrap();
    asked.life.settle().unwrap();
    let check = look(&mut asked, false).check;
    assert!(matches!(check, Check::Waiting(_)), "{check:?}");
    let refusal = msi_actions::ports::Refusal {
        error: "redirect_uri_mismatch".into(),
        description: "redirect_uri must match configuration".into(),
    };
    world.end_sign_in(Err(msi_actions::ports::AuthWindowError::Refused(refusal)));
    asked.life.settle().unwrap();
    match look(&mut asked, false).check {
        Check::Refused(fault) => assert_eq!(fault.code.as_str(), "salesforce.callback_unknown"),
        other => panic!("{other:?}"),
    }
}

/// What the check ends with where the token endpoint refuses a kind of grant.
fn checked(denies: Option<(&'static str, Value)>) -> (Check, Rc<Acme>, Asked) {
    let world = World::new();
    let acme = Acme::on(&world);
    for query in [
        "UserPermissionAccess",
        "FROM PermissionSet ",
        "FROM CustomPermission ",
        "FROM SetupEntityAccess ",
        "FROM ExternalClientApplication",
        "CustomPermission",
    ] {
        acme.rows(query, json!([]));
    }
    for object in ["Task/describe", "EmailMessage/describe"] {
        acme.step(object, 200, json!({ "createable": true, "fields": [] }));
    }
    acme.denies.replace(denies);
    let mut asked = Asked::new(&world);
    let draft = SetupDraft {
        address: "acme.my.salesforce.com".into(),
        key: key().as_str().into(),
    };
    asked.ask(Sender::App, CheckSetup { draft }).unwrap();
    asked.life.settle().unwrap();
    let check = look(&mut asked, false).check;
    (check, acme, asked)
}

#[test]
fn the_check_renews_the_token_once_so_that_a_secret_asked_for_then_shows_now() {
    let (check, acme, mut asked) = checked(None);
    assert_eq!(check, Check::Idle);
    assert_eq!(
        acme.count("/services/oauth2/token"),
        2,
        "a code and a renewal"
    );
    assert!(look(&mut asked, false).org.is_some());

    // The words differ between releases; what they are about does not, once there was a code.
    for words in [
        "invalid client credentials",
        "client identifier invalid",
        "",
    ] {
        for kind in ["authorization_code", "refresh_token"] {
            let why = json!({ "error": "invalid_client", "error_description": words });
            let (check, acme, mut asked) = checked(Some((kind, why)));
            let Check::Refused(fault) = check else {
                panic!("{kind} {words}: {check:?}")
            };
            assert_eq!(
                fault.code.as_str(),
                "salesforce.secret_wanted",
                "{kind} {words}"
            );
            assert_eq!(look(&mut asked, false).org, None, "no session is left");
            assert!(acme.good.borrow().is_empty(), "nor a token in the org");
        }
    }
    let why =
        json!({ "error": "invalid_grant", "error_description": "expired access/refresh token" });
    let (check, ..) = checked(Some(("refresh_token", why)));
    assert!(matches!(check, Check::Refused(_)), "{check:?}");
}

/// No key is taken for right because of a session that another one gave.
#[test]
fn a_check_with_another_key_signs_in_by_it_though_somebody_is_signed_in() {
    let (check, acme, mut asked) = checked(None);
    assert_eq!(check, Check::Idle);
    asked
        .world
        .on_sign_in(|_, _, _| crate::world::AuthAnswer::StaysOpen);
    let other = "3MVG9another.Org_MsiActions_ExternalClientApp_ConsumerKey_2";
    let draft = SetupDraft {
        address: "acme.my.salesforce.com".into(),
        key: other.into(),
    };
    let windows = |asked: &Asked| asked.world.sign_ins().len();
    let before = windows(&asked);
    // The org's own record names the app that there is: nobody can sign in by another one yet.
    let first = draft.clone();
    asked.ask(Sender::App, CheckSetup { draft: first }).unwrap();
    asked.life.settle().unwrap();
    assert_eq!(windows(&asked), before);
    let other_ids = State::Differs(vec![Difference::OtherIds]);
    assert_eq!(state(&mut asked, ItemName::Record), Some(other_ids));
    acme.says(APPS, json!([]));
    look(&mut asked, true);
    asked.ask(Sender::App, CheckSetup { draft }).unwrap();
    asked.life.settle().unwrap();
    let opened = asked.world.sign_ins().split_off(before);
    let [(url, _)] = &opened[..] else {
        panic!("one window: {opened:?}");
    };
    assert!(
        url.as_str().contains(&format!("client_id={other}")),
        "{url}"
    );
    let waits = look(&mut asked, false).check;
    assert!(matches!(waits, Check::Waiting(_)), "{waits:?}");
    asked
        .world
        .end_sign_in(Err(msi_actions::ports::AuthWindowError::Closed));
    asked.life.settle().unwrap();
    let refused = look(&mut asked, false).check;
    assert!(matches!(refused, Check::Refused(_)), "{refused:?}");
    assert!(look(&mut asked, false).org.is_some(), "the session stays");
}

/// The org ended the administrator's session: the check signs in again.
#[test]
fn a_check_of_an_org_that_is_signed_in_to_ends_on_the_page_too() {
    let (check, acme, mut asked) = checked(None);
    assert_eq!(check, Check::Idle);
    acme.good.borrow_mut().clear();
    acme.access.borrow_mut().clear();
    let (org, refresh) = (None, true);
    let over = asked.ask(Sender::App, GetSetup { org, refresh });
    assert_eq!(code(over), "salesforce.session_over");
    let draft = SetupDraft {
        address: "acme.my.salesforce.com".into(),
        key: key().as_str().into(),
    };
    asked
        .world
        .on_sign_in(|_, _, _| crate::world::AuthAnswer::StaysOpen);
    let again = draft.clone();
    asked.ask(Sender::App, CheckSetup { draft: again }).unwrap();
    asked.life.settle().unwrap();
    let view = look(&mut asked, false);
    assert!(matches!(view.check, Check::Waiting(_)), "{:?}", view.check);
    assert_eq!(view.draft, draft, "what was typed stays");
    asked
        .world
        .end_sign_in(Err(msi_actions::ports::AuthWindowError::Closed));
    asked.life.settle().unwrap();
    let Check::Refused(fault) = look(&mut asked, false).check else {
        panic!("the page says nothing");
    };
    assert_eq!(fault.code.as_str(), "salesforce.sign_in_not_finished");
}

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
    assert_eq!(state(&mut asked, ItemName::Fields), Some(State::Done));
    acme.step("EmailMessage/describe", 200, object(false));
    assert_eq!(state(&mut asked, ItemName::Fields), Some(differs));
}

#[test]
fn a_deploy_goes_on_in_another_life_and_is_looked_at_when_it_ended() {
    let (mut asked, acme) = empty_org();
    let running = json!({ "done": false, "status": "InProgress",
        "numberComponentsDeployed": 1, "numberComponentsTotal": 3 });
    let taken = metadata(&asked.world, vec![running, succeeded()]);
    let deploy = DeploySetup {
        org: org(),
        fields: false,
    };
    asked.ask(Sender::App, deploy.clone()).unwrap();
    asked.ask(Sender::App, deploy.clone()).unwrap();
    assert_eq!(taken.borrow().len(), 1, "one at a time");

    let mut asked = Asked::new(&asked.world);
    let shown = org_setup(&mut asked).deploy.unwrap();
    assert_eq!(shown.state, DeployState::Running { done: 1, total: 3 });
    deployed(&acme, true, true);
    // Not asked to look again: it does so by itself.
    let view = *look(&mut asked, false).org.unwrap();
    assert_eq!(view.deploy.unwrap().state, DeployState::Succeeded);
    assert_eq!(view.items[1].state, State::Done);
    asked.ask(Sender::App, deploy).unwrap();
    assert_eq!(taken.borrow().len(), 2, "and once more, if somebody wants");
}

#[test]
fn what_a_deploy_refuses_is_told_by_component() {
    let (mut asked, _) = empty_org();
    let failure = json!({ "componentType": "PermissionSet", "fullName": "MSI_Actions",
        "problem": "In field: customPermission - no CustomPermission named MSI_Actions found" });
    let failed = json!({ "done": true, "success": false, "status": "Failed",
        "details": { "componentFailures": [failure] } });
    metadata(&asked.world, vec![failed]);
    asked
        .ask(
            Sender::App,
            DeploySetup {
                org: org(),
                fields: false,
            },
        )
        .unwrap();
    let Some(DeployState::Failed(problems)) = org_setup(&mut asked).deploy.map(|own| own.state)
    else {
        panic!("it failed");
    };
    assert_eq!(problems[0].component, "PermissionSet MSI_Actions");
    assert!(problems[0].words.contains("no CustomPermission"));
}

#[test]
fn fields_that_are_there_stay_in_the_permission_set() {
    let (mut asked, _) = empty_org();
    let taken = metadata(&asked.world, vec![succeeded()]);
    asked
        .ask(
            Sender::App,
            DeploySetup {
                org: org(),
                fields: true,
            },
        )
        .unwrap();
    let has_field = |at: usize| String::from_utf8_lossy(&taken.borrow()[at]).contains("Task.MSI_");
    assert!(has_field(0));
    // The administrator is not given the field themselves.
    assert_eq!(state(&mut asked, ItemName::Fields), Some(State::Done));
    asked
        .ask(
            Sender::App,
            DeploySetup {
                org: org(),
                fields: false,
            },
        )
        .unwrap();
    assert!(has_field(1));
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
