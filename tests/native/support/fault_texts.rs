//! Faults against their texts and against a list of codes.

use msi_actions::base::{Fault, Kind};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The texts of a language, by key.
pub fn texts(language: &str) -> BTreeMap<String, Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("extension/_locales")
        .join(language)
        .join("messages.json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// Each of `faults` is listed with whose move it is, and each of the list is among them.
pub fn assert_kinds(faults: Vec<Fault>, codes: &[(&str, Kind)]) {
    let texts = texts("en");
    for fault in &faults {
        // What its text has a place for, it names; whatever its details say as well.
        let key = format!("fault_{}_text", fault.code.as_str().replace('.', "_"));
        let words = texts[&key]["message"].to_string();
        let places = (1..=9).filter(|n| words.contains(&format!("${n}")));
        assert_eq!(places.count(), fault.values.len(), "{key}");
    }
    let given: BTreeMap<String, Kind> = faults
        .into_iter()
        .map(|fault| (fault.code.as_str().to_owned(), fault.whose_move.kind()))
        .collect();
    let listed: BTreeMap<String, Kind> = codes
        .iter()
        .map(|(code, kind)| ((*code).to_owned(), *kind))
        .collect();
    assert_eq!(format!("{given:#?}"), format!("{listed:#?}"));
}
