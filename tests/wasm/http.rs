//! `fetch` as the core sees it.

use msi_actions::platform::Chrome;
use msi_actions::ports::{Http, HttpRequest, LARGEST_ANSWER, NetworkError};
use wasm_bindgen::JsValue;
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

/// A server that sends a mebibyte whenever it is asked for more, up to `mebibytes`; `globalThis.sent`
/// is how many it sent, `globalThis.stopped` whether it was told to stop.
fn serve(mebibytes: usize, headers: &str) {
    let script = format!(
        "globalThis.sent = 0; globalThis.stopped = false; globalThis.ours ??= fetch;
        globalThis.fetch = async () => new Response(new ReadableStream({{
            pull(stream) {{
                if (sent === {mebibytes}) return stream.close();
                globalThis.sent += 1;
                stream.enqueue(new Uint8Array(2 ** 20));
            }},
            cancel() {{ globalThis.stopped = true; }},
        }}), {{ headers: {headers} }});"
    );
    js_sys::eval(&script).unwrap();
}

/// What the server counted; the browser's own `fetch` is back.
fn served() -> (usize, bool) {
    let value = |script: &str| js_sys::eval(script).unwrap();
    value("globalThis.fetch = globalThis.ours");
    let sent = value("sent").as_f64().unwrap();
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "small"
    )]
    (sent as usize, value("stopped") == JsValue::TRUE)
}

#[wasm_bindgen_test]
async fn an_answer_that_is_too_large_is_left_while_it_arrives() {
    let most = LARGEST_ANSWER >> 20;
    serve(most, "{}");
    let whole = Chrome::default().send(request("https://a.example/")).await;
    assert_eq!(whole.unwrap().body().len(), LARGEST_ANSWER);
    assert_eq!(served(), (most, false));

    serve(1000, "{}");
    let refused = Chrome::default().send(request("https://a.example/")).await;
    assert_eq!(refused.err(), Some(NetworkError::TooLarge));
    let (sent, stopped) = served();
    assert!(stopped && sent <= most + 2, "{sent}");
}

#[wasm_bindgen_test]
async fn an_answer_that_says_that_it_is_too_large_is_not_read() {
    serve(1, "{ 'content-length': '999999999' }");
    let refused = Chrome::default().send(request("https://a.example/")).await;
    assert_eq!(refused.err(), Some(NetworkError::TooLarge));
    let (sent, stopped) = served();
    assert!(stopped && sent <= 1, "{sent}");
}
