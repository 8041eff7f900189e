//! Reads an org's status by one composite: the state of each item.

use serde::{Deserialize, Serialize};

use super::custom_objects;
use super::package::NAME;
use super::view::{Difference, State};
use crate::ports::Platform;
use crate::salesforce::{Cause, Composite, CompositeReply, INTENT_FIELD, Rest, RestError};

/// The state of the items that can be read from an org.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct OrgStatus {
    pub permission: State,
    pub approved: State,
    pub enhanced_email: State,
    pub task_field: State,
    pub email_field: State,
    /// Whether the org has the custom objects: optional where one is missing.
    #[serde(default = "done")]
    pub objects: State,
}

/// For a status that was cached before it had them: they are read with the next.
const fn done() -> State {
    State::Done
}

impl OrgStatus {
    /// Reads the status: one call.
    pub(super) async fn at<P: Platform>(rest: &Rest<P>) -> Result<Self, RestError> {
        Ok(Self::read(&rest.composite(&question()).await?))
    }

    fn read(reply: &CompositeReply) -> Self {
        let email = Object::of(reply, "email");
        Self {
            permission: permission(reply).unwrap_or_else(unreadable),
            approved: approved(reply).unwrap_or_else(unreadable),
            enhanced_email: match &email {
                Ok(Some(_)) => State::Done,
                Ok(None) => State::Optional,
                Err(error) => State::Unreadable(error.clone().into()),
            },
            task_field: field(Object::of(reply, "task")),
            email_field: field(email),
            objects: objects(reply).unwrap_or_else(unreadable),
        }
    }

    /// Whether the org has Enhanced Email.
    pub(super) fn has_enhanced_email(&self) -> bool {
        self.enhanced_email == State::Done
    }
}

fn question() -> Composite {
    let composite = Composite::separate()
        .query(
            "set",
            &format!(
                "SELECT Id, PermissionsApiEnabled FROM PermissionSet \
                 WHERE Name = '{NAME}' AND NamespacePrefix = null"
            ),
        )
        .query(
            "custom",
            &format!(
                "SELECT Id FROM CustomPermission \
                 WHERE DeveloperName = '{NAME}' AND NamespacePrefix = null"
            ),
        )
        .query(
            "access",
            &format!(
                "SELECT SetupEntityId FROM SetupEntityAccess \
                 WHERE Parent.Name = '{NAME}' AND SetupEntityType = 'CustomPermission'"
            ),
        )
        .query(
            "apps",
            "SELECT Id, DeveloperName FROM ExternalClientApplication",
        )
        .query(
            "given",
            &format!(
                "SELECT SetupEntityId FROM SetupEntityAccess \
                 WHERE Parent.Name = '{NAME}' AND SetupEntityType = 'ExternalClientApplication'"
            ),
        )
        .get("email", "sobjects/EmailMessage/describe")
        .get("task", "sobjects/Task/describe");
    custom_objects::names().fold(composite, |composite, name| {
        composite.get(name, format!("sobjects/{name}/describe"))
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct PermissionSet {
    permissions_api_enabled: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct CustomPermission {
    id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct SetupEntityAccess {
    setup_entity_id: String,
}

fn permission(reply: &CompositeReply) -> Result<State, RestError> {
    let sets: Vec<PermissionSet> = reply.rows("set")?;
    let custom: Vec<CustomPermission> = reply.rows("custom")?;
    let Some(set) = sets.first() else {
        return Ok(State::ToDo);
    };
    let mut differences = Vec::new();
    if !set.permissions_api_enabled {
        differences.push(Difference::NoApiEnabled);
    }
    match custom.first() {
        None => differences.push(Difference::CustomPermissionMissing),
        Some(custom) => {
            let given: Vec<SetupEntityAccess> = reply.rows("access")?;
            if !given.iter().any(|given| given.setup_entity_id == custom.id) {
                differences.push(Difference::NoCustomPermission);
            }
        }
    }
    Ok(match differences.is_empty() {
        true => State::Done,
        false => State::Differs(differences),
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ExternalClientApplication {
    id: String,
    developer_name: String,
}

/// Whether the policies of the app pre-authorise the users of the permission set. Administrators may name the app
/// differently: then it is the app that the set has.
fn approved(reply: &CompositeReply) -> Result<State, RestError> {
    let apps: Vec<ExternalClientApplication> = reply.rows("apps")?;
    let given: Vec<SetupEntityAccess> = reply.rows("given")?;
    let ours = apps
        .iter()
        .find(|app| app.developer_name.eq_ignore_ascii_case(NAME));
    let is_given = |id: &str| given.iter().any(|given| given.setup_entity_id == id);
    Ok(match ours {
        Some(app) if is_given(&app.id) => State::Done,
        Some(_) => State::ToDo,
        None if apps.iter().any(|app| is_given(&app.id)) => State::Done,
        None => State::Ask,
    })
}

/// The part of a describe that is used.
#[derive(Deserialize)]
struct Object {
    fields: Vec<Field>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Field {
    name: String,
    #[serde(default)]
    external_id: bool,
}

impl Object {
    /// `None` where the org has no such object.
    fn of(reply: &CompositeReply, reference: &str) -> Result<Option<Self>, RestError> {
        match reply.part(reference) {
            Ok(object) => Ok(Some(object)),
            Err(error) if matches!(error.cause(), Some(Cause::NoRight | Cause::NotThere)) => {
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }
}

fn objects(reply: &CompositeReply) -> Result<State, RestError> {
    for name in custom_objects::names() {
        if Object::of(reply, name)?.is_none() {
            return Ok(State::Optional);
        }
    }
    Ok(State::Done)
}

fn field(object: Result<Option<Object>, RestError>) -> State {
    let object = match object {
        Ok(Some(object)) => object,
        Ok(None) => return State::Optional,
        Err(error) => return unreadable(error),
    };
    let field = object
        .fields
        .iter()
        .find(|field| field.name == INTENT_FIELD);
    match field {
        None => State::Optional,
        Some(field) if field.external_id => State::Done,
        Some(_) => State::Differs(vec![Difference::NoExternalId]),
    }
}

fn unreadable(error: RestError) -> State {
    State::Unreadable(error.into())
}
