//! A custom configuration profile of Intune, with an administrative template (ADMX) of our own and its settings,
//! because the settings catalogue has no entry for an extension's own policy. The form is that of Microsoft Graph's
//! `windows10CustomConfiguration`.

use serde_json::{Value, json};
use std::fmt::Write;

use super::apple::escaped;
use super::target::{OWN_NUMBER, Target};
use super::{BrowserKind, DeployMethod, PolicyFile};

const INGEST: &str = "./Device/Vendor/MSFT/Policy/ConfigOperations/ADMXInstall";
const SET: &str = "./Device/Vendor/MSFT/Policy/Config";

/// A text of the template: its id and its value.
type Entry = (String, String);

pub(super) fn file(target: &Target<'_>) -> PolicyFile {
    let app = match target.browser {
        BrowserKind::Chrome => "MsiActionsChrome",
        BrowserKind::Edge => "MsiActionsEdge",
    };
    let install: Vec<Entry> = vec![(OWN_NUMBER.into(), target.forced())];
    let settings = target.policy.as_object().into_iter().flatten();
    let policy: Vec<Entry> = settings
        .map(|(name, value)| (name.clone(), text_of(value)))
        .collect();
    let rows = [
        row(
            "Template",
            &format!("{INGEST}/{app}/Policy/{app}Admx"),
            &admx(target, app, &install, &policy),
        ),
        row("Installation", &place(app, "Install"), &enabled(&install)),
        row("Settings", &place(app, "Settings"), &enabled(&policy)),
    ];
    let profile = json!({
        "@odata.type": "#microsoft.graph.windows10CustomConfiguration",
        "displayName": format!("MSI Actions ({})", target.browser.name()),
        "description": "Installs MSI Actions and sets it up",
        "omaSettings": rows,
    });
    PolicyFile {
        way: DeployMethod::Intune,
        browser: target.browser,
        file: format!("msi-actions-{}-intune.json", target.browser.name()),
        place: String::new(),
        text: format!("{profile:#}\n"),
    }
}

fn place(app: &str, policy: &str) -> String {
    format!("{SET}/{app}~Policy~MsiActions/{policy}")
}

fn row(name: &str, uri: &str, value: &str) -> Value {
    json!({
        "@odata.type": "#microsoft.graph.omaSettingString",
        "displayName": format!("MSI Actions: {name}"),
        "omaUri": uri,
        "value": value,
    })
}

fn enabled(entries: &[Entry]) -> String {
    let mut text = "<enabled/>".to_owned();
    for (id, value) in entries {
        let _ = write!(text, "<data id=\"{id}\" value=\"{}\"/>", escaped(value));
    }
    text
}

/// The template: two policies that write below the browser's key.
fn admx(target: &Target<'_>, app: &str, install: &[Entry], settings: &[Entry]) -> String {
    let (root, id) = (target.browser.registry(), target.id);
    let policy = |name: &str, key: &str, entries: &[Entry]| {
        let mut elements = String::new();
        for (id, _) in entries {
            let _ = write!(
                elements,
                "<text id=\"{id}\" valueName=\"{id}\" maxLength=\"8192\"/>"
            );
        }
        format!(
            "<policy name=\"{name}\" class=\"Machine\" displayName=\"$(string.name)\" \
             explainText=\"$(string.name)\" presentation=\"$(presentation.{name})\" \
             key=\"{root}\\{key}\"><parentCategory ref=\"MsiActions\"/>\
             <supportedOn ref=\"windows:SUPPORTED_Windows7\"/><elements>{elements}</elements></policy>"
        )
    };
    let policies = [
        policy("Install", "ExtensionInstallForcelist", install),
        policy(
            "Settings",
            &format!(r"3rdparty\extensions\{id}\policy"),
            settings,
        ),
    ];
    format!(
        "<policyDefinitions revision=\"1.0\" schemaVersion=\"1.0\"><policyNamespaces>\
         <target prefix=\"{app}\" namespace=\"MsiActions.Policies.{app}\"/>\
         <using prefix=\"windows\" namespace=\"Microsoft.Policies.Windows\"/></policyNamespaces>\
         <resources minRequiredRevision=\"1.0\"/><categories>\
         <category name=\"MsiActions\" displayName=\"$(string.name)\"/></categories>\
         <policies>{}</policies></policyDefinitions>",
        policies.concat()
    )
}

fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        // In the registry, a text is read as a switch only if it is a number.
        Value::Bool(on) => u8::from(*on).to_string(),
        other => other.to_string(),
    }
}
