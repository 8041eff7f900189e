//! `IndexedDB`, over web-sys: the published wrappers give no strict durability, and Chrome's default
//! since version 121 is relaxed.

use js_sys::{Array, Function, Promise};
use serde_json::json;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    IdbDatabase, IdbFactory, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction,
};

use super::javascript::{message_of, property};
use super::{Chrome, chrome};
use crate::ports::{Database, StoreError, Table};

const NAME: &str = "msi-actions";
/// Version 2 brought the invitations.
const VERSION: u32 = 2;

#[wasm_bindgen]
extern "C" {
    /// `IDBDatabase` with the three-argument `transaction` that web-sys keeps behind a flag.
    #[wasm_bindgen(extends = IdbDatabase)]
    type DurableDatabase;
    #[wasm_bindgen(catch, method, js_name = transaction)]
    fn transaction_with_options(
        this: &DurableDatabase,
        store: &str,
        mode: &str,
        options: &JsValue,
    ) -> Result<IdbTransaction, JsValue>;
}

impl Database for Chrome {
    async fn put(&self, table: Table, key: &str, value: String) -> Result<(), StoreError> {
        let (transaction, store) = self.open(table, "readwrite").await?;
        store
            .put_with_key(&value.into(), &key.into())
            .map_err(failed)?;
        committed(&transaction).await
    }

    async fn row(&self, table: Table, key: &str) -> Result<Option<String>, StoreError> {
        let (_, store) = self.open(table, "readonly").await?;
        let value = done(&store.get(&key.into()).map_err(failed)?).await?;
        Ok(value.as_string())
    }

    async fn rows(&self, table: Table) -> Result<Vec<(String, String)>, StoreError> {
        let (_, store) = self.open(table, "readonly").await?;
        let keys = store.get_all_keys().map_err(failed)?;
        let values = store.get_all().map_err(failed)?;
        // Both requests are of one transaction, and its requests end in order.
        let values: Array = done(&values).await?.unchecked_into();
        let keys: Array = keys.result().map_err(failed)?.unchecked_into();
        Ok(keys
            .iter()
            .zip(values.iter())
            .filter_map(|(key, value)| Some((key.as_string()?, value.as_string()?)))
            .collect())
    }

    async fn delete(&self, table: Table, key: &str) -> Result<(), StoreError> {
        let (transaction, store) = self.open(table, "readwrite").await?;
        store.delete(&key.into()).map_err(failed)?;
        committed(&transaction).await
    }

    async fn delete_everything(&self) -> Result<(), StoreError> {
        // What is being written is written before the connection closes, and then deleted.
        if let Some(database) = self.database.0.borrow_mut().take() {
            database.close();
        }
        let request = factory().delete_database(NAME).map_err(failed)?;
        done(&request).await.map(drop)
    }
}

impl Chrome {
    async fn open(
        &self,
        table: Table,
        mode: &str,
    ) -> Result<(IdbTransaction, IdbObjectStore), StoreError> {
        let database = self.database().await?;
        let durable: &DurableDatabase = database.unchecked_ref();
        let options = chrome::options(&json!({ "durability": "strict" }));
        let transaction = match durable.transaction_with_options(name_of(table), mode, &options) {
            Ok(transaction) => transaction,
            Err(error) => {
                // The browser closed the connection (storage cleared): open a new one next time.
                self.database.0.borrow_mut().take();
                return Err(failed(error));
            }
        };
        let store = transaction.object_store(name_of(table)).map_err(failed)?;
        Ok((transaction, store))
    }

    async fn database(&self) -> Result<IdbDatabase, StoreError> {
        let open = self.database.0.borrow().clone();
        if let Some(database) = open {
            return Ok(database);
        }
        let request = factory().open_with_u32(NAME, VERSION).map_err(failed)?;
        let upgrade = upgrade_of(request.clone());
        request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
        let database: IdbDatabase = done(&request).await?.unchecked_into();
        // A newer release's worker waits for this connection to close before it changes the tables.
        let closing = database.clone();
        let closes = Closure::once_into_js(move || closing.close());
        database.set_onversionchange(Some(closes.unchecked_ref()));
        self.database.0.borrow_mut().replace(database.clone());
        Ok(database)
    }
}

fn factory() -> IdbFactory {
    property(&js_sys::global(), "indexedDB").unchecked_into()
}

fn upgrade_of(request: IdbOpenDbRequest) -> Closure<dyn FnMut()> {
    Closure::once(move || {
        let Ok(database) = request.result() else {
            return;
        };
        let database: IdbDatabase = database.unchecked_into();
        for table in Table::ALL {
            if !database.object_store_names().contains(name_of(*table)) {
                // A failure surfaces as the open request's error.
                let _ = database.create_object_store(name_of(*table));
            }
        }
    })
}

const fn name_of(table: Table) -> &'static str {
    match table {
        Table::Intents => "intents",
        Table::Drafts => "drafts",
        Table::Invitations => "invitations",
    }
}

async fn done(request: &IdbRequest) -> Result<JsValue, StoreError> {
    settled(|resolve, reject| {
        request.set_onsuccess(Some(resolve));
        request.set_onerror(Some(reject));
    })
    .await
    .map_err(|_| broken(request.error().ok().flatten().as_ref()))?;
    request.result().map_err(failed)
}

async fn committed(transaction: &IdbTransaction) -> Result<(), StoreError> {
    settled(|resolve, reject| {
        transaction.set_oncomplete(Some(resolve));
        transaction.set_onerror(Some(reject));
        transaction.set_onabort(Some(reject));
    })
    .await
    .map(drop)
    .map_err(|_| broken(transaction.error().as_ref()))
}

async fn settled(listen: impl FnOnce(&Function, &Function)) -> Result<JsValue, JsValue> {
    let mut listen = Some(listen);
    let promise = Promise::new(&mut |resolve, reject| {
        if let Some(listen) = listen.take() {
            listen(&resolve, &reject);
        }
    });
    JsFuture::from(promise).await
}

fn broken(error: Option<&web_sys::DomException>) -> StoreError {
    StoreError(error.map_or_else(
        || "the transaction failed".into(),
        web_sys::DomException::message,
    ))
}

fn failed(error: JsValue) -> StoreError {
    StoreError(message_of(&error))
}
