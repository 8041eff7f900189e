//! The policy as Diagnostics shows it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::catalogue::CATALOGUE;
use super::read::Finding;
use super::{Known, Reading};

/// The policy, setting by setting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiagnosticsPolicy {
    /// Whether it is known.
    pub known: Known,
    /// It is what Chrome said last; Chrome has not said it again yet.
    pub remembered: bool,
    /// Every setting of the catalogue, then those that it does not have.
    pub settings: Vec<SettingView>,
}

/// One setting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingView {
    /// Its name.
    pub name: String,
    /// The policy's value as JSON; `None` where the policy does not have it.
    pub value: Option<String>,
    /// Where what holds comes from.
    pub source: Source,
    /// What of it does not hold.
    pub findings: Vec<Finding>,
}

/// Where what holds comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The administrator's policy.
    Policy,
    /// Nobody set it.
    Default,
    /// The policy has it, but it makes no sense.
    Ignored,
}

impl DiagnosticsPolicy {
    pub(super) fn of(
        policy: &Map<String, Value>,
        reading: &Reading,
        known: Known,
        remembered: bool,
    ) -> Self {
        let named = CATALOGUE.iter().map(|setting| setting.name);
        let unknown = policy.keys().map(String::as_str);
        let unknown = unknown.filter(|name| CATALOGUE.iter().all(|own| own.name != *name));
        let view = |name: &str| {
            let of_it = |finding: &&Finding| finding.setting == name;
            let findings: Vec<Finding> = reading.findings.iter().filter(of_it).cloned().collect();
            let value = policy.get(name);
            let source = match value {
                None => Source::Default,
                Some(_) if findings.iter().any(|finding| finding.at.is_empty()) => Source::Ignored,
                Some(_) => Source::Policy,
            };
            SettingView {
                name: name.to_owned(),
                value: value.map(Value::to_string),
                source,
                findings,
            }
        };
        Self {
            known,
            remembered,
            settings: named.chain(unknown).map(view).collect(),
        }
    }
}
