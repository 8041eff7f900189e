//! Adds our entry to a company's `ExtensionSettings`. That policy is one value for all extensions, so none of our
//! files writes it: an administrator pastes the company's value and gets it back with our entry.
//!
//! The entry pins the icon (`toolbar_pin`, in Edge `toolbar_state`). On request it also keeps other extensions off
//! the sign-in pages and our redirect address, which has Google's token in it where an extension that may watch
//! requests could read it.

use serde_json::{Map, Value, json};

use super::BrowserKind;
use super::target::Target;

const POLICY: &str = "ExtensionSettings";
const BLOCKED_HOSTS: &str = "runtime_blocked_hosts";

/// Why our entry cannot be added to a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MergeFault {
    /// It is no JSON; the position of the error.
    NoJson {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// This part does not have the form of `ExtensionSettings`; empty for the whole text.
    WrongPart(String),
}

/// A company's `ExtensionSettings` with our entry, everything else as it was. An empty text means that the company
/// has none.
///
/// # Errors
/// [`MergeFault`] where the text is no `ExtensionSettings`.
pub fn merged(pasted: &str, browser: BrowserKind, keep_out: bool) -> Result<String, MergeFault> {
    let none = Value::Null;
    let target = Target::of(browser, &none);
    let all = match pasted.trim_start_matches('\u{feff}').trim() {
        "" => json!({}),
        text => serde_json::from_str(text).map_err(|error| MergeFault::NoJson {
            line: error.line(),
            column: error.column(),
        })?,
    };
    let Value::Object(mut all) = all else {
        return Err(MergeFault::WrongPart(String::new()));
    };
    // Copied out of a file of policies, it has its name around it.
    match all.get_mut(POLICY) {
        Some(Value::Object(inside)) => add_to(inside, &target, keep_out)?,
        Some(_) => return Err(MergeFault::WrongPart(POLICY.into())),
        None => add_to(&mut all, &target, keep_out)?,
    }
    Ok(format!("{:#}\n", Value::Object(all)))
}

fn add_to(
    all: &mut Map<String, Value>,
    target: &Target<'_>,
    keep_out: bool,
) -> Result<(), MergeFault> {
    if let Some((name, _)) = all.iter().find(|(_, entry)| !entry.is_object()) {
        return Err(MergeFault::WrongPart(name.clone()));
    }
    let (pin, pinned) = target.browser.pin();
    let own = entry(all, target.id)?;
    own.insert("installation_mode".into(), "force_installed".into());
    own.insert("update_url".into(), target.update_url.into());
    own.insert(pin.into(), pinned.into());
    if !keep_out {
        return Ok(());
    }
    // The entry for all extensions does not apply to one with an entry of its own, so ours blocks nothing.
    own.entry(BLOCKED_HOSTS).or_insert_with(|| json!([]));
    let hosts = entry(all, "*")?.entry(BLOCKED_HOSTS);
    let Value::Array(hosts) = hosts.or_insert_with(|| json!([])) else {
        return Err(MergeFault::WrongPart(format!("*.{BLOCKED_HOSTS}")));
    };
    for host in hosts_to_block(target.id).map(Value::from) {
        if !hosts.contains(&host) {
            hosts.push(host);
        }
    }
    Ok(())
}

fn entry<'a>(
    all: &'a mut Map<String, Value>,
    name: &str,
) -> Result<&'a mut Map<String, Value>, MergeFault> {
    let entry = all.entry(name).or_insert_with(|| json!({}));
    let wrong = || MergeFault::WrongPart(name.to_owned());
    entry.as_object_mut().ok_or_else(wrong)
}

/// The sign-in pages of the mail providers, and our redirect address.
pub(super) fn hosts_to_block(id: &str) -> [String; 3] {
    [
        "*://accounts.google.com".into(),
        "*://login.microsoftonline.com".into(),
        format!("*://{id}.chromiumapp.org"),
    ]
}

/// The place of the result: the setting of Group Policy, and the value in the registry.
#[must_use]
pub fn merge_place(browser: BrowserKind) -> String {
    let setting = match browser {
        BrowserKind::Chrome => "Extension management settings",
        BrowserKind::Edge => "Configure extension management settings",
    };
    format!(
        "Extensions › {setting}; HKLM\\{}\\{POLICY}",
        browser.registry()
    )
}
