//! How the rep left the panel: open or collapsed, and how wide.

use serde::{Deserialize, Serialize};

use crate::base::Fault;
use crate::ports::{Area, Platform};
use crate::storage::{self, Versioned};

/// The key of the stored value.
const KEY: &str = "panel.place";
/// The same beside lists, where the panel is only useful at times.
const LISTS: &str = "panel.place.lists";
/// In CSS pixels.
const NARROWEST: u16 = 320;
const WIDEST: u16 = 600;

/// How the rep left the panel; the same in every tab.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Dock {
    /// Whether only its tab is shown at the side of the page.
    pub collapsed: bool,
    /// In CSS pixels.
    pub width: u16,
}

/// Where the panel of a tab is.
#[derive(Clone, Copy, Debug)]
pub enum Place {
    /// In its page.
    Docked(Dock),
    /// In the browser's side panel.
    Aside,
    /// Nowhere.
    Nowhere,
}

impl Versioned for Dock {
    const VERSION: u32 = 1;
}

impl Default for Dock {
    fn default() -> Self {
        Self {
            collapsed: false,
            width: 360,
        }
    }
}

/// How the panel is docked now.
pub(super) async fn read(platform: &impl Platform) -> Result<Dock, Fault> {
    Ok(storage::read_or_default(platform, Area::Local, KEY).await?)
}

/// How it is docked beside lists: collapsed until the rep opens it there.
pub(super) async fn beside_lists(platform: &impl Platform) -> Result<Dock, Fault> {
    let kept = storage::read_or_none(platform, Area::Local, LISTS).await?;
    let collapsed = Dock {
        collapsed: true,
        ..Dock::default()
    };
    Ok(kept.unwrap_or(collapsed))
}

/// Stores how the rep docked it, unless a newer release stored it.
pub(super) async fn keep(
    platform: &impl Platform,
    collapsed: bool,
    width: u16,
) -> Result<(), Fault> {
    read(platform).await?;
    keep_at(platform, KEY, collapsed, width).await
}

/// As [`keep`], beside lists.
pub(super) async fn keep_beside_lists(
    platform: &impl Platform,
    collapsed: bool,
    width: u16,
) -> Result<(), Fault> {
    beside_lists(platform).await?;
    keep_at(platform, LISTS, collapsed, width).await
}

async fn keep_at(
    platform: &impl Platform,
    key: &str,
    collapsed: bool,
    width: u16,
) -> Result<(), Fault> {
    let width = width.clamp(NARROWEST, WIDEST);
    let dock = Dock { collapsed, width };
    Ok(storage::write(platform, Area::Local, key, &dock).await?)
}
