//! A file for the Windows registry. Lists and objects are JSON in a string, as Chrome reads settings of those types
//! ("Set Chrome app and extension policies (Windows)", Chrome Enterprise Help).

use serde_json::Value;

use super::target::{OWN_NUMBER, Target};
use super::{DeployMethod, PolicyFile};

pub(super) fn file(target: &Target<'_>) -> PolicyFile {
    let root = format!(r"HKEY_LOCAL_MACHINE\{}", target.browser.registry());
    let id = target.id;
    let install = format!("\"{OWN_NUMBER}\"={}\r\n", quoted(&target.forced()));
    let settings = target.policy.as_object().into_iter().flatten();
    let policy: String = settings
        .map(|(name, value)| format!("\"{name}\"={}\r\n", data(value)))
        .collect();
    let text = format!(
        "Windows Registry Editor Version 5.00\r\n\r\n\
         [{root}\\ExtensionInstallForcelist]\r\n{install}\r\n\
         [{root}\\3rdparty\\extensions\\{id}\\policy]\r\n{policy}"
    );
    PolicyFile {
        way: DeployMethod::Registry,
        browser: target.browser,
        file: format!("msi-actions-{}.reg", target.browser.name()),
        place: root,
        text,
    }
}

/// The data of a value: a number or switch as `dword`, everything else as a string.
fn data(value: &Value) -> String {
    match value {
        Value::Bool(on) => format!("dword:{:08x}", u8::from(*on)),
        Value::Number(number) => format!("dword:{:08x}", number.as_u64().unwrap_or_default()),
        Value::String(text) => quoted(text),
        other => quoted(&other.to_string()),
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', r"\\").replace('"', "\\\""))
}
