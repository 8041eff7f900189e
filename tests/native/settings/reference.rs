//! What is generated from the catalogue is up to date: the schema for Chrome and the reference page.
//! `MSI_WRITE_POLICY=1` writes them.

use msi_actions::settings::{reference, schema};
use std::path::PathBuf;
use std::{env, fs};

#[test]
fn policy_reference() {
    let schema = serde_json::to_string_pretty(&schema()).unwrap() + "\n";
    for (path, generated) in [
        ("extension/managed_schema.json", schema),
        ("docs/policy.md", reference()),
    ] {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path);
        if env::var_os("MSI_WRITE_POLICY").is_some() {
            fs::write(&path, &generated).unwrap();
        }
        let kept = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(kept, generated, "{} is out of date", path.display());
    }
}
