//! The browsers that can have a policy, and their names on each platform.

use serde::{Deserialize, Serialize};

/// A browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BrowserKind {
    /// Google Chrome.
    Chrome,
    /// Microsoft Edge.
    Edge,
}

impl BrowserKind {
    /// The registry key, below `HKEY_LOCAL_MACHINE`.
    pub(super) const fn registry(self) -> &'static str {
        match self {
            Self::Chrome => r"SOFTWARE\Policies\Google\Chrome",
            Self::Edge => r"SOFTWARE\Policies\Microsoft\Edge",
        }
    }

    /// The preference domain of macOS.
    pub(super) const fn domain(self) -> &'static str {
        match self {
            Self::Chrome => "com.google.Chrome",
            Self::Edge => "com.microsoft.Edge",
        }
    }

    /// The folder of managed policies on Linux.
    pub(super) const fn folder(self) -> &'static str {
        match self {
            Self::Chrome => "/etc/opt/chrome/policies/managed",
            Self::Edge => "/etc/opt/edge/policies/managed",
        }
    }

    /// The name and value in `ExtensionSettings` that pin the icon.
    pub(super) const fn pin(self) -> (&'static str, &'static str) {
        match self {
            Self::Chrome => ("toolbar_pin", "force_pinned"),
            Self::Edge => ("toolbar_state", "force_shown"),
        }
    }

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Chrome => "chrome",
            Self::Edge => "edge",
        }
    }
}
