//! The policy for every deploy method.

use serde_json::Value;

use super::target::Target;
use super::{BrowserKind, PolicyFile, apple, intune, json, powershell, registry};
use crate::base::stores;

/// The policy for every deploy method and browser.
#[must_use]
pub fn policy_files(policy: &Value) -> Vec<PolicyFile> {
    files_for(policy, stores::chrome_id(), stores::edge_id())
}

/// As [`policy_files`], with these ids of the extension.
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
