//! The custom object for the reps' watch lists ("CustomObject", Metadata API Developer Guide). Its records are private:
//! each rep sees their own.

use super::metadata_file::{File, LABEL, element, indented};
use crate::salesforce::{WATCH_KEY, WATCH_OBJECT};

/// The lookup fields: the API name, the object that it leads to, and the name of the relationship there.
const LOOKUPS: [(&str, &str, &str); 2] = [
    ("Lead__c", "Lead", "MSI_Actions_Watches"),
    ("Contact__c", "Contact", "MSI_Actions_Watches"),
];

/// The file of a deploy.
pub fn deploy_file() -> File {
    let fields: String = fields()
        .iter()
        .map(|(_, field)| format!("    <fields>\n{}    </fields>\n", indented(field, 4)))
        .collect();
    (
        format!("objects/{WATCH_OBJECT}.object"),
        element("CustomObject", &(fields + &object())),
    )
}

/// The object, as files of a Salesforce DX package.
pub fn dx_object(folder: &str) -> Vec<File> {
    let folder = format!("{folder}/objects/{WATCH_OBJECT}");
    let mut files = vec![(
        format!("{folder}/{WATCH_OBJECT}.object-meta.xml"),
        element("CustomObject", &object()),
    )];
    for (name, field) in fields() {
        files.push((
            format!("{folder}/fields/{name}.field-meta.xml"),
            element("CustomField", &field),
        ));
    }
    files
}

/// The rights of the permission set on the object's fields. A field that is required has none of its own
/// ("PermissionSet", Metadata API Developer Guide).
pub fn field_permissions() -> impl Iterator<Item = String> {
    LOOKUPS
        .iter()
        .map(|(name, ..)| format!("{WATCH_OBJECT}.{name}"))
}

/// The right of the permission set on the object: on one's own records.
pub fn object_permission() -> String {
    format!(
        "    <objectPermissions>\n        <allowCreate>true</allowCreate>\n        \
         <allowDelete>true</allowDelete>\n        <allowEdit>true</allowEdit>\n        \
         <allowRead>true</allowRead>\n        <modifyAllRecords>false</modifyAllRecords>\n        \
         <object>{WATCH_OBJECT}</object>\n        \
         <viewAllRecords>false</viewAllRecords>\n    </objectPermissions>\n"
    )
}

fn object() -> String {
    format!(
        "    <deploymentStatus>Deployed</deploymentStatus>\n    <description>Whom a user of MSI Actions \
         watches.</description>\n    <label>{LABEL} Watch</label>\n    <nameField>\n        \
         <displayFormat>W-{{00000000}}</displayFormat>\n        <label>Number</label>\n        \
         <type>AutoNumber</type>\n    </nameField>\n    <pluralLabel>{LABEL} \
         Watches</pluralLabel>\n    <sharingModel>Private</sharingModel>\n"
    )
}

fn fields() -> Vec<(&'static str, String)> {
    let key = format!(
        "    <fullName>{WATCH_KEY}</fullName>\n    <caseSensitive>true</caseSensitive>\n    \
         <description>The user and the person, so that nobody is on a list twice.</description>\n    \
         <externalId>true</externalId>\n    <label>Key</label>\n    <length>40</length>\n    \
         <required>true</required>\n    <type>Text</type>\n    <unique>true</unique>\n"
    );
    let lookup = |(name, object, relationship): &(&'static str, &str, &str)| {
        let field = format!(
            "    <fullName>{name}</fullName>\n    <deleteConstraint>SetNull</deleteConstraint>\n    \
             <label>{object}</label>\n    <referenceTo>{object}</referenceTo>\n    \
             <relationshipName>{relationship}</relationshipName>\n    \
             <required>false</required>\n    <type>Lookup</type>\n"
        );
        (*name, field)
    };
    [(WATCH_KEY, key)]
        .into_iter()
        .chain(LOOKUPS.iter().map(lookup))
        .collect()
}
