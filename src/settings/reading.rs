//! Reads a whole policy by the catalogue. It never fails: a mistake in one setting affects no other.

use serde_json::{Map, Value};

use super::catalogue::{CATALOGUE, Setting};
use super::reader::Reader;
use super::{Finding, Problem, Settings};

/// The settings of a policy, and the mistakes in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The settings that apply.
    pub settings: Settings,
    /// The mistakes.
    pub findings: Vec<Finding>,
}

impl Reading {
    /// Reads a policy, a JSON object by setting.
    #[must_use]
    pub fn of(policy: &Map<String, Value>) -> Self {
        let mut reader = Reader::default();
        for setting in CATALOGUE {
            if let Some(value) = policy.get(setting.name) {
                reader.setting = setting.name;
                (setting.read)(&mut reader, value);
            }
        }
        for name in std::mem::take(&mut reader.required) {
            let setting = CATALOGUE.iter().find(|own| own.name == name);
            if let Some(setting) = setting.filter(|own| !policy.contains_key(own.name)) {
                did_not_arrive(&mut reader, setting);
            }
        }
        let known = |name: &String| CATALOGUE.iter().any(|setting| setting.name == name);
        let unknown = policy.keys().filter(|name| !known(name));
        let unknown: Vec<Finding> = unknown
            .map(|name| Finding {
                setting: name.clone(),
                at: String::new(),
                problem: Problem::Unknown,
            })
            .collect();
        let Reader {
            mut settings,
            other_orgs,
            mut findings,
            ..
        } = reader;
        let missing = || findings.iter().any(|finding| finding.setting == "orgs");
        let listed = policy.contains_key("orgs") || missing();
        settings.other_orgs = other_orgs.unwrap_or(!listed);
        for org in &mut settings.orgs {
            let own = std::mem::take(&mut org.clients);
            org.clients = own.completed(&settings.clients);
        }
        findings.extend(unknown);
        Self { settings, findings }
    }
}

/// Notes a required setting that is missing.
fn did_not_arrive(reader: &mut Reader, setting: &Setting) {
    reader.setting = setting.name;
    let before = reader.findings.len();
    (setting.read)(reader, &Value::Null);
    reader.findings.truncate(before);
    reader.wrong("", Problem::NotArrived);
}
