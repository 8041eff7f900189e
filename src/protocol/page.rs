//! Where the panel stands, and what a page says of itself.

use serde::{Deserialize, Serialize};

use super::Accepted;
use super::requests::requests;
use super::surfaces::Theme;

/// An order for the content script.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "do")]
pub enum PageOrder {
    /// Show the panel, or change the existing one.
    Mount {
        /// Show only the tab at the edge.
        collapsed: bool,
        /// Width in CSS pixels, 320 to 600.
        width: u16,
        /// The theme, so that the frame is never painted in another one.
        theme: Theme,
    },
    /// Remove the panel, if there is one.
    Unmount,
}

requests! {
    trait PageHandler;

    /// The content script reports that its page's address changed.
    look: Look {
        /// Whether the rep sees the page: a panel in the background makes no calls.
        #[serde(default)]
        seen: bool
    } -> PageOrder, from [Page], unprompted;
    /// The rep collapsed, opened or resized the panel.
    set_panel: SetPanel {
        /// Whether only the tab at the edge is shown.
        collapsed: bool,
        /// Width in CSS pixels; clamped to 320 to 600.
        width: u16
    } -> Accepted, from [Page, Panel], unprompted;
    /// The panel is shown in a window's side panel, so the pages of that window remove theirs.
    side_panel_opened: SidePanelOpened {} -> Accepted, from [Panel], unprompted;
    /// The page's record may have changed: it was saved, or the page was loaded again.
    record_changed: RecordChanged {} -> Accepted, from [Page], unprompted;
    /// A page reports which rows of its list of leads or contacts are checked.
    rows_checked: RowsChecked {
        /// Their ids, as the page has them.
        ids: Vec<String>
    } -> Accepted, from [Page], unprompted;
}
