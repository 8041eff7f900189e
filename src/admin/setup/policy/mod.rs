//! The policy that installs the extension and sets it up, in the form of every way to deploy it. The
//! extension is installed by `ExtensionSettings`, one entry of a list that others may have written to.

mod apple;
mod intune;
mod json;
mod registry;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::values::CHROME_ID;

const CHROME_STORE: &str = "https://clients2.google.com/service/update2/crx";
const EDGE_STORE: &str = "https://edge.microsoft.com/extensionwebstorebase/v1/crx";

/// The policy in one form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyFile {
    /// For what.
    pub way: Way,
    /// For which browser.
    pub browser: BrowserKind,
    /// What to call the file.
    pub file: String,
    /// Where it goes on a machine; empty where it is entered in a console.
    pub place: String,
    /// The text.
    pub text: String,
}

/// A way to deploy a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// The Windows registry: a file to import, or to distribute by Group Policy preferences.
    Registry,
    /// The value of the Group Policy setting that installs the extension.
    GroupPolicy,
    /// A custom configuration profile of Intune.
    Intune,
    /// A configuration profile of macOS.
    MacProfile,
    /// A policy file on Linux.
    Linux,
    /// The Google Admin console's field of the extension.
    GoogleAdmin,
}

/// A browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BrowserKind {
    /// Google Chrome.
    Chrome,
    /// Microsoft Edge.
    Edge,
}

/// What is deployed where.
pub(super) struct Target<'a> {
    pub browser: BrowserKind,
    /// The extension's id there.
    pub id: &'a str,
    /// Where the browser gets it from.
    pub update_url: &'static str,
    /// The extension's own policy.
    pub policy: &'a Value,
}

impl BrowserKind {
    /// Below `HKEY_LOCAL_MACHINE`.
    const fn registry(self) -> &'static str {
        match self {
            Self::Chrome => r"SOFTWARE\Policies\Google\Chrome",
            Self::Edge => r"SOFTWARE\Policies\Microsoft\Edge",
        }
    }

    /// The preference domain of macOS.
    const fn domain(self) -> &'static str {
        match self {
            Self::Chrome => "com.google.Chrome",
            Self::Edge => "com.microsoft.Edge",
        }
    }

    /// The folder of managed policies on Linux.
    const fn folder(self) -> &'static str {
        match self {
            Self::Chrome => "/etc/opt/chrome/policies/managed",
            Self::Edge => "/etc/opt/edge/policies/managed",
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Chrome => "chrome",
            Self::Edge => "edge",
        }
    }
}

/// The policy for every way and browser. `ids` are the extension's, Chrome's first; Edge takes it from
/// its own store where it runs with an id of its own, else from Chrome's.
#[must_use]
pub fn policy_files(policy: &Value, ids: &[String]) -> Vec<PolicyFile> {
    let own = ids.iter().find(|id| *id != CHROME_ID);
    let chrome = Target {
        browser: BrowserKind::Chrome,
        id: CHROME_ID,
        update_url: CHROME_STORE,
        policy,
    };
    let edge = Target {
        browser: BrowserKind::Edge,
        id: own.map_or(CHROME_ID, String::as_str),
        update_url: own.map_or(CHROME_STORE, |_| EDGE_STORE),
        policy,
    };
    let each = [&chrome, &edge].into_iter();
    let ways = [
        registry::file,
        json::group_policy,
        intune::file,
        apple::file,
        json::linux,
    ];
    let mut files: Vec<PolicyFile> = each
        .flat_map(|target| ways.map(|way| way(target)))
        .collect();
    files.push(json::google_admin(&chrome));
    files
}
