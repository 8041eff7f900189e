//! The forms that are JSON: Group Policy's setting, Linux' file, the Google Admin console's field.

use serde_json::{Map, Value, json};

use super::{PolicyFile, Target, Way};

/// The value of "Extension management settings" (`ExtensionSettings`).
pub(super) fn group_policy(target: &Target<'_>) -> PolicyFile {
    let place = format!(
        "Extensions › Extension management settings ({})",
        target.browser.name()
    );
    file(
        target,
        Way::GroupPolicy,
        "group-policy",
        &place,
        &settings(target),
    )
}

/// A file among the managed policies.
pub(super) fn linux(target: &Target<'_>) -> PolicyFile {
    let policy = json!({
        "ExtensionSettings": settings(target),
        "3rdparty": { "extensions": { target.id: target.policy } },
    });
    let place = format!("{}/msi-actions.json", target.browser.folder());
    file(target, Way::Linux, "linux", &place, &policy)
}

/// "Policy for extensions": each setting in an object with `Value`.
pub(super) fn google_admin(target: &Target<'_>) -> PolicyFile {
    let settings = target.policy.as_object().into_iter().flatten();
    let policy: Map<String, Value> = settings
        .map(|(name, value)| (name.clone(), json!({ "Value": value })))
        .collect();
    let place = "Devices › Chrome › Apps & extensions › Policy for extensions";
    file(
        target,
        Way::GoogleAdmin,
        "google-admin",
        place,
        &Value::Object(policy),
    )
}

/// `ExtensionSettings` for this one extension.
fn settings(target: &Target<'_>) -> Value {
    json!({ target.id: {
        "installation_mode": "force_installed",
        "update_url": target.update_url,
    } })
}

fn file(target: &Target<'_>, way: Way, name: &str, place: &str, value: &Value) -> PolicyFile {
    PolicyFile {
        way,
        browser: target.browser,
        file: format!("msi-actions-{}-{name}.json", target.browser.name()),
        place: place.to_owned(),
        text: format!("{value:#}\n"),
    }
}
