//! Light or dark: what the rep chose, for every surface.

use serde::{Deserialize, Serialize};

use super::Worker;
use crate::base::{Fault, Topic};
use crate::ports::{Area, Platform};
use crate::protocol::Theme;
use crate::storage;
use crate::storage::{StoredError, Versioned};

/// Where it is kept.
const KEY: &str = "theme";

#[derive(Default, Serialize, Deserialize)]
struct Chosen {
    theme: Theme,
}

impl Versioned for Chosen {
    const VERSION: u32 = 1;
}

impl<P: Platform + 'static> Worker<P> {
    /// What the rep chose; as the browser where they did not, and where a newer release kept more than this
    /// one knows: nobody is kept from work by a colour.
    pub(super) async fn theme(&self) -> Result<Theme, Fault> {
        match storage::read_or_none::<Chosen>(&*self.platform, Area::Local, KEY).await {
            Ok(kept) => Ok(kept.unwrap_or_default().theme),
            Err(StoredError::Newer) => Ok(Theme::default()),
            Err(error) => Err(error.into()),
        }
    }

    /// Keeps what the rep chose; every surface and every frame in a page follows.
    pub(super) async fn choose_theme(&self, theme: Theme) -> Result<(), Fault> {
        storage::write(&*self.platform, Area::Local, KEY, &Chosen { theme }).await?;
        self.platform.changed(Topic::Setup).await;
        self.platform.look_again().await;
        Ok(())
    }
}
