//! The forms for Group Policy, Linux and the Google Admin console.

use serde_json::{Value, json};

use super::target::Target;
use super::{BrowserKind, DeployMethod, PolicyFile};
use crate::base::json;

/// A line of "Configure the list of force-installed apps and extensions".
pub(super) fn group_policy(target: &Target<'_>) -> PolicyFile {
    let setting = match target.browser {
        BrowserKind::Chrome => "Configure the list of force-installed apps and extensions",
        BrowserKind::Edge => "Control which extensions are installed silently",
    };
    PolicyFile {
        way: DeployMethod::GroupPolicy,
        browser: target.browser,
        file: format!("msi-actions-{}-group-policy.txt", target.browser.name()),
        place: format!("Extensions › {setting}"),
        text: format!("{}\n", target.forced()),
    }
}

/// A file among the managed policies.
pub(super) fn linux(target: &Target<'_>) -> PolicyFile {
    let policy = json!({
        "ExtensionInstallForcelist": [target.forced()],
        "3rdparty": { "extensions": { target.id: target.policy } },
    });
    let place = format!("{}/msi-actions.json", target.browser.folder());
    file(target, DeployMethod::Linux, "linux", &place, &policy)
}

/// "Policy for extensions": each setting in an object with `Value`.
pub(super) fn google_admin(target: &Target<'_>) -> PolicyFile {
    let settings = target.policy.as_object().into_iter().flatten();
    let policy =
        json::object(settings.map(|(name, value)| (name.clone(), json!({ "Value": value }))));
    let place = "Devices › Chrome › Apps & extensions › Policy for extensions";
    file(
        target,
        DeployMethod::GoogleAdmin,
        "google-admin",
        place,
        &Value::Object(policy),
    )
}

pub(super) fn file(
    target: &Target<'_>,
    way: DeployMethod,
    name: &str,
    place: &str,
    value: &Value,
) -> PolicyFile {
    PolicyFile {
        way,
        browser: target.browser,
        file: format!("msi-actions-{}-{name}.json", target.browser.name()),
        place: place.to_owned(),
        text: format!("{value:#}\n"),
    }
}
