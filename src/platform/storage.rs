//! `chrome.storage`: local and session, both closed to content scripts (session by default, local by
//! the worker's loader with `setAccessLevel`), and managed.
//!
//! A call takes milliseconds, and many more in a worker that was just started, and a request reads some fifty values.
//! So the loader reads everything while the module is being loaded, and values are read from that copy. It stays
//! correct because only the worker writes: surfaces must not use `chrome.storage`, and content scripts cannot.

use js_sys::{JSON, Object, Reflect};
use serde_json::json;
use wasm_bindgen::{JsCast, JsValue};

use super::chrome::{STORAGE_LOCAL, STORAGE_MANAGED, STORAGE_SESSION, StorageArea};
use super::javascript::{message_of, property};
use super::ports::Stored;
use super::{Chrome, chrome};
use crate::ports::{Area, Managed, Store, StoreError};

/// The name of the policy in [`Stored`].
const MANAGED: &str = "managed";

impl Stored {
    /// The values of an area, where they are known.
    fn values(&self, area: Area) -> Option<Object> {
        let values = property(&self.0, name(area));
        values.is_object().then(|| Object::from(values))
    }

    fn forget(&self, name: &str) {
        if let Some(copy) = Object::try_from(&self.0) {
            // It does not matter where there was none.
            let _ = Reflect::delete_property(copy, &name.into());
        }
    }
}

/// A change that Chrome has not acknowledged yet. If it fails or is dropped, it is not known what is stored: the copy
/// of its area is dropped, and values are read from Chrome again.
struct Change<'a> {
    copy: &'a Stored,
    area: Area,
    acknowledged: bool,
}

impl<'a> Change<'a> {
    fn of(copy: &'a Stored, area: Area) -> Self {
        Self {
            copy,
            area,
            acknowledged: false,
        }
    }

    /// Chrome has stored it: updates the copy, if there is one.
    fn acknowledged(mut self, change: impl FnOnce(&Object)) {
        self.acknowledged = true;
        if let Some(values) = self.copy.values(self.area) {
            change(&values);
        }
    }
}

impl Drop for Change<'_> {
    fn drop(&mut self) {
        if !self.acknowledged {
            self.copy.forget(name(self.area));
        }
    }
}

impl Store for Chrome {
    async fn read(&self, area: Area, key: &str) -> Result<Option<String>, StoreError> {
        let values = match self.stored.values(area) {
            Some(values) => values.into(),
            None => area_of(area).get(&key.into()).await.map_err(failed)?,
        };
        Ok(property(&values, key).as_string())
    }

    async fn write(&self, area: Area, key: &str, value: String) -> Result<(), StoreError> {
        let change = Change::of(&self.stored, area);
        let items = chrome::options(&json!({ key: value }));
        area_of(area).set(&items).await.map_err(failed)?;
        change.acknowledged(|values| {
            Object::assign(values, items.unchecked_ref());
        });
        Ok(())
    }

    async fn remove(&self, area: Area, key: &str) -> Result<(), StoreError> {
        let change = Change::of(&self.stored, area);
        area_of(area).remove(key).await.map_err(failed)?;
        change.acknowledged(|values| {
            // Deleting a property of a plain object cannot fail.
            let _ = Reflect::delete_property(values, &key.into());
        });
        Ok(())
    }

    async fn keys(&self, area: Area, prefix: &str) -> Result<Vec<String>, StoreError> {
        let values = match self.stored.values(area) {
            Some(values) => values,
            // getKeys() would suffice, but only Chrome from 130 on has it.
            None => {
                let all = area_of(area).get(&JsValue::NULL).await;
                Object::from(all.map_err(failed)?)
            }
        };
        let keys = Object::keys(&values);
        Ok(keys
            .iter()
            .filter_map(|key| key.as_string())
            .filter(|key| key.starts_with(prefix))
            .collect())
    }
}

impl Managed for Chrome {
    /// The copy is used for the first answer only, because the browser changes the policy by itself.
    async fn managed(&self) -> Result<String, StoreError> {
        let mut all = property(&self.stored.0, MANAGED);
        self.stored.forget(MANAGED);
        if !all.is_object() {
            let managed = STORAGE_MANAGED.with(Clone::clone);
            all = managed.get(&JsValue::NULL).await.map_err(failed)?;
        }
        JSON::stringify(&all).map(String::from).map_err(failed)
    }
}

/// The name of an area in [`Stored`].
fn name(area: Area) -> &'static str {
    match area {
        Area::Local => "local",
        Area::Session => "session",
    }
}

fn area_of(area: Area) -> StorageArea {
    match area {
        Area::Local => STORAGE_LOCAL.with(Clone::clone),
        Area::Session => STORAGE_SESSION.with(Clone::clone),
    }
}

fn failed(error: JsValue) -> StoreError {
    StoreError(message_of(&error))
}
