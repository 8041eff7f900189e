//! `chrome.storage`: local and session, both closed to content scripts (session by default, local by
//! the worker's loader with `setAccessLevel`), and managed.

use js_sys::{JSON, Object};
use serde_json::json;
use wasm_bindgen::JsValue;

use super::chrome::{STORAGE_LOCAL, STORAGE_MANAGED, STORAGE_SESSION, StorageArea};
use super::javascript::{message_of, property};
use super::{Chrome, chrome};
use crate::ports::{Area, Managed, Store, StoreError};

impl Store for Chrome {
    async fn read(&self, area: Area, key: &str) -> Result<Option<String>, StoreError> {
        let found = area_of(area).get(&key.into()).await.map_err(failed)?;
        Ok(property(&found, key).as_string())
    }

    async fn write(&self, area: Area, key: &str, value: String) -> Result<(), StoreError> {
        let items = chrome::options(&json!({ key: value }));
        area_of(area).set(&items).await.map_err(failed).map(drop)
    }

    async fn remove(&self, area: Area, key: &str) -> Result<(), StoreError> {
        area_of(area).remove(key).await.map_err(failed).map(drop)
    }

    async fn keys(&self, area: Area, prefix: &str) -> Result<Vec<String>, StoreError> {
        // getKeys() would do, but Chrome has it since 130 and Edge later; get(null) is everywhere.
        let all = area_of(area).get(&JsValue::NULL).await.map_err(failed)?;
        let keys = Object::keys(&Object::from(all));
        Ok(keys
            .iter()
            .filter_map(|key| key.as_string())
            .filter(|key| key.starts_with(prefix))
            .collect())
    }
}

impl Managed for Chrome {
    async fn managed(&self) -> Result<String, StoreError> {
        let managed = STORAGE_MANAGED.with(Clone::clone);
        let all = managed.get(&JsValue::NULL).await.map_err(failed)?;
        JSON::stringify(&all).map(String::from).map_err(failed)
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
