//! The journal's store on the browser's own `IndexedDB`.

use futures_util::future::join_all;
use msi_actions::platform::Chrome;
use msi_actions::ports::{Database, Table};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn a_row_is_there_until_it_is_deleted() {
    let database = Chrome::default();
    database.put(Table::Drafts, "a", "1".into()).await.unwrap();
    database.put(Table::Drafts, "a", "2".into()).await.unwrap();
    assert_eq!(
        database.row(Table::Drafts, "a").await.unwrap().as_deref(),
        Some("2")
    );
    // Another connection, as after a restart of the worker.
    let later = Chrome::default();
    assert_eq!(
        later.row(Table::Drafts, "a").await.unwrap().as_deref(),
        Some("2")
    );
    later.delete(Table::Drafts, "a").await.unwrap();
    later.delete(Table::Drafts, "a").await.unwrap();
    assert_eq!(database.row(Table::Drafts, "a").await.unwrap(), None);
}

#[wasm_bindgen_test]
async fn tables_are_apart_and_rows_come_by_key() {
    let database = Chrome::default();
    let writes = ["c", "a", "b"].map(|key| database.put(Table::Intents, key, key.to_uppercase()));
    assert!(join_all(writes).await.iter().all(Result::is_ok));
    let rows = database.rows(Table::Intents).await.unwrap();
    let rows: Vec<_> = rows
        .iter()
        .map(|(key, value)| (key.as_str(), value.as_str()))
        .collect();
    assert_eq!(rows, [("a", "A"), ("b", "B"), ("c", "C")]);
    assert_eq!(database.row(Table::Drafts, "c").await.unwrap(), None);
}
