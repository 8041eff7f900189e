//! The setup page of an administrator, and an org with nothing in it but the app.

use crate::support::salesforce_org::{APPS, Acme};
use crate::support::worker::{Asked, set_up};
use crate::world::{World, json as answer};
use msi_actions::admin::setup::{ItemName, OrgSetup, SetupView, State};
use msi_actions::protocol::{GetSetup, Sender};
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

pub const GOOGLE: &str = "1-a.apps.googleusercontent.com";
pub const APPLICATION: &str = "11111111-2222-4333-8444-555555555555";

/// Robin at an org with nothing in it but the app.
pub fn empty_org() -> (Asked, Rc<Acme>) {
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
pub fn deployed(acme: &Acme, api: bool, given: bool) {
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

pub fn look(asked: &mut Asked, refresh: bool) -> SetupView {
    let org = None;
    asked.ask(Sender::App, GetSetup { org, refresh }).unwrap()
}

pub fn org_setup(asked: &mut Asked) -> OrgSetup {
    *look(asked, true).org.unwrap()
}

pub fn state(asked: &mut Asked, name: ItemName) -> Option<State> {
    let items = org_setup(asked).items;
    items
        .into_iter()
        .find(|item| item.name == name)
        .map(|item| item.state)
}

/// A Metadata API that takes what it is sent and answers with the next of `results`.
pub fn metadata(world: &World, results: Vec<Value>) -> Rc<RefCell<Vec<Vec<u8>>>> {
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

pub fn succeeded() -> Value {
    json!({ "done": true, "success": true, "status": "Succeeded",
        "numberComponentsDeployed": 3, "numberComponentsTotal": 3 })
}
