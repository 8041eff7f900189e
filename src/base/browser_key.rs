//! The keys that the browser itself listens for.

use serde::{Deserialize, Serialize};

/// A key that the browser itself listens for, as the rep set it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrowserKey {
    /// What it does.
    pub does: BrowserCommand,
    /// The keys in the browser's own words, for example `Alt+Shift+M`; `None` where none are set.
    pub keys: Option<String>,
}

/// What the browser's own keys do, by the names of the manifest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BrowserCommand {
    /// Shows, focuses or collapses the panel on the page.
    TogglePanel,
    /// Opens the side panel.
    OpenSidePanel,
    /// Opens the popup.
    #[serde(rename = "_execute_action")]
    OpenPopup,
}
