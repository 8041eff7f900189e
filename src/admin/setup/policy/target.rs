//! What is deployed where.

use serde_json::Value;

use super::BrowserKind;
use crate::base::stores;

/// The name of our value among the numbered ones of a list in the registry. Group Policy and people count
/// from 1, so that none of theirs is written over.
pub(super) const OWN_NUMBER: &str = "7301";

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
    pub fn of(browser: BrowserKind, policy: &'a Value) -> Self {
        Self::listed(browser, policy, stores::chrome_id(), stores::edge_id())
    }

    pub fn listed(
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
    pub fn forced(&self) -> String {
        format!("{};{}", self.id, self.update_url)
    }
}
