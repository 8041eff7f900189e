//! The policy in the form of one deploy method.

use serde::{Deserialize, Serialize};

use super::BrowserKind;

/// The policy in one form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyFile {
    /// The deploy method.
    pub way: DeployMethod,
    /// The browser.
    pub browser: BrowserKind,
    /// The name of the file.
    pub file: String,
    /// Its place on a machine; empty where it is entered in a console.
    pub place: String,
    /// The text.
    pub text: String,
}

/// A way to deploy a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeployMethod {
    /// The Windows registry: a file to import, or to distribute by Group Policy preferences.
    Registry,
    /// A script for Windows that keeps other policies: for Intune, and wherever a company has policies already.
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
