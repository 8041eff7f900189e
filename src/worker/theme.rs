//! The theme that the rep chose, for every surface.

use serde::{Deserialize, Serialize};

use super::Worker;
use crate::base::{Fault, Topic};
use crate::ports::{Area, Platform};
use crate::protocol::Theme;
use crate::storage;
use crate::storage::{StoredError, Versioned};

/// The key of the stored theme.
const KEY: &str = "theme";

#[derive(Default, Serialize, Deserialize)]
struct Chosen {
    theme: Theme,
}

impl Versioned for Chosen {
    const VERSION: u32 = 1;
}

impl<P: Platform + 'static> Worker<P> {
    /// The theme that the rep chose; the browser's where they chose none, or where a newer release stored a value that
    /// this one cannot read.
    pub(super) async fn theme(&self) -> Result<Theme, Fault> {
        match storage::read_or_none::<Chosen>(&*self.platform, Area::Local, KEY).await {
            Ok(kept) => Ok(kept.unwrap_or_default().theme),
            Err(StoredError::Newer) => Ok(Theme::default()),
            Err(error) => Err(error.into()),
        }
    }

    /// Stores the rep's choice, and notifies every surface and page.
    pub(super) async fn choose_theme(&self, theme: Theme) -> Result<(), Fault> {
        storage::write(&*self.platform, Area::Local, KEY, &Chosen { theme }).await?;
        self.platform.changed(Topic::Setup).await;
        self.platform.look_again().await;
        Ok(())
    }
}
