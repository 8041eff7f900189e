//! The custom metadata type for the ids of the apps, and its record ("Custom Metadata Types", Metadata API Developer
//! Guide): the org's own record of its apps, which users with the permission set can read.

use super::metadata_file::{File, LABEL, element, indented};
use crate::base::OrgConfig;
use crate::salesforce::{APP_RECORD, APP_TYPE};

/// A field: its name, its label and the greatest length of its text.
type Field = (&'static str, &'static str, u16);

/// The fields; the values of a record are in the same order.
const FIELDS: [Field; 4] = [
    ("Consumer_Key__c", "Consumer Key", 255),
    ("Google_Client_Id__c", "Google Client ID", 255),
    ("Microsoft_Client_Id__c", "Microsoft Application ID", 36),
    ("Microsoft_Tenant__c", "Microsoft Directory", 253),
];
const DESCRIPTION: &str = "The apps that MSI Actions may use in this org. The extension believes no \
     other place.";

/// The type's API name.
pub fn type_name() -> String {
    format!("{APP_TYPE}__mdt")
}

/// The record's full name.
pub fn record_name() -> String {
    format!("{APP_TYPE}.{APP_RECORD}")
}

/// The files of a deploy.
pub fn deploy_files(apps: &OrgConfig) -> [File; 2] {
    let fields: String = FIELDS
        .iter()
        .map(|each| format!("    <fields>\n{}    </fields>\n", indented(&field(each), 4)))
        .collect();
    [
        (
            format!("objects/{}.object", type_name()),
            element("CustomObject", &(fields + &object())),
        ),
        (
            format!("customMetadata/{}.md", record_name()),
            record(&values(apps)),
        ),
    ]
}

/// The type, as files of a Salesforce DX package.
pub fn dx_type(folder: &str) -> Vec<File> {
    let folder = format!("{folder}/objects/{}", type_name());
    let mut files = vec![(
        format!("{folder}/{}.object-meta.xml", type_name()),
        element("CustomObject", &object()),
    )];
    for each in &FIELDS {
        files.push((
            format!("{folder}/fields/{}.field-meta.xml", each.0),
            element("CustomField", &field(each)),
        ));
    }
    files
}

/// A record to fill in, as a file of a Salesforce DX package. Until it is filled in, it counts as none.
pub fn dx_record(folder: &str) -> File {
    let to_fill_in = FIELDS.map(|(_, label, _)| Some(format!("the {label}")));
    (
        format!("{folder}/customMetadata/{}.md-meta.xml", record_name()),
        record(&to_fill_in),
    )
}

fn values(apps: &OrgConfig) -> [Option<String>; 4] {
    [
        Some(apps.consumer_key.as_str().to_owned()),
        apps.google.clone(),
        apps.microsoft.clone(),
        apps.tenant.clone(),
    ]
}

fn object() -> String {
    format!(
        "    <description>{DESCRIPTION}</description>\n    <label>{LABEL} App</label>\n    \
         <pluralLabel>{LABEL} Apps</pluralLabel>\n    <visibility>Public</visibility>\n"
    )
}

fn field((name, label, length): &Field) -> String {
    format!(
        "    <fullName>{name}</fullName>\n    <externalId>false</externalId>\n    \
         <fieldManageability>DeveloperControlled</fieldManageability>\n    \
         <label>{label}</label>\n    <length>{length}</length>\n    \
         <required>false</required>\n    <type>Text</type>\n    <unique>false</unique>\n"
    )
}

/// The values need no escaping in XML: their form is checked when they are entered.
fn record(values: &[Option<String>; 4]) -> String {
    let values: String = FIELDS
        .iter()
        .zip(values)
        .map(|((name, ..), value)| {
            let value = match value {
                Some(value) => format!("<value xsi:type=\"xsd:string\">{value}</value>"),
                None => "<value xsi:nil=\"true\"/>".into(),
            };
            format!("    <values>\n        <field>{name}</field>\n        {value}\n    </values>\n")
        })
        .collect();
    let inside =
        format!("    <label>{APP_RECORD}</label>\n    <protected>false</protected>\n{values}");
    let schema = "xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" \
                  xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";
    element("CustomMetadata", &inside).replacen(
        "CustomMetadata ",
        &format!("CustomMetadata {schema} "),
        1,
    )
}
