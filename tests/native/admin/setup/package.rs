//! The archive and the Salesforce DX package: the same metadata.

use crate::support::salesforce_org::key;
use msi_actions::admin::setup::{Fields, NAME, deploy_files, dx_files, zip};
use msi_actions::base::OrgConfig;
use msi_actions::salesforce::{
    CAMPAIGN_ACTIVE_KEY, CAMPAIGN_KEY, CAMPAIGN_OBJECTS, MEMBER_OBJECT, MEMBER_TEXTS, WATCH_OBJECT,
};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

fn apps() -> OrgConfig {
    OrgConfig {
        google: Some("1-a.apps.googleusercontent.com".into()),
        ..OrgConfig::without_mail(key())
    }
}

/// The files of an archive, as any reader finds them.
fn unzipped(archive: &[u8]) -> BTreeMap<String, String> {
    let archive = rawzip::ZipArchive::from_slice(archive).unwrap();
    let mut entries = archive.entries();
    let mut files = BTreeMap::new();
    while let Some(entry) = entries.next_entry().unwrap() {
        let name = String::from_utf8(entry.file_path().as_ref().to_vec()).unwrap();
        assert_eq!(
            entry.compression_method(),
            rawzip::CompressionMethod::DEFLATE
        );
        let stored = archive.get_entry(entry.wayfinder()).unwrap();
        let data = miniz_oxide::inflate::decompress_to_vec(stored.data()).unwrap();
        assert_eq!(data.len() as u64, entry.uncompressed_size_hint());
        files.insert(name, String::from_utf8(data).unwrap());
    }
    files
}

#[test]
fn the_archive_holds_the_files() {
    for fields in [Fields::None, Fields::Task, Fields::TaskAndEmail] {
        let files = deploy_files(fields, &apps());
        let expected: BTreeMap<_, _> = files.iter().cloned().collect();
        assert_eq!(unzipped(&zip(&files).unwrap()), expected);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn any_text_comes_back(text in ".{0,200}", times in 0_usize..1_500) {
        let files = vec![("a/b.xml".to_owned(), text.repeat(times))];
        let expected: BTreeMap<_, _> = files.iter().cloned().collect();
        prop_assert_eq!(unzipped(&zip(&files).unwrap()), expected);
    }
}

#[test]
fn the_manifest_names_what_is_in_the_archive() {
    let files: BTreeMap<_, _> = deploy_files(Fields::TaskAndEmail, &apps())
        .into_iter()
        .collect();
    let manifest = &files["package.xml"];
    for member in [
        NAME,
        "Activity.MSI_Actions_Id__c",
        "EmailMessage.MSI_Actions_Id__c",
        "MSI_Actions_App__mdt",
        "MSI_Actions_App.Default",
        "MSI_Actions_Watch__c",
        "MSI_Actions_Campaign__c",
        "MSI_Actions_Step__c",
        "MSI_Actions_Member__c",
        "MSI_Actions_Step_Run__c",
    ] {
        assert!(
            manifest.contains(&format!("<members>{member}</members>")),
            "{member}"
        );
    }
    assert_eq!(files.len(), 12);
    let set = &files["permissionsets/MSI_Actions.permissionset"];
    assert!(set.contains("<name>ApiEnabled</name>"));
    assert!(set.contains("<name>MSI_Actions_App__mdt</name>"));
    let record = &files["customMetadata/MSI_Actions_App.Default.md"];
    let value = format!("<value xsi:type=\"xsd:string\">{}</value>", key().as_str());
    assert!(record.contains(&value), "{record}");
    assert!(
        record.contains("<field>Microsoft_Tenant__c</field>\n        <value xsi:nil=\"true\"/>")
    );
    assert!(set.contains("<field>Task.MSI_Actions_Id__c</field>"));
    let base: BTreeMap<_, _> = deploy_files(Fields::None, &apps()).into_iter().collect();
    let base = &base["permissionsets/MSI_Actions.permissionset"];
    assert!(!base.contains("fieldPermissions") && !base.contains("objectPermissions"));
    // The rights on our own objects, and on nothing else.
    assert_eq!(set.matches("<objectPermissions>").count(), 5);
    assert!(set.contains("<object>MSI_Actions_Watch__c</object>"));
    assert!(!set.contains("AllRecords>true"));
    // A permission for a required field makes Salesforce refuse the deploy.
    assert!(!set.contains(".Key__c"));
    assert!(set.contains("<field>MSI_Actions_Member__c.Active_Key__c</field>"));
}

#[test]
fn the_objects_of_campaigns_have_the_fields_that_the_schema_asks_for() {
    let files: BTreeMap<_, _> = deploy_files(Fields::Task, &apps()).into_iter().collect();
    let set = &files["permissionsets/MSI_Actions.permissionset"];
    for (name, fields) in CAMPAIGN_OBJECTS {
        let object = &files[&format!("objects/{name}.object")];
        let made: Vec<_> = object
            .lines()
            .filter_map(|line| {
                line.trim()
                    .strip_prefix("<fullName>")?
                    .strip_suffix("</fullName>")
            })
            .collect();
        // An org whose objects are older than these fields has campaigns all the same.
        let optional: &[&str] = match name {
            MEMBER_OBJECT => &[CAMPAIGN_ACTIVE_KEY, MEMBER_TEXTS],
            _ => &[],
        };
        let needed = made.iter().filter(|field| !optional.contains(*field));
        assert_eq!(needed.copied().collect::<Vec<_>>(), fields, "{name}");
        assert!(optional.iter().all(|field| made.contains(field)), "{name}");
        assert!(
            object.contains("<sharingModel>Read</sharingModel>"),
            "{name}"
        );
        for field in fields {
            let right = format!("<field>{name}.{field}</field>");
            assert_eq!(set.contains(&right), *field != CAMPAIGN_KEY, "{right}");
        }
    }
    assert!(files[&format!("objects/{WATCH_OBJECT}.object")].contains("<sharingModel>Private<"));
}

/// `WRITE=1 cargo test --test native setup::package` writes them.
#[test]
fn the_dx_package_is_what_the_source_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("extension/salesforce");
    for (path, text) in dx_files() {
        let path = root.join(path);
        if std::env::var_os("WRITE").is_some() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, &text).unwrap();
        }
        let written = fs::read_to_string(&path);
        assert_eq!(written.unwrap_or_default(), text, "{}", path.display());
    }
}

