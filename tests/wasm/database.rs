//! The tables on the browser's own `IndexedDB`.

use futures_util::future::join_all;
use msi_actions::platform::Chrome;
use msi_actions::ports::{Database, Table, Write};
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
    let writes = ["x/c", "x/a", "x/b", "xy"]
        .map(|key| database.put(Table::Intents, key, key.to_uppercase()));
    assert!(join_all(writes).await.iter().all(Result::is_ok));
    let rows = database.rows(Table::Intents, "x/").await.unwrap();
    let rows: Vec<_> = rows
        .iter()
        .map(|(key, value)| (key.as_str(), value.as_str()))
        .collect();
    assert_eq!(rows, [("x/a", "X/A"), ("x/b", "X/B"), ("x/c", "X/C")]);
    assert_eq!(database.rows(Table::Intents, "").await.unwrap().len(), 4);
    assert_eq!(database.row(Table::Drafts, "x/c").await.unwrap(), None);
}

#[wasm_bindgen_test]
async fn keys_come_in_order_and_by_their_range() {
    let database = Chrome::default();
    for key in ["at/3/c", "at/1/a", "at/2/b", "parked/d"] {
        database.put(Table::Due, key, String::new()).await.unwrap();
    }
    let keys = async |from: &str, to: &str, most| {
        let keys = database.row_keys(Table::Due, from, to, most).await.unwrap();
        keys.join(" ")
    };
    assert_eq!(keys("at/", "at/~", u32::MAX).await, "at/1/a at/2/b at/3/c");
    assert_eq!(keys("at/", "at/3/", u32::MAX).await, "at/1/a at/2/b");
    assert_eq!(keys("at/", "at/~", 1).await, "at/1/a");
    assert_eq!(keys("b", "a", 1).await, "", "nothing lies between");
}

#[wasm_bindgen_test]
async fn changes_of_several_tables_are_done_together_in_their_order() {
    let database = Chrome::default();
    let put = |table, key: &str, value: &str| Write::Put {
        table,
        key: key.into(),
        value: value.into(),
    };
    let delete = |table, key: &str| Write::Delete {
        table,
        key: key.into(),
    };
    database.commit(Vec::new()).await.unwrap();
    let writes = vec![
        put(Table::Outbox, "a", "row"),
        put(Table::Bodies, "a", "body"),
        put(Table::Departures, "a", "1"),
        delete(Table::Departures, "a"),
        put(Table::Departures, "a", "2"),
        delete(Table::Outbox, "nothing"),
    ];
    database.commit(writes).await.unwrap();
    for (table, value) in [
        (Table::Outbox, "row"),
        (Table::Bodies, "body"),
        (Table::Departures, "2"),
    ] {
        let row = database.row(table, "a").await.unwrap();
        assert_eq!(row.as_deref(), Some(value));
    }
}
