//! `fetch` in the worker, where host permissions lift CORS.

use js_sys::{Function, Promise, Uint8Array, global};
use oauth2::http::{HeaderValue, StatusCode};
use std::time::Duration;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortSignal, Headers, Request, RequestCache, RequestCredentials, RequestInit, RequestRedirect,
    Response,
};

use super::Chrome;
use super::javascript::property;
use crate::ports::{
    Http, HttpRequest, HttpResponse, LARGEST_ANSWER, NetworkError, RESPONSE_HEADERS,
};

/// The longest that a fetch may take. Chrome stops a worker after 30 s.
const LIMIT: Duration = Duration::from_secs(28);

#[wasm_bindgen]
extern "C" {
    /// The part of the Streams standard's `ReadableStreamDefaultReader` that is used.
    type Reader;
    #[wasm_bindgen(method, catch)]
    async fn read(this: &Reader) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    async fn cancel(this: &Reader) -> Result<JsValue, JsValue>;

    type Body;
    #[wasm_bindgen(method, catch, js_name = getReader)]
    fn reader(this: &Body) -> Result<Reader, JsValue>;
}

/// Why there is no answer.
enum Lost {
    /// What was thrown.
    Thrown(JsValue),
    /// It is larger than [`LARGEST_ANSWER`].
    TooLarge,
}

impl From<JsValue> for Lost {
    fn from(thrown: JsValue) -> Self {
        Self::Thrown(thrown)
    }
}

impl From<Lost> for NetworkError {
    fn from(lost: Lost) -> Self {
        match lost {
            Lost::TooLarge => Self::TooLarge,
            Lost::Thrown(error) => match property(&error, "name").as_string().as_deref() {
                Some("TimeoutError") => Self::TimedOut,
                _ => Self::Failed,
            },
        }
    }
}

impl Http for Chrome {
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, NetworkError> {
        if !online() {
            return Err(NetworkError::Offline);
        }
        Ok(fetch(request).await?)
    }
}

async fn fetch(request: HttpRequest) -> Result<HttpResponse, Lost> {
    let (parts, body) = request.into_parts();
    let headers = Headers::new()?;
    for (name, value) in &parts.headers {
        headers.append(name.as_str(), &String::from_utf8_lossy(value.as_bytes()))?;
    }
    let init = RequestInit::new();
    init.set_method(parts.method.as_str());
    init.set_headers(&headers);
    init.set_redirect(RequestRedirect::Error);
    init.set_credentials(RequestCredentials::Omit);
    init.set_cache(RequestCache::NoStore);
    init.set_signal(Some(&AbortSignal::timeout_with_u32(
        u32::try_from(LIMIT.as_millis()).unwrap_or(u32::MAX),
    )));
    if !body.is_empty() {
        init.set_body(&Uint8Array::from(body.as_slice()));
    }
    let request = Request::new_with_str_and_init(&parts.uri.to_string(), &init)?;
    let fetch: Function = property(&js_sys::global(), "fetch").dyn_into()?;
    let promise: Promise = fetch.call1(&js_sys::global(), &request)?.dyn_into()?;
    let response: Response = JsFuture::from(promise).await?.dyn_into()?;
    read(&response).await
}

async fn read(response: &Response) -> Result<HttpResponse, Lost> {
    let mut answer = HttpResponse::new(body(response).await?);
    if let Ok(status) = StatusCode::from_u16(response.status()) {
        *answer.status_mut() = status;
    }
    let headers = response.headers();
    for name in RESPONSE_HEADERS {
        let value = headers.get(name.as_str())?.map(HeaderValue::try_from);
        if let Some(Ok(value)) = value {
            answer.headers_mut().insert(name, value);
        }
    }
    Ok(answer)
}

/// The body; reading stops where it is too large.
async fn body(response: &Response) -> Result<Vec<u8>, Lost> {
    let mut bytes = Vec::new();
    let stream = property(response, "body");
    if stream.is_null() {
        return Ok(bytes);
    }
    let reader = stream.unchecked_into::<Body>().reader()?;
    // For a compressed answer this is the compressed length, which is smaller.
    let announced = response.headers().get("content-length")?;
    let announced = announced.and_then(|length| length.parse::<usize>().ok());
    let mut fits = announced.unwrap_or_default() <= LARGEST_ANSWER;
    while fits {
        let part = reader.read().await?;
        if property(&part, "done").is_truthy() {
            return Ok(bytes);
        }
        let part: Uint8Array = property(&part, "value").dyn_into()?;
        fits = bytes.len().saturating_add(part.length() as usize) <= LARGEST_ANSWER;
        if fits {
            bytes.extend(part.to_vec());
        }
    }
    // Its result does not matter.
    let _ = reader.cancel().await;
    Err(Lost::TooLarge)
}

/// Whether the browser reports that it is online; true in doubt.
fn online() -> bool {
    property(&property(&global(), "navigator"), "onLine")
        .as_bool()
        .unwrap_or(true)
}
