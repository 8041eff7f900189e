//! Whether the rep wants the tour: requested in the wizard or in Help, until they took or skipped it on a panel.

use serde::{Deserialize, Serialize};

use super::error::OnboardingError;
use super::service::Onboarding;
use crate::base::Topic;
use crate::ports::{Area, Platform};
use crate::storage;
use crate::storage::Versioned;

const KEY: &str = "onboarding.tour";

#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
struct Wanted {
    wanted: bool,
}

impl Versioned for Wanted {
    const VERSION: u32 = 1;
}

impl<P: Platform> Onboarding<P> {
    /// Whether a panel is to begin the tour.
    ///
    /// # Errors
    /// When the stored value cannot be read.
    pub async fn wants_tour(&self) -> Result<bool, OnboardingError> {
        let kept = storage::read::<Wanted>(&*self.platform, Area::Local, KEY).await?;
        Ok(kept.unwrap_or_default().wanted)
    }

    /// Stores whether the rep wants the tour, and notifies every panel.
    ///
    /// # Errors
    /// Where storage fails.
    pub async fn set_tour(&self, wanted: bool) -> Result<(), OnboardingError> {
        if self.wants_tour().await? != wanted {
            storage::write(&*self.platform, Area::Local, KEY, &Wanted { wanted }).await?;
            self.platform.changed(Topic::Setup).await;
        }
        Ok(())
    }
}
