//! A configuration profile of macOS: one payload installs the extension, one is its own policy.

use serde_json::Value;
use std::fmt::Write;

use super::target::Target;
use super::{BrowserKind, DeployMethod, PolicyFile};

pub(super) fn file(target: &Target<'_>) -> PolicyFile {
    let domain = target.browser.domain();
    let install = format!(
        "<key>ExtensionInstallForcelist</key><array><string>{}</string></array>",
        escaped(&target.forced())
    );
    let mut policy = String::new();
    for (name, value) in target.policy.as_object().into_iter().flatten() {
        let _ = write!(policy, "<key>{}</key>{}", escaped(name), plist(value));
    }
    let own = format!("{domain}.extensions.{}", target.id);
    let payloads = [
        payload(domain, "install", target.browser, &install),
        payload(&own, "policy", target.browser, &policy),
    ];
    let inside = format!(
        "<key>PayloadContent</key><array>{}</array>",
        payloads.concat()
    );
    let profile = framed("Configuration", "profile", target.browser, &inside);
    PolicyFile {
        way: DeployMethod::MacProfile,
        browser: target.browser,
        file: format!("msi-actions-{}.mobileconfig", target.browser.name()),
        place: String::new(),
        text: format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \
             \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n\
             <plist version=\"1.0\">\n{}</plist>\n",
            lines(&profile)
        ),
    }
}

fn payload(kind: &str, name: &str, browser: BrowserKind, inside: &str) -> String {
    framed(kind, name, browser, inside)
}

/// A dictionary with the keys that every payload has. The ids are fixed, so that a new profile replaces an older one.
fn framed(kind: &str, name: &str, browser: BrowserKind, inside: &str) -> String {
    let product = browser.name();
    format!(
        "<dict>{inside}<key>PayloadDisplayName</key><string>MSI Actions</string>\
         <key>PayloadIdentifier</key><string>msi-actions.{product}.{name}</string>\
         <key>PayloadScope</key><string>System</string>\
         <key>PayloadType</key><string>{kind}</string>\
         <key>PayloadUUID</key><string>{}</string>\
         <key>PayloadVersion</key><integer>1</integer></dict>",
        uuid(browser, name)
    )
}

const fn uuid(browser: BrowserKind, name: &str) -> &'static str {
    match (browser, name.as_bytes()) {
        (BrowserKind::Chrome, b"install") => "8B2C6E0E-5D2B-4C55-9C0E-3E6B1E0F7A01",
        (BrowserKind::Chrome, b"policy") => "8B2C6E0E-5D2B-4C55-9C0E-3E6B1E0F7A02",
        (BrowserKind::Chrome, _) => "8B2C6E0E-5D2B-4C55-9C0E-3E6B1E0F7A03",
        (BrowserKind::Edge, b"install") => "8B2C6E0E-5D2B-4C55-9C0E-3E6B1E0F7A11",
        (BrowserKind::Edge, b"policy") => "8B2C6E0E-5D2B-4C55-9C0E-3E6B1E0F7A12",
        (BrowserKind::Edge, _) => "8B2C6E0E-5D2B-4C55-9C0E-3E6B1E0F7A13",
    }
}

/// A JSON value as an element of a property list.
fn plist(value: &Value) -> String {
    match value {
        Value::Null => "<string></string>".into(),
        Value::Bool(true) => "<true/>".into(),
        Value::Bool(false) => "<false/>".into(),
        Value::Number(number) => format!("<integer>{number}</integer>"),
        Value::String(text) => format!("<string>{}</string>", escaped(text)),
        Value::Array(items) => {
            let items: String = items.iter().map(plist).collect();
            format!("<array>{items}</array>")
        }
        Value::Object(fields) => {
            let mut inside = String::new();
            for (name, value) in fields {
                let _ = write!(inside, "<key>{}</key>{}", escaped(name), plist(value));
            }
            format!("<dict>{inside}</dict>")
        }
    }
}

/// One element a line, for people to read.
fn lines(text: &str) -> String {
    text.replace("><", ">\n<") + "\n"
}

pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
