//! The policy settings that the administrator chose on the setup page.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::error::SetupError;
use crate::admin::Admin;
use crate::base::{Fault, Topic};
use crate::ports::{Area, Platform, Store};
use crate::settings::{BY_SET_UP, mistake_in};
use crate::storage;
use crate::storage::{StoredError, Versioned};

const KEY: &str = "admin/policy";

/// The chosen values by setting.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Chosen {
    settings: Map<String, Value>,
}

impl Versioned for Chosen {
    const VERSION: u32 = 1;
}

/// The chosen values.
pub(super) async fn chosen(store: &impl Store) -> Result<Map<String, Value>, StoredError> {
    let kept: Chosen = storage::read_or_default(store, Area::Local, KEY).await?;
    Ok(kept.settings)
}

impl<P: Platform> Admin<P> {
    /// Chooses a value of a setting for the policy; `null` leaves the setting out.
    ///
    /// # Errors
    /// [`SetupError::Setting`] where the extension could not read that value.
    pub async fn choose(&self, setting: &str, value: Value) -> Result<(), Fault> {
        let _held = self.locks.hold(KEY).await;
        let mut settings = chosen(&*self.platform).await?;
        if value.is_null() {
            settings.remove(setting);
        } else {
            if BY_SET_UP.contains(&setting) {
                return Err(SetupError::Setting.into());
            }
            if let Some(mistake) = mistake_in(setting, &value) {
                return Err(Fault::from(SetupError::Setting).with_detail(mistake.to_string()));
            }
            settings.insert(setting.to_owned(), value);
        }
        storage::write(&*self.platform, Area::Local, KEY, &Chosen { settings }).await?;
        self.platform.changed(Topic::Setup).await;
        Ok(())
    }
}
