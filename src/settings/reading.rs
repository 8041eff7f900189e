//! Reads a policy by the catalogue: total, and what makes no sense hurts only itself.

use serde_json::{Map, Value};

use super::catalogue::{CATALOGUE, Setting};
use super::reader::Reader;
use super::{Finding, Problem, Settings};

/// What a policy says, and what was wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// What holds.
    pub settings: Settings,
    /// What could not be read.
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

/// A setting that must be there and is not: no value of it can be read.
fn did_not_arrive(reader: &mut Reader, setting: &Setting) {
    reader.setting = setting.name;
    let before = reader.findings.len();
    (setting.read)(reader, &Value::Null);
    reader.findings.truncate(before);
    reader.wrong("", Problem::NotArrived);
}
