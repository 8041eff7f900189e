//! How the wizard is stored, by this release and earlier ones.

use serde_json::Value;

use super::trouble::Trouble;
use super::wizard::Wizard;
use crate::accounts;
use crate::storage::{StoredError, Versioned};

impl Versioned for Wizard {
    const VERSION: u32 = accounts::VERSION;

    fn migrate(from: u32, stored: Value) -> Option<Value> {
        accounts::migrate(from, stored)
    }
}

impl Wizard {
    /// The wizard where the stored one is damaged: it shows the fault, and the rep has to be invited again. The damaged
    /// text is put aside when the next wizard is stored.
    pub(super) fn lost() -> Self {
        let fault = StoredError::Damaged.into();
        let (at, org) = (None, None);
        Self {
            trouble: Some(Trouble { at, org, fault }),
            ..Self::default()
        }
    }
}
