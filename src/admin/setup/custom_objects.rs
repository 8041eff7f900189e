//! The optional custom objects ("CustomObject", Metadata API Developer Guide): the reps' watch lists, of which each sees
//! their own, and sales campaigns, which all see. [`OBJECTS`] is what there is of them; the rest puts it into files.

use super::metadata_file::{File, LABEL, element, indented};
use crate::salesforce::{
    ACTIVE_KEY, CAMPAIGN_ACTIVE_KEY, CAMPAIGN_KEY, CAMPAIGN_OBJECT, MEMBER_OBJECT, MEMBER_TEXTS,
    MEMBER_TEXTS_LENGTH, RUN_OBJECT, STEP_OBJECT, WATCH_KEY, WATCH_OBJECT,
};

/// An object. Its labels begin with the app's name.
struct CustomObject {
    name: &'static str,
    label: &'static str,
    plural: &'static str,
    description: &'static str,
    naming: Naming,
    /// Who sees records of others: `Private` for nobody, `Read` for everybody who may use the object.
    sharing: &'static str,
    fields: &'static [Field],
}

/// The field `Name` of an object.
enum Naming {
    /// The user writes it; with its label.
    Typed(&'static str),
    /// Salesforce counts; with the letters before the number.
    Counted(&'static str),
}

/// A field: API name, label, type.
type Field = (&'static str, &'static str, Kind);

#[derive(Clone, Copy)]
enum Kind {
    /// A required external id of so many characters, with what it is.
    Key(usize, &'static str),
    /// An external id that may be blank, with what it is.
    BlankKey(usize, &'static str),
    Text(usize),
    LongText(usize),
    Checkbox,
    /// An integer of so many digits.
    Number(usize),
    DateTime,
    /// The object that it leads to, and the name of the relationship there.
    Lookup(&'static str, &'static str),
}

const OBJECTS: [CustomObject; 5] = [
    CustomObject {
        name: WATCH_OBJECT,
        label: "Watch",
        plural: "Watches",
        description: "Whom a user of MSI Actions watches.",
        naming: Naming::Counted("W"),
        sharing: "Private",
        fields: &[
            (
                WATCH_KEY,
                "Key",
                Kind::Key(
                    40,
                    "The user and the person, so that nobody is on a list twice.",
                ),
            ),
            LEAD_OF_WATCH,
            CONTACT_OF_WATCH,
        ],
    },
    CustomObject {
        name: CAMPAIGN_OBJECT,
        label: "Campaign",
        plural: "Campaigns",
        description: "A sales campaign of MSI Actions.",
        naming: Naming::Typed("Campaign"),
        sharing: "Read",
        fields: &[
            key("So that no campaign is made twice."),
            ("Category__c", "Category", Kind::Text(80)),
            ("Rules__c", "Rules", Kind::LongText(32_768)),
            ("Archived__c", "Archived", Kind::Checkbox),
        ],
    },
    CustomObject {
        name: STEP_OBJECT,
        label: "Step",
        plural: "Steps",
        description: "A step of a sales campaign of MSI Actions.",
        naming: Naming::Counted("S"),
        sharing: "Read",
        fields: &[
            key("So that no step is made twice."),
            campaign("Steps"),
            ("Number__c", "Step Number", Kind::Number(3)),
            ("Day__c", "Day", Kind::Number(4)),
            ("Kind__c", "Kind", Kind::Text(20)),
            ("Subject__c", "Subject", Kind::Text(255)),
            ("Body__c", "Body", Kind::LongText(131_072)),
            ("Settings__c", "Settings", Kind::LongText(32_768)),
        ],
    },
    CustomObject {
        name: MEMBER_OBJECT,
        label: "Member",
        plural: "Members",
        description: "A lead or contact in a sales campaign of MSI Actions.",
        naming: Naming::Counted("M"),
        sharing: "Read",
        fields: &[
            key("The campaign and the person, so that nobody is added twice."),
            (
                ACTIVE_KEY,
                "Active Key",
                Kind::BlankKey(
                    80,
                    "The person while the member is active, so that nobody is in two campaigns at once.",
                ),
            ),
            (
                CAMPAIGN_ACTIVE_KEY,
                "Campaign Key",
                Kind::BlankKey(
                    80,
                    "The person and the campaign while the member is active, so that nobody is in the same one twice.",
                ),
            ),
            campaign("Members"),
            (
                "Lead__c",
                "Lead",
                Kind::Lookup("Lead", "MSI_Actions_Members"),
            ),
            (
                "Contact__c",
                "Contact",
                Kind::Lookup("Contact", "MSI_Actions_Members"),
            ),
            ("Email__c", "Email", Kind::Text(255)),
            ("Started__c", "Started", Kind::DateTime),
            ("State__c", "State", Kind::Text(20)),
            ("Reason__c", "Reason", Kind::Text(40)),
            ("Ended__c", "Ended", Kind::DateTime),
            ("Paused_Until__c", "Paused Until", Kind::DateTime),
            ("Settings__c", "Settings", Kind::Text(255)),
            (MEMBER_TEXTS, "Texts", Kind::LongText(MEMBER_TEXTS_LENGTH)),
        ],
    },
    CustomObject {
        name: RUN_OBJECT,
        label: "Step Run",
        plural: "Step Runs",
        description: "What became of a step for a member of a sales campaign of MSI Actions.",
        naming: Naming::Counted("R"),
        sharing: "Read",
        fields: &[
            key("The member and the step, so that no mail is sent twice."),
            ("Member__c", "Member", Kind::Lookup(MEMBER_OBJECT, "Runs")),
            ("Step__c", "Step", Kind::Lookup(STEP_OBJECT, "Runs")),
            ("Number__c", "Step Number", Kind::Number(3)),
            ("At__c", "At", Kind::DateTime),
            ("Outcome__c", "Outcome", Kind::Text(20)),
            ("Browser__c", "Browser", Kind::Text(40)),
            ("Activity__c", "Activity", Kind::Text(255)),
        ],
    },
];

const LEAD_OF_WATCH: Field = (
    "Lead__c",
    "Lead",
    Kind::Lookup("Lead", "MSI_Actions_Watches"),
);
const CONTACT_OF_WATCH: Field = (
    "Contact__c",
    "Contact",
    Kind::Lookup("Contact", "MSI_Actions_Watches"),
);

const fn key(description: &'static str) -> Field {
    (CAMPAIGN_KEY, "Key", Kind::Key(80, description))
}

const fn campaign(relationship: &'static str) -> Field {
    (
        "Campaign__c",
        "Campaign",
        Kind::Lookup(CAMPAIGN_OBJECT, relationship),
    )
}

/// The API names.
pub fn names() -> impl Iterator<Item = &'static str> {
    OBJECTS.iter().map(|object| object.name)
}

/// The files of a deploy.
pub fn deploy_files() -> impl Iterator<Item = File> {
    OBJECTS.iter().map(|object| {
        let fields: String = object
            .fields
            .iter()
            .map(|each| format!("    <fields>\n{}    </fields>\n", indented(&field(each), 4)))
            .collect();
        let path = format!("objects/{}.object", object.name);
        (path, element("CustomObject", &(fields + &head(object))))
    })
}

/// The objects, as files of a Salesforce DX package.
pub fn dx_files(folder: &str) -> Vec<File> {
    let mut files = Vec::new();
    for object in &OBJECTS {
        let name = object.name;
        let folder = format!("{folder}/objects/{name}");
        files.push((
            format!("{folder}/{name}.object-meta.xml"),
            element("CustomObject", &head(object)),
        ));
        for each in object.fields {
            files.push((
                format!("{folder}/fields/{}.field-meta.xml", each.0),
                element("CustomField", &field(each)),
            ));
        }
    }
    files
}

/// The fields that the permission set gives rights on. A field that is required has none of its own ("PermissionSet",
/// Metadata API Developer Guide).
pub fn field_permissions() -> impl Iterator<Item = String> {
    OBJECTS.iter().flat_map(|object| {
        let optional = object
            .fields
            .iter()
            .filter(|(_, _, kind)| !matches!(kind, Kind::Key(..)));
        optional.map(|(name, ..)| format!("{}.{name}", object.name))
    })
}

/// The rights of the permission set on the objects: on one's own records, and what the sharing shows of others'.
pub fn object_permissions() -> String {
    let right = |name| {
        format!(
            "    <objectPermissions>\n        <allowCreate>true</allowCreate>\n        \
             <allowDelete>true</allowDelete>\n        <allowEdit>true</allowEdit>\n        \
             <allowRead>true</allowRead>\n        <modifyAllRecords>false</modifyAllRecords>\n        \
             <object>{name}</object>\n        \
             <viewAllRecords>false</viewAllRecords>\n    </objectPermissions>\n"
        )
    };
    names().map(right).collect()
}

/// An object without its fields.
fn head(object: &CustomObject) -> String {
    let naming = match object.naming {
        Naming::Typed(label) => {
            format!("        <label>{label}</label>\n        <type>Text</type>\n")
        }
        Naming::Counted(letter) => format!(
            "        <displayFormat>{letter}-{{00000000}}</displayFormat>\n        \
             <label>Number</label>\n        <type>AutoNumber</type>\n"
        ),
    };
    format!(
        "    <deploymentStatus>Deployed</deploymentStatus>\n    \
         <description>{}</description>\n    <label>{LABEL} {}</label>\n    \
         <nameField>\n{naming}    </nameField>\n    <pluralLabel>{LABEL} {}</pluralLabel>\n    \
         <sharingModel>{}</sharingModel>\n",
        object.description, object.label, object.plural, object.sharing
    )
}

/// A field, with its elements in the order of their names.
fn field((name, label, kind): &Field) -> String {
    let (before, after, kind) = match kind {
        Kind::Key(length, description) => external_id(*length, description, true),
        Kind::BlankKey(length, description) => external_id(*length, description, false),
        Kind::Text(length) => (
            String::new(),
            format!("    <length>{length}</length>\n    <required>false</required>\n"),
            "    <type>Text</type>\n    <unique>false</unique>\n",
        ),
        Kind::LongText(length) => (
            String::new(),
            format!("    <length>{length}</length>\n"),
            "    <type>LongTextArea</type>\n    <visibleLines>5</visibleLines>\n",
        ),
        Kind::Checkbox => (
            "    <defaultValue>false</defaultValue>\n".into(),
            String::new(),
            "    <type>Checkbox</type>\n",
        ),
        Kind::Number(digits) => (
            String::new(),
            format!(
                "    <precision>{digits}</precision>\n    <required>false</required>\n    \
                 <scale>0</scale>\n"
            ),
            "    <type>Number</type>\n    <unique>false</unique>\n",
        ),
        Kind::DateTime => (
            String::new(),
            "    <required>false</required>\n".into(),
            "    <type>DateTime</type>\n",
        ),
        Kind::Lookup(object, relationship) => (
            "    <deleteConstraint>SetNull</deleteConstraint>\n".into(),
            format!(
                "    <referenceTo>{object}</referenceTo>\n    \
                 <relationshipName>{relationship}</relationshipName>\n    \
                 <required>false</required>\n"
            ),
            "    <type>Lookup</type>\n",
        ),
    };
    format!("    <fullName>{name}</fullName>\n{before}    <label>{label}</label>\n{after}{kind}")
}

/// The elements of a unique, case-sensitive external id before its label, those after it, and its type.
fn external_id(length: usize, description: &str, required: bool) -> (String, String, &'static str) {
    (
        format!(
            "    <caseSensitive>true</caseSensitive>\n    \
             <description>{description}</description>\n    <externalId>true</externalId>\n"
        ),
        format!("    <length>{length}</length>\n    <required>{required}</required>\n"),
        "    <type>Text</type>\n    <unique>true</unique>\n",
    )
}
