//! `fetch` as the core sees it.

use msi_actions::platform::Chrome;
use msi_actions::ports::{Http, HttpRequest, NetworkError};
use wasm_bindgen_test::wasm_bindgen_test;

fn request(uri: &str) -> HttpRequest {
    let mut request = HttpRequest::new(Vec::new());
    *request.uri_mut() = uri.parse().unwrap();
    request
}

fn address(path: &str) -> String {
    format!(
        "{}{path}",
        web_sys::window().unwrap().location().origin().unwrap()
    )
}

#[wasm_bindgen_test]
async fn every_status_is_an_answer() {
    let found = Chrome::default()
        .send(request(&address("/")))
        .await
        .unwrap();
    assert_eq!(found.status().as_u16(), 200);
    assert!(!found.body().is_empty());
    assert!(found.headers().contains_key("content-type"));
    let missing = Chrome::default()
        .send(request(&address("/no-such-page")))
        .await
        .unwrap();
    assert_eq!(missing.status().as_u16(), 404);
}

#[wasm_bindgen_test]
async fn no_answer_is_an_error() {
    // Port 1 is one of those that browsers refuse.
    let refused = Chrome::default().send(request("http://127.0.0.1:1/")).await;
    assert_eq!(refused.err(), Some(NetworkError::Failed));
}
