//! The policy that the setup page makes, for the administrator to deploy.

use serde_json::{Map, Value};

use super::catalogue::CATALOGUE;
use super::{Finding, PolicyOrg, Reading};
use crate::base::json;

/// The settings that the setup page decides by itself.
pub const BY_SET_UP: [&str; 2] = ["orgs", "required"];

/// The policy that sets these orgs up, with the other settings that the administrator chose.
/// [`super::Reading::of`] reads the same back from it.
#[must_use]
pub fn policy_json(orgs: &[PolicyOrg], chosen: &Map<String, Value>) -> Value {
    let mut policy = Map::new();
    let mut required = vec!["orgs"];
    policy.insert("orgs".into(), orgs.iter().map(org).collect());
    for setting in CATALOGUE {
        let value = chosen.get(setting.name);
        let Some(value) = value.filter(|_| !BY_SET_UP.contains(&setting.name)) else {
            continue;
        };
        policy.insert(setting.name.into(), value.clone());
        if setting.strictest.is_some() {
            required.push(setting.name);
        }
    }
    // Chrome drops a whole list with one wrong type in it. With "required" this then means no org, and not
    // any org; likewise for every setting that restricts.
    policy.insert("required".into(), required.into());
    Value::Object(policy)
}

/// What is wrong with a value of a setting, if anything.
#[must_use]
pub fn mistake_in(setting: &str, value: &Value) -> Option<Finding> {
    let alone = json::object([(setting.to_owned(), value.clone())]);
    Reading::of(&alone).findings.into_iter().next()
}

fn org(org: &PolicyOrg) -> Value {
    let PolicyOrg {
        org,
        consumer_key,
        clients,
        label,
    } = org;
    let parts = [
        ("host", Some(org.to_string())),
        ("consumerKey", Some(consumer_key.as_str().to_owned())),
        ("label", label.clone()),
        ("googleClientId", clients.google.clone()),
        ("microsoftClientId", clients.microsoft.clone()),
        ("microsoftTenant", clients.tenant.clone()),
    ];
    let written = parts
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), Value::String(value?))));
    Value::Object(json::object(written))
}
