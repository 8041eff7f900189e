//! The windows that have the panel in the browser's side panel. Their pages show no panel.

use serde::{Deserialize, Serialize};

use super::Panel;
use crate::base::{Fault, TabId, WindowId};
use crate::ports::{Area, Platform};
use crate::storage;
use crate::storage::Versioned;

/// The key of the windows, stored until the browser closes.
const KEY: &str = "panel.side";

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct SidePanels {
    windows: Vec<WindowId>,
}

impl Versioned for SidePanels {
    const VERSION: u32 = 1;
}

impl<P: Platform + 'static> Panel<P> {
    /// The side panel of a window has our panel now.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn side_panel_opened(&self, window: WindowId) -> Result<(), Fault> {
        let mut open = self.side_panels().await?;
        if !open.windows.contains(&window) {
            open.windows.push(window);
            self.keep_side_panels(&open).await?;
        }
        self.platform.look_again().await;
        Ok(())
    }

    /// Chrome closed the side panel of a window.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn side_panel_closed(&self, window: WindowId) -> Result<(), Fault> {
        let mut open = self.side_panels().await?;
        open.windows.retain(|other| *other != window);
        self.keep_side_panels(&open).await?;
        self.platform.look_again().await;
        Ok(())
    }

    /// Whether the tab's window has our side panel. Chrome before 142 does not report its end, so a noted window is
    /// checked again.
    pub(super) async fn beside_side_panel(&self, tab: TabId) -> Result<bool, Fault> {
        let mut open = self.side_panels().await?;
        if open.windows.is_empty() {
            return Ok(false);
        }
        let there = self.platform.side_panels().await;
        let noted = open.windows.len();
        open.windows.retain(|window| there.contains(window));
        if open.windows.len() < noted {
            self.keep_side_panels(&open).await?;
        }
        let window = self.platform.window_of(tab).await;
        Ok(window.is_some_and(|window| open.windows.contains(&window)))
    }

    async fn side_panels(&self) -> Result<SidePanels, Fault> {
        let kept = storage::read::<SidePanels>(&*self.platform, Area::Session, KEY).await?;
        Ok(kept.unwrap_or_default())
    }

    async fn keep_side_panels(&self, open: &SidePanels) -> Result<(), Fault> {
        Ok(storage::write(&*self.platform, Area::Session, KEY, open).await?)
    }
}
