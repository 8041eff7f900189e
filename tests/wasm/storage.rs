//! `chrome.storage` through the loader's copy: what is read of it, and when it is not believed any more.

use futures_util::FutureExt;
use js_sys::{Function, JSON};
use msi_actions::platform::Chrome;
use msi_actions::ports::{Area, Managed, Store};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

/// A browser that holds other values than the copy below, so that it shows who answered, and takes
/// changes as `how` says: `takes`, `fails`, or `never` answers.
fn browser(how: &str) -> Chrome {
    let set = Function::new_with_args(
        "how",
        r#"const change = () => ({
            takes: async () => {}, fails: () => Promise.reject(new Error('full')), never: () => new Promise(() => {}),
        })[globalThis.how]();
        const area = { get: async () => ({ a: 'of Chrome' }), set: change, remove: change };
        globalThis.how = how; // a storage area is looked up once only
        globalThis.policy = '{"of":"Chrome"}';
        const managed = { get: async () => JSON.parse(globalThis.policy) };
        globalThis.chrome = { ...globalThis.chrome, storage: { local: area, session: area, managed } };"#,
    );
    set.call1(&JsValue::NULL, &how.into()).unwrap();
    let copy = r#"{ "local": { "a": "1", "b": "2" }, "session": { "a": "3" }, "managed": { "of": "the copy" } }"#;
    Chrome::with_stored(JSON::parse(copy).unwrap())
}

async fn read(chrome: &Chrome, area: Area, key: &str) -> Option<String> {
    chrome.read(area, key).await.unwrap()
}

#[wasm_bindgen_test]
async fn each_area_is_read_from_the_copy() {
    let chrome = browser("takes");
    assert_eq!(read(&chrome, Area::Local, "a").await.as_deref(), Some("1"));
    assert_eq!(
        read(&chrome, Area::Session, "a").await.as_deref(),
        Some("3")
    );
    assert_eq!(read(&chrome, Area::Session, "b").await, None);
    assert_eq!(chrome.keys(Area::Local, "b").await.unwrap(), ["b"]);
}

#[wasm_bindgen_test]
async fn without_a_copy_chrome_is_asked() {
    browser("takes");
    let chrome = Chrome::default();
    assert_eq!(
        read(&chrome, Area::Local, "a").await.as_deref(),
        Some("of Chrome")
    );
    assert_eq!(chrome.keys(Area::Local, "").await.unwrap(), ["a"]);
}

#[wasm_bindgen_test]
async fn what_chrome_took_is_read_afterwards() {
    let chrome = browser("takes");
    chrome.write(Area::Local, "a", "new".into()).await.unwrap();
    chrome.remove(Area::Local, "b").await.unwrap();
    assert_eq!(
        read(&chrome, Area::Local, "a").await.as_deref(),
        Some("new")
    );
    assert_eq!(chrome.keys(Area::Local, "").await.unwrap(), ["a"]);
    assert_eq!(
        read(&chrome, Area::Session, "a").await.as_deref(),
        Some("3")
    );
}

#[wasm_bindgen_test]
async fn after_a_change_that_failed_chrome_is_asked() {
    let chrome = browser("fails");
    assert!(chrome.write(Area::Local, "a", "new".into()).await.is_err());
    assert_eq!(
        read(&chrome, Area::Local, "a").await.as_deref(),
        Some("of Chrome")
    );
    let chrome = browser("fails");
    assert!(chrome.remove(Area::Session, "a").await.is_err());
    assert_eq!(
        read(&chrome, Area::Session, "a").await.as_deref(),
        Some("of Chrome")
    );
    assert_eq!(read(&chrome, Area::Local, "a").await.as_deref(), Some("1"));
}

#[wasm_bindgen_test]
async fn until_chrome_has_it_a_change_is_not_read_and_when_nobody_waits_chrome_is_asked() {
    let chrome = browser("never");
    {
        let mut write = Box::pin(chrome.write(Area::Local, "a", "new".into()));
        assert!((&mut write).now_or_never().is_none());
        assert_eq!(read(&chrome, Area::Local, "a").await.as_deref(), Some("1"));
    }
    assert_eq!(
        read(&chrome, Area::Local, "a").await.as_deref(),
        Some("of Chrome")
    );
}

#[wasm_bindgen_test]
async fn the_copy_of_the_policy_is_good_for_one_answer() {
    let chrome = browser("takes");
    assert_eq!(chrome.managed().await.unwrap(), r#"{"of":"the copy"}"#);
    assert_eq!(chrome.managed().await.unwrap(), r#"{"of":"Chrome"}"#);
}
