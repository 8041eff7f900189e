//! What the setup page deploys to the org.

use crate::support::salesforce_org::org;
use crate::support::worker::Asked;
use msi_actions::admin::setup::{DeployState, ItemName, State};
use msi_actions::protocol::{DeploySetup, Sender};
use serde_json::json;

use crate::support::setup_page::{
    deployed, empty_org, look, metadata, org_setup, state, succeeded,
};

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