#[test]
fn the_dx_package_and_the_archive_say_the_same() {
    let dx: BTreeMap<_, _> = dx_files().into_iter().collect();
    let base: BTreeMap<_, _> = deploy_files(Fields::None, &apps()).into_iter().collect();
    let full: BTreeMap<_, _> = deploy_files(Fields::TaskAndEmail, &apps())
        .into_iter()
        .collect();
    let set = format!("main/default/permissionsets/{NAME}.permissionset-meta.xml");
    let in_archive = format!("permissionsets/{NAME}.permissionset");
    assert_eq!(dx[&format!("force-app/{set}")], base[&in_archive]);
    assert_eq!(dx[&format!("with-fields/{set}")], full[&in_archive]);
    let field = |object: &str| {
        let path = format!(
            "with-fields/main/default/objects/{object}/fields/MSI_Actions_Id__c.field-meta.xml"
        );
        inside(&dx[&path], "CustomField")
    };
    for (folder, object) in [
        ("force-app", "MSI_Actions_App__mdt"),
        ("with-fields", "MSI_Actions_Watch__c"),
        ("with-fields", "MSI_Actions_Campaign__c"),
        ("with-fields", "MSI_Actions_Step__c"),
        ("with-fields", "MSI_Actions_Member__c"),
        ("with-fields", "MSI_Actions_Step_Run__c"),
    ] {
        let folder = format!("{folder}/main/default/objects/{object}/");
        let archived = squeezed(&full[&format!("objects/{object}.object")]);
        let of_object = dx.iter().filter(|(path, _)| path.starts_with(&folder));
        assert!(of_object.clone().count() > 3, "{object}");
        for (path, text) in of_object {
            let element = match path.contains("/fields/") {
                true => "CustomField",
                false => "CustomObject",
            };
            let text = squeezed(&inside(text, element));
            assert!(archived.contains(&text), "{path}");
        }
    }
    for object in ["Activity", "EmailMessage"] {
        let text = &full[&format!("objects/{object}.object")];
        let nested = inside(&inside(text, "CustomObject"), "fields");
        assert_eq!(squeezed(&field(object)), squeezed(&nested));
    }
}

fn inside(text: &str, element: &str) -> String {
    let (_, rest) = text.split_once(&format!("<{element}")).unwrap();
    let (_, rest) = rest.split_once('>').unwrap();
    rest.split_once(&format!("</{element}>"))
        .unwrap()
        .0
        .to_owned()
}

fn squeezed(text: &str) -> String {
    text.lines().map(str::trim).collect()
}
