//! A policy from a set-up, for the administrator to deploy.

use serde_json::{Map, Value, json};

use super::PolicyOrg;

/// The policy that sets these orgs up: what [`super::Reading::of`] reads back as the same.
#[must_use]
pub fn policy_json(orgs: &[PolicyOrg]) -> Value {
    let mut policy = Map::new();
    policy.insert("orgs".into(), orgs.iter().map(org).collect());
    // Chrome drops a list with one wrong type in it: then no org is better than any org.
    policy.insert("required".into(), json!(["orgs"]));
    Value::Object(policy)
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
    Value::Object(written.collect())
}
