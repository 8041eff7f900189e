//! `IndexedDB`, over web-sys: the published wrappers give no strict durability, and Chrome's default
//! since version 121 is relaxed.

use js_sys::{Array, Function, Promise, Uint8Array};
use serde_json::json;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, IdbDatabase, IdbFactory, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest, IdbRequest,
    IdbTransaction,
};

use super::javascript::{message_of, property};
use super::{Chrome, chrome};
use crate::base::FileId;
use crate::ports::{Database, Files, StoreError, Table, Write};

const NAME: &str = "msi-actions";
/// Version 2 brought the invitations, version 3 the tables of one outbox for everything, version 4 those of sent
/// mails and their answers, the files of mails, and templates.
const VERSION: u32 = 4;

#[wasm_bindgen]
extern "C" {
    /// `IDBDatabase` with the three-argument `transaction` that web-sys keeps behind a flag.
    #[wasm_bindgen(extends = IdbDatabase)]
    type DurableDatabase;
    #[wasm_bindgen(catch, method, js_name = transaction)]
    fn transaction_with_options(
        this: &DurableDatabase,
        stores: &Array,
        mode: &str,
        options: &JsValue,
    ) -> Result<IdbTransaction, JsValue>;
}

impl Database for Chrome {
    async fn commit(&self, writes: Vec<Write>) -> Result<(), StoreError> {
        let mut tables: Vec<Table> = Vec::new();
        for Write::Put { table, .. } | Write::Delete { table, .. } in &writes {
            if !tables.contains(table) {
                tables.push(*table);
            }
        }
        if tables.is_empty() {
            return Ok(());
        }
        let transaction = self.transaction(&tables, "readwrite").await?;
        let wrote = writes.into_iter().try_for_each(|write| match write {
            Write::Put { table, key, value } => store(&transaction, table)?
                .put_with_key(&value.into(), &key.into())
                .map(drop)
                .map_err(failed),
            Write::Delete { table, key } => store(&transaction, table)?
                .delete(&key.into())
                .map(drop)
                .map_err(failed),
        });
        if let Err(error) = wrote {
            // What was asked for before the failure is not done either.
            let _ = transaction.abort();
            return Err(error);
        }
        committed(&transaction).await
    }

    async fn row(&self, table: Table, key: &str) -> Result<Option<String>, StoreError> {
        let store = self.read(table).await?;
        let value = done(&store.get(&key.into()).map_err(failed)?).await?;
        Ok(value.as_string())
    }

    async fn rows(&self, table: Table, prefix: &str) -> Result<Vec<(String, String)>, StoreError> {
        let store = self.read(table).await?;
        let range = range(prefix, &past(prefix))?;
        let keys = store.get_all_keys_with_key(&range).map_err(failed)?;
        let values = store.get_all_with_key(&range).map_err(failed)?;
        // Both requests are of one transaction, and its requests end in order.
        let values: Array = done(&values).await?.unchecked_into();
        let keys: Array = keys.result().map_err(failed)?.unchecked_into();
        Ok(keys
            .iter()
            .zip(values.iter())
            .filter_map(|(key, value)| Some((key.as_string()?, value.as_string()?)))
            .collect())
    }

    async fn row_keys(
        &self,
        table: Table,
        from: &str,
        to: &str,
        most: u32,
    ) -> Result<Vec<String>, StoreError> {
        if from >= to {
            return Ok(Vec::new()); // To IndexedDB such a range is an error.
        }
        let store = self.read(table).await?;
        let request = store.get_all_keys_with_key_and_limit(&range(from, to)?.into(), most);
        let keys: Array = done(&request.map_err(failed)?).await?.unchecked_into();
        Ok(keys.iter().filter_map(|key| key.as_string()).collect())
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

impl Files for Chrome {
    async fn file_size(&self, file: &FileId) -> Result<Option<u64>, StoreError> {
        let blob = self.blob(file).await?;
        // A length that is no whole number there is not.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        Ok(blob.map(|blob| blob.size() as u64))
    }

    async fn file_part(
        &self,
        file: &FileId,
        from: u64,
        to: u64,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let Some(blob) = self.blob(file).await? else {
            return Ok(None);
        };
        // Exact up to 2^53.
        #[allow(clippy::cast_precision_loss)]
        let part = blob.slice_with_f64_and_f64(from as f64, to as f64);
        let bytes = JsFuture::from(part.map_err(failed)?.array_buffer()).await;
        Ok(Some(Uint8Array::new(&bytes.map_err(failed)?).to_vec()))
    }
}

impl Chrome {
    /// Stores a file that the rep gave a page.
    ///
    /// # Errors
    /// The browser has no room for it, or cannot read it.
    pub async fn keep_file(&self, id: &FileId, blob: &Blob) -> Result<(), StoreError> {
        let transaction = self.transaction(&[Table::Files], "readwrite").await?;
        store(&transaction, Table::Files)?
            .put_with_key(blob, &id.as_str().into())
            .map_err(failed)?;
        committed(&transaction).await
    }

    /// A handle of a file: its bytes stay where they are until they are read. `None` where there is no such file.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn blob(&self, file: &FileId) -> Result<Option<Blob>, StoreError> {
        let store = self.read(Table::Files).await?;
        let value = done(&store.get(&file.as_str().into()).map_err(failed)?).await?;
        Ok(value.dyn_into().ok())
    }

    async fn read(&self, table: Table) -> Result<IdbObjectStore, StoreError> {
        let transaction = self.transaction(&[table], "readonly").await?;
        store(&transaction, table)
    }

    async fn transaction(
        &self,
        tables: &[Table],
        mode: &str,
    ) -> Result<IdbTransaction, StoreError> {
        let database = self.database().await?;
        let durable: &DurableDatabase = database.unchecked_ref();
        let options = chrome::options(&json!({ "durability": "strict" }));
        let names: Array = tables
            .iter()
            .map(|table| JsValue::from(name_of(*table)))
            .collect();
        durable
            .transaction_with_options(&names, mode, &options)
            .map_err(|error| {
                // The browser closed the connection (storage cleared): open a new one next time.
                self.database.0.borrow_mut().take();
                failed(error)
            })
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

fn store(transaction: &IdbTransaction, table: Table) -> Result<IdbObjectStore, StoreError> {
    transaction.object_store(name_of(table)).map_err(failed)
}

/// The keys from `from` on that come before `to`.
fn range(from: &str, to: &str) -> Result<IdbKeyRange, StoreError> {
    IdbKeyRange::bound_with_lower_open_and_upper_open(&from.into(), &to.into(), false, true)
        .map_err(failed)
}

/// What comes after every key that begins with `prefix`: keys are of ASCII.
fn past(prefix: &str) -> String {
    format!("{prefix}\u{ffff}")
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
        Table::Outbox => "outbox",
        Table::Due => "due",
        Table::Bodies => "bodies",
        Table::Departures => "departures",
        Table::Drafts => "drafts",
        Table::Sent => "sent",
        Table::Replies => "replies",
        Table::Files => "files",
        Table::Templates => "templates",
        Table::Intents => "intents",
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
