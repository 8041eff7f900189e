//! An action that the rep chose in a list elsewhere: the panel on the record opens its form.

use serde::{Deserialize, Serialize};
use std::time::Duration;

use super::{Panel, dock};
use crate::base::{ActionKind, Fault, Millis, RecordRef};
use crate::ports::{Area, Platform};
use crate::storage::{self, Versioned};

/// The key of the order, stored until the browser closes.
const KEY: &str = "panel.ordered";
/// An order that no panel took for so long is forgotten: the rep is doing something else by now.
const GOOD_FOR: Duration = Duration::from_secs(2 * 60);

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Order {
    record: RecordRef,
    action: ActionKind,
    at: Millis,
}

impl Versioned for Order {
    const VERSION: u32 = 1;
}

impl<P: Platform + 'static> Panel<P> {
    /// Opens a record in a new tab, where its panel opens the action's form.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn order(&self, record: RecordRef, action: ActionKind) -> Result<(), Fault> {
        let address = format!("https://{}/{}", record.org, record.id);
        self.expect_action(record, action).await?;
        self.platform.open_tab(&address).await;
        Ok(())
    }

    /// The panel on a record that is about to be opened opens the action's form.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn expect_action(&self, record: RecordRef, action: ActionKind) -> Result<(), Fault> {
        let at = self.platform.now();
        let order = Order { record, action, at };
        storage::write(&*self.platform, Area::Session, KEY, &order).await?;
        // A panel that is collapsed to its tab would not open it.
        let dock = dock::read(&*self.platform).await?;
        if dock.collapsed {
            dock::keep(&*self.platform, false, dock.width).await?;
        }
        Ok(())
    }

    /// The action that was ordered on the record. It is told once.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn take_order(&self, record: &RecordRef) -> Result<Option<ActionKind>, Fault> {
        let kept = storage::read::<Order>(&*self.platform, Area::Session, KEY).await;
        let Some(order) = kept.ok().flatten().filter(|order| order.record == *record) else {
            return Ok(None);
        };
        storage::remove(&*self.platform, Area::Session, KEY).await?;
        let age = self.platform.now().since(order.at);
        Ok((age < GOOD_FOR).then_some(order.action))
    }
}
