//! The wizard as it is kept, by this release and those before.

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
    /// Where what was kept cannot be read: the rep is told, and invited again. The text is put aside
    /// when the next wizard is kept.
    pub(super) fn lost() -> Self {
        let fault = StoredError::Damaged.into();
        let (at, org) = (None, None);
        Self {
            trouble: Some(Trouble { at, org, fault }),
            ..Self::default()
        }
    }
}
