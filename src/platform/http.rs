//! `fetch` in the worker, where host permissions lift CORS.

use js_sys::{Function, Promise, Uint8Array};
use oauth2::http::{HeaderValue, StatusCode};
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortSignal, Headers, Request, RequestCache, RequestCredentials, RequestInit, RequestRedirect,
    Response,
};

use super::{Chrome, online, property};
use crate::ports::{Http, HttpRequest, HttpResponse, NetworkError, RESPONSE_HEADERS};

/// Chrome stops a worker whose fetch takes longer than 30 s.
const LIMIT: Duration = Duration::from_secs(28);

impl Http for Chrome {
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, NetworkError> {
        if !online() {
            return Err(NetworkError::Offline);
        }
        fetch(request).await.map_err(|error| {
            let name = property(&error, "name").as_string();
            if name.as_deref() == Some("TimeoutError") {
                NetworkError::TimedOut
            } else {
                NetworkError::Failed
            }
        })
    }
}

async fn fetch(request: HttpRequest) -> Result<HttpResponse, JsValue> {
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

async fn read(response: &Response) -> Result<HttpResponse, JsValue> {
    let body = JsFuture::from(response.array_buffer()?).await?;
    let mut answer = HttpResponse::new(Uint8Array::new(&body).to_vec());
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
