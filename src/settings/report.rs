//! The policy as Diagnostics shows it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::catalogue::CATALOGUE;
use super::{Finding, Known, Reading};

/// The policy, setting by setting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiagnosticsPolicy {
    /// Whether it is known.
    pub known: Known,
    /// It is the last known policy, because Chrome has not loaded it yet.
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
    /// Where the value that applies comes from.
    pub source: Source,
    /// The mistakes in it.
    pub findings: Vec<Finding>,
    /// The value that applies, as JSON, where there is a mistake.
    #[serde(default)]
    pub holds: Option<String>,
}

/// A restricting setting that could not be read as it was written. Every surface shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mistake {
    /// The setting's name.
    pub setting: String,
    /// What was written, as JSON; `None` where nothing arrived.
    pub written: Option<String>,
    /// The value that applies now, as JSON.
    pub holds: String,
}

/// Where the value that applies comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The administrator's policy.
    Policy,
    /// The default: the policy does not have it.
    Default,
    /// The default: the policy's value is a mistake.
    Ignored,
    /// The strictest value: the policy's own has a mistake, and the setting restricts.
    Strictest,
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
            let setting = CATALOGUE.iter().find(|own| own.name == name);
            let restricts = setting.is_some_and(|own| own.strictest.is_some());
            let of_it = |finding: &&Finding| finding.setting == name;
            let findings: Vec<Finding> = reading.findings.iter().filter(of_it).cloned().collect();
            let value = policy.get(name);
            let whole = || findings.iter().any(|finding| finding.at.is_empty());
            let source = match value {
                _ if restricts && !findings.is_empty() => Source::Strictest,
                None => Source::Default,
                Some(_) if whole() => Source::Ignored,
                Some(_) => Source::Policy,
            };
            let holds = setting.filter(|_| !findings.is_empty());
            SettingView {
                name: name.to_owned(),
                value: value.map(Value::to_string),
                source,
                holds: holds.map(|own| (own.holds)(&reading.settings).to_string()),
                findings,
            }
        };
        Self {
            known,
            remembered,
            settings: named.chain(unknown).map(view).collect(),
        }
    }

    /// The settings that restrict and cannot be read as they were written.
    pub(super) fn mistakes(self) -> Vec<Mistake> {
        let settings = self.settings.into_iter();
        settings
            .filter(|own| own.source == Source::Strictest)
            .map(|own| Mistake {
                setting: own.name,
                written: own.value,
                holds: own.holds.unwrap_or_default(),
            })
            .collect()
    }
}
