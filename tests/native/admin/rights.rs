//! Who is an administrator where.

use msi_actions::admin::Rights;
use msi_actions::protocol::{GetAdmin, Sender};
use serde_json::json;
use std::time::Duration;

use crate::support::salesforce_org::org;
use crate::support::worker::{Asked, set_up};
use crate::world::World;

fn given(customize: bool, manage: bool) -> serde_json::Value {
    json!([{
        "PermissionsCustomizeApplication": customize, "PermissionsManageUsers": manage,
        "PermissionsAssignPermissionSets": manage, "PermissionsModifyMetadata": customize,
    }])
}

#[test]
fn rights_are_salesforce_s_and_are_asked_again_after_ten_minutes() {
    let (mut asked, acme) = set_up();
    acme.rows("UserPermissionAccess", given(true, false));
    let before = acme.count("/services/data/v67.0/composite");
    let view = asked.ask(Sender::App, GetAdmin {}).unwrap();
    assert_eq!(view.orgs.len(), 1);
    assert_eq!(
        (&view.orgs[0].org, view.orgs[0].name.as_str()),
        (&org(), "acme")
    );
    let rights = view.orgs[0].rights;
    assert!(rights.can_set_up() && !rights.can_invite());

    acme.rows("UserPermissionAccess", given(true, true));
    let kept = asked.ask(Sender::App, GetAdmin {}).unwrap();
    assert_eq!(kept.orgs[0].rights, rights);
    assert_eq!(acme.count("/services/data/v67.0/composite"), before + 1);
    asked.world.pass(Duration::from_secs(11 * 60));
    let view = asked.ask(Sender::App, GetAdmin {}).unwrap();
    assert!(view.orgs[0].rights.can_invite());
}

#[test]
fn rights_that_cannot_be_read_are_none_and_say_why() {
    let (mut asked, acme) = set_up();
    let refusal = json!([{ "errorCode": "INVALID_TYPE", "message": "not supported" }]);
    acme.step("UserPermissionAccess", 400, refusal);
    let view = asked.ask(Sender::App, GetAdmin {}).unwrap();
    assert_eq!(view.orgs[0].rights, Rights::default());
    assert!(view.orgs[0].fault.is_some());
}

#[test]
fn without_a_session_there_is_no_org_to_administer() {
    let mut asked = Asked::new(&World::new());
    let view = asked.ask(Sender::App, GetAdmin {}).unwrap();
    assert_eq!(view.orgs, []);
}
