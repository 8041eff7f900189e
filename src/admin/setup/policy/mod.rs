//! The policy that installs the extension and sets it up, in the form of every way to deploy it. The
//! extension is installed by `ExtensionInstallForcelist`, never by `ExtensionSettings`: a company has one of
//! those, as one value, and a browser that finds ours beside it takes ours alone.

mod apple;
mod intune;
mod json;
mod merge;
mod powershell;
mod registry;

pub use merge::{MergeFault, merge_place, merged};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::base::stores;

/// The name of our value among the numbered ones of a list in the registry. Group Policy and people count
/// from 1, so that none of theirs is written over.
const OWN_NUMBER: &str = "7301";

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
    /// A script for Windows that adds to what is there: for Intune, and wherever others may have set
    /// something already.
    Script,
    /// The line for the Group Policy setting that installs extensions.
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

impl<'a> Target<'a> {
    /// The extension as this build knows it. Edge takes it from its own store once that has it, until then
    /// from Chrome's.
    fn of(browser: BrowserKind, policy: &'a Value) -> Self {
        Self::listed(browser, policy, stores::chrome_id(), stores::edge_id())
    }

    fn listed(
        browser: BrowserKind,
        policy: &'a Value,
        chrome: &'a str,
        edge: Option<&'a str>,
    ) -> Self {
        let (id, update_url) = match (browser, edge) {
            (BrowserKind::Edge, Some(edge)) => (edge, stores::EDGE_UPDATES),
            _ => (chrome, stores::CHROME_UPDATES),
        };
        Self {
            browser,
            id,
            update_url,
            policy,
        }
    }

    /// The entry of `ExtensionInstallForcelist`.
    fn forced(&self) -> String {
        format!("{};{}", self.id, self.update_url)
    }
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

    /// What pins the icon in `ExtensionSettings`: the name and the value.
    const fn pin(self) -> (&'static str, &'static str) {
        match self {
            Self::Chrome => ("toolbar_pin", "force_pinned"),
            Self::Edge => ("toolbar_state", "force_shown"),
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Chrome => "chrome",
            Self::Edge => "edge",
        }
    }
}

/// The policy for every way and browser.
#[must_use]
pub fn policy_files(policy: &Value) -> Vec<PolicyFile> {
    files_for(policy, stores::chrome_id(), stores::edge_id())
}

/// As [`policy_files`], with these ids.
#[must_use]
pub fn files_for(policy: &Value, chrome: &str, edge: Option<&str>) -> Vec<PolicyFile> {
    let of = |browser| Target::listed(browser, policy, chrome, edge);
    let (chrome, edge) = (of(BrowserKind::Chrome), of(BrowserKind::Edge));
    let each = [&chrome, &edge].into_iter();
    let ways = [
        registry::file,
        powershell::file,
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
