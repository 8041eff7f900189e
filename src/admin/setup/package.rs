//! The metadata that an org needs: permission set, custom permission, the record of its apps; and what is optional:
//! fields, and the objects for watch lists and sales campaigns. The zip of a deploy and the Salesforce DX package in `extension/salesforce`
//! are both made from it.

use serde::{Deserialize, Serialize};

use super::metadata_file::{File, LABEL, element, indented};
use super::{app_metadata, custom_objects};
use crate::base::OrgConfig;
use crate::salesforce::INTENT_FIELD;

/// The API name of the permission set and of the custom permission in it, and the app's name.
pub const NAME: &str = "MSI_Actions";
/// The API version of the metadata: the oldest that the extension works with.
const VERSION: &str = "60.0";
/// Which optional fields are deployed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fields {
    /// None.
    #[default]
    None,
    /// On tasks.
    Task,
    /// On tasks and on e-mails, where the org has Enhanced Email.
    TaskAndEmail,
}

impl Fields {
    /// The objects that get the field, each with the name that its permission has. (Activity's custom
    /// fields are those of tasks and events.)
    const fn objects(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::None => &[],
            Self::Task => &[("Activity", "Task")],
            Self::TaskAndEmail => &[("Activity", "Task"), ("EmailMessage", "EmailMessage")],
        }
    }
}

/// The files of a deploy ("Deploying and Retrieving Metadata with the Zip File", Metadata API
/// Developer Guide).
#[must_use]
pub fn deploy_files(fields: Fields, apps: &OrgConfig) -> Vec<File> {
    let mut files = vec![
        ("package.xml".into(), manifest(fields)),
        (
            format!("customPermissions/{NAME}.customPermission"),
            custom_permission(),
        ),
        (
            format!("permissionsets/{NAME}.permissionset"),
            permission_set(fields),
        ),
    ];
    files.extend(app_metadata::deploy_files(apps));
    for (object, _) in fields.objects() {
        let field = indented(&field(), 4);
        let text = element(
            "CustomObject",
            &format!("    <fields>\n{field}    </fields>\n"),
        );
        files.push((format!("objects/{object}.object"), text));
    }
    if fields != Fields::None {
        files.extend(custom_objects::deploy_files());
    }
    files
}

/// The files of the Salesforce DX package: `force-app` is what every org needs, `with-fields` the same
/// permission set with what is optional, `with-ids` the record of the apps, to be filled in.
#[must_use]
pub fn dx_files() -> Vec<File> {
    let source = "main/default";
    let set = |folder: &str, fields| {
        (
            format!("{folder}/{source}/permissionsets/{NAME}.permissionset-meta.xml"),
            permission_set(fields),
        )
    };
    let permission =
        format!("force-app/{source}/customPermissions/{NAME}.customPermission-meta.xml");
    let mut files = vec![
        ("sfdx-project.json".into(), project()),
        set("force-app", Fields::None),
        (permission, custom_permission()),
        set("with-fields", Fields::TaskAndEmail),
        app_metadata::dx_record(&format!("with-ids/{source}")),
    ];
    files.extend(app_metadata::dx_type(&format!("force-app/{source}")));
    for (object, _) in Fields::TaskAndEmail.objects() {
        let path =
            format!("with-fields/{source}/objects/{object}/fields/{INTENT_FIELD}.field-meta.xml");
        files.push((path, element("CustomField", &field())));
    }
    files.extend(custom_objects::dx_files(&format!("with-fields/{source}")));
    files
}

fn project() -> String {
    format!(
        r#"{{
  "packageDirectories": [
    {{ "path": "force-app", "default": true }},
    {{ "path": "with-fields" }},
    {{ "path": "with-ids" }}
  ],
  "name": "msi-actions",
  "namespace": "",
  "sourceApiVersion": "{VERSION}"
}}
"#
    )
}

fn manifest(fields: Fields) -> String {
    let types = |members: &[String], name: &str| {
        let members: String = members
            .iter()
            .map(|member| format!("        <members>{member}</members>\n"))
            .collect();
        format!("    <types>\n{members}        <name>{name}</name>\n    </types>\n")
    };
    let own = [NAME.to_owned()];
    let mut inside = String::new();
    let members: Vec<String> = fields
        .objects()
        .iter()
        .map(|(object, _)| format!("{object}.{INTENT_FIELD}"))
        .collect();
    if !members.is_empty() {
        inside += &types(&members, "CustomField");
    }
    inside += &types(&[app_metadata::record_name()], "CustomMetadata");
    let objects: Vec<String> = custom_objects::names()
        .filter(|_| fields != Fields::None)
        .map(str::to_owned)
        .chain([app_metadata::type_name()])
        .collect();
    inside += &types(&objects, "CustomObject");
    inside += &types(&own, "CustomPermission");
    inside += &types(&own, "PermissionSet");
    inside += &format!("    <version>{VERSION}</version>\n");
    element("Package", &inside)
}

fn custom_permission() -> String {
    let inside = format!(
        "    <description>Who has it may use the MSI Actions extension.</description>\n    \
         <isLicensed>false</isLicensed>\n    <label>{LABEL}</label>\n"
    );
    element("CustomPermission", &inside)
}

/// It gives no rights on objects but on the optional ones of ours: the others come from the users' profiles.
fn permission_set(fields: Fields) -> String {
    let mut inside = format!(
        "    <customMetadataTypeAccesses>\n        <enabled>true</enabled>\n        \
         <name>{}</name>\n    </customMetadataTypeAccesses>\n",
        app_metadata::type_name()
    );
    inside += &format!(
        "    <customPermissions>\n        <enabled>true</enabled>\n        <name>{NAME}</name>\n    \
         </customPermissions>\n    <description>Whoever is invited to MSI Actions.</description>\n"
    );
    let ours = fields.objects().iter();
    let ours = ours.map(|(_, object)| format!("{object}.{INTENT_FIELD}"));
    let of_objects = custom_objects::field_permissions().filter(|_| fields != Fields::None);
    for field in ours.chain(of_objects) {
        inside += &format!(
            "    <fieldPermissions>\n        <editable>true</editable>\n        \
             <field>{field}</field>\n        <readable>true</readable>\n    \
             </fieldPermissions>\n"
        );
    }
    inside += &format!(
        "    <hasActivationRequired>false</hasActivationRequired>\n    <label>{LABEL}</label>\n\
         {}    <userPermissions>\n        <enabled>true</enabled>\n        <name>ApiEnabled</name>\n    \
         </userPermissions>\n",
        match fields {
            Fields::None => String::new(),
            _ => custom_objects::object_permissions(),
        }
    );
    element("PermissionSet", &inside)
}

/// The external id by which a log entry is found again.
fn field() -> String {
    format!(
        "    <fullName>{}</fullName>\n    <description>Written by MSI Actions, so that nothing is \
         logged twice.</description>\n    <externalId>true</externalId>\n    \
         <label>MSI Actions Id</label>\n    <length>36</length>\n    \
         <required>false</required>\n    <type>Text</type>\n    <unique>true</unique>\n",
        INTENT_FIELD
    )
}
