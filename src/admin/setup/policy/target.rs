//! The extension and its policy in one browser.

use serde_json::Value;

use super::BrowserKind;
use crate::base::stores;

/// The name of our value in a numbered list of the registry. Group Policy and people count from 1, so that none of
/// theirs is overwritten.
pub(super) const OWN_NUMBER: &str = "7301";

/// The extension and its policy in one browser.
pub(super) struct Target<'a> {
    pub browser: BrowserKind,
    /// The extension's id in that browser.
    pub id: &'a str,
    /// The address from which the browser installs it.
    pub update_url: &'static str,
    /// The extension's own policy.
    pub policy: &'a Value,
}

impl<'a> Target<'a> {
    /// With the id of this build. Edge installs the extension from its own store once that has it, until then from
    /// Chrome's.
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
